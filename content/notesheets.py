"""What a page shows of the notes on a thing: read once a page, whatever the number of fields."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from .models import Note
from .notes import closed_refusal, may_see, may_write, threads
from .review.registry import reviewable


@dataclass(frozen=True)
class FieldNotes:
    """The notes on one field, open and resolved; ``lost``: the draft has no such field any more."""

    name: str
    label: str
    open: list[Note]
    resolved: list[Note]
    lost: bool = False


class Sheet:
    """The notes on ``thing`` as ``user`` may read them."""

    def __init__(self, thing: Any, user: Any) -> None:
        self.thing, self.user = thing, user
        self.kind = type(thing)._meta.label_lower
        self.seen = may_see(user, thing)
        self.closed = closed_refusal(thing)
        self.may_write = self.closed is None and may_write(user, thing)

    @cached_property
    def notes(self) -> list[Note]:
        """All of them, the oldest first; none for who may not see the thing."""
        if not self.seen or not self.thing.pk:
            return []
        found = threads(self.thing)
        for note in found:
            said = [note, *note.replies]  # type: ignore[attr-defined]
            for one in said:
                mine = self.may_write and note.is_open and one.author_id == self.user.pk
                one.is_own = mine and one is said[-1]  # type: ignore[attr-defined]
        return found

    @property
    def open_count(self) -> int:
        """How many wait for somebody."""
        return sum(note.is_open for note in self.notes)

    def field(self, name: str, label: str = "") -> FieldNotes:
        """The notes on the field ``name``."""
        found = [note for note in self.notes if note.field == name]
        return FieldNotes(
            name,
            label or (found[-1].label if found else ""),
            [note for note in found if note.is_open],
            [note for note in found if not note.is_open],
            name in self.lost,
        )

    @cached_property
    def open_fields(self) -> list[FieldNotes]:
        """Each field with open notes; what is about the whole comes first, lost fields last."""
        names = dict.fromkeys(note.field for note in self.notes if note.is_open)
        found = [self.field(name) for name in names]
        return sorted(found, key=lambda one: (one.lost, one.name != ""))

    @property
    def resolved(self) -> list[Note]:
        """What is done, the latest first."""
        done = [note for note in self.notes if not note.is_open]
        return sorted(done, key=lambda note: (note.resolved_at, note.pk), reverse=True)

    @cached_property
    def lost(self) -> set[str]:
        """Names of fields that have notes but no place in the latest draft."""
        names = {note.field for note in self.notes if note.field}
        kind = reviewable(type(self.thing))
        return kind.lost_fields(self.thing, names) if kind is not None and names else set()


def sheet_of(thing: Any, user: Any) -> Sheet:
    """The sheet of ``thing``; asked again for the same object it reads nothing."""
    known: Sheet | None = getattr(thing, "_notes_sheet", None)
    if known is None or known.user != user:
        known = thing._notes_sheet = Sheet(thing, user)
    return known
