"""What the next release of a bank would change, item by item."""

from dataclasses import dataclass, field

from .enums import Scope
from .manifests import Entry, engine_entries, read_entries
from .models import Bank, Manifest
from .selection import Selection


@dataclass(frozen=True)
class Difference:
    """Public ids of challenges by what happens to them; ``other`` counts changes of other kinds."""

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    withdrawn: list[str] = field(default_factory=list)
    other: int = 0

    @property
    def is_empty(self) -> bool:
        """Whether the next release would say the same as the last one."""
        return not (self.added or self.changed or self.withdrawn or self.other)


def difference(bank: Bank, selection: Selection) -> Difference:
    """Compare what ``selection`` gives with the last release of ``bank`` (all is new without one)."""
    last = (
        Manifest.objects.filter(release__bank=bank, scope=Scope.ENGINE)
        .order_by("-release__number")
        .first()
    )
    old = _by_name(read_entries(bytes(last.body)) if last else [])
    new = _by_name(engine_entries(selection, list(old.values())))
    found = Difference()
    other = 0
    for name, entry in new.items():
        before = old.get(name)
        if before == entry:
            continue
        if name[0] != "challenge":
            other += 1
        elif "withdrawn" in entry:
            found.withdrawn.append(name[1])
        elif before is None or "withdrawn" in before:
            found.added.append(name[1])
        else:
            found.changed.append(name[1])
    return Difference(found.added, found.changed, found.withdrawn, other)


def _by_name(entries: list[Entry]) -> dict[tuple[str, str], Entry]:
    return {(entry["kind"], entry["id"]): entry for entry in entries}
