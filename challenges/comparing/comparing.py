"""From two challenges' documents to the rows of their comparison."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from .identities import Documents, shared_names
from .parts import Part, Shown
from .reading import Item, Path, read
from .words import PieceKind, Pieces, line_pieces, word_pieces


@dataclass(frozen=True)
class Row:
    """One field of two challenges; None where one has nothing to say.

    ``change`` is ``same``, ``changed``, ``added`` (only the second says it) or ``removed``. ``name``
    is the field's, by the ids of the second challenge unless only the first has it.
    """

    path: Path
    name: str
    part: Part
    label: str
    before: Shown | None
    after: Shown | None
    change: str

    @cached_property
    def pieces(self) -> Pieces:
        """What both say, then what differs: words of a text, entries of a list."""
        if isinstance(self.before, tuple) or isinstance(self.after, tuple):
            return line_pieces(_entries(self.before), _entries(self.after))
        return word_pieces(self.before or "", self.after or "")

    @property
    def left(self) -> Pieces:
        """The pieces of the first."""
        return tuple(piece for piece in self.pieces if piece.kind != PieceKind.ADDED)

    @property
    def right(self) -> Pieces:
        """The pieces of the second."""
        return tuple(piece for piece in self.pieces if piece.kind != PieceKind.REMOVED)

    @property
    def is_list(self) -> bool:
        """Whether the pieces are entries of a list."""
        return isinstance(self.before, tuple) or isinstance(self.after, tuple)


def compare(
    first: Documents,
    second: Documents,
    *,
    every: bool = False,
    names: Mapping[str, str] = {},
) -> list[Row]:
    """The rows in which two challenges differ (with ``every``: all), each a pair (body, key).

    Ids, versions and places in a family are no content. Choices, blanks, files and links that answer
    each other are matched by id, else by their texts, else by place. ``names`` puts public ids into
    words.
    """
    own, other = shared_names(first, second)
    one, two = read(first, own, other, names), read(second, other, own, names)
    rows = [_row(path, one.get(path), two.get(path)) for path in _paths(list(one), list(two))]
    order = list(Part)
    rows.sort(key=lambda row: order.index(row.part))
    return [row for row in rows if every or row.change != "same"]


def _row(path: Path, one: Item | None, two: Item | None) -> Row:
    said: Any = one or two
    if one is None or two is None:
        change = "added" if one is None else "removed"
        before, after = one.shown if one else None, two.shown if two else None
        return Row(path, said.name, said.part, said.label, before, after, change)
    change = "same" if one.value == two.value else "changed"
    label = one.label if one.label == two.label else f"{one.label} / {two.label}"
    return Row(path, two.name, one.part, label, one.shown, two.shown, change)


def _paths(one: list[Path], two: list[Path]) -> list[Path]:
    """Every path once; those of the second alone after what precedes them there."""
    paths, known = list(one), set(one)
    after: Path | None = None
    for path in two:
        if path not in known:
            paths.insert(paths.index(after) + 1 if after is not None else 0, path)
        after = path
    return paths


def _entries(shown: Shown | None) -> tuple[str, ...]:
    if isinstance(shown, tuple):
        return shown
    return (shown,) if shown else ()
