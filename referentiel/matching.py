"""Which row of the database an item of a file is, and which competence an alignment leads to."""

from collections.abc import Callable
from typing import Any

from content.text import batched
from localisation.languages import codes, locale_of

from .models import Competence

#: Identifiers looked up at a time.
BATCH = 500


class Matcher:
    """Finds the row that an item of a file is: by identifier, public id, then natural key."""

    def __init__(self, kind: str, rows: list[Any]) -> None:
        self.natural: Callable[[Any], Any] = _NATURAL[kind]
        self.kind = kind
        self.all = rows
        self.rows = {row.pk: row for row in rows}
        self.by_identifier = {str(row.identifier): row for row in rows}
        self.by_public_id = {row.public_id: row for row in rows}
        self.by_natural = {self.natural(row): row for row in rows}

    def prepare(self, items: list[dict[str, Any]]) -> None:
        """Keep for every item the row that it names, so that no other item takes it by its code."""
        self.named: dict[str, Any] = {}
        for item in items:
            row = self.by_identifier.get(item.get("identifier") or "")
            row = row or self.by_public_id.get(item.get("id") or "")
            if row is not None and row.pk in self.rows:
                self.named[item["key"]] = self.rows.pop(row.pk)

    def match(self, item: dict[str, Any], parent: Any) -> Any:
        """The row of ``item``, once; None for a new one."""
        if (row := self.named.get(item["key"])) is not None:
            return row
        row = self.by_natural.get(_natural_of_item(self.kind, item, parent))
        return self.rows.pop(row.pk, None) if row is not None else None

    def left(self) -> list[Any]:
        """Rows that no item was."""
        return list(self.rows.values())


_NATURAL: dict[str, Callable[[Any], Any]] = {
    "area": lambda row: row.code,
    "competence": lambda row: row.code,
    "theme": lambda row: (row.competence_id, row.any_title),
    "topic": lambda row: row.name,
    "skill": lambda row: (row.topic_id, row.level, row.version),
}


def _natural_of_item(kind: str, item: dict[str, Any], parent: Any) -> Any:
    match kind:
        case "area" | "competence":
            return item["code"]
        case "theme":
            return (parent.pk, _first_title(item.get("title") or {}))
        case "topic":
            return item["name"]
        case _:
            return (parent.pk, item["level"], item.get("version") or 1)


def target_finder(items: list[dict[str, Any]]) -> Callable[[dict[str, Any]], Competence | None]:
    """Looks all targets of alignments up at once: by identifier, then by framework and code."""
    identifiers = {item["target_identifier"] for item in items if item.get("target_identifier")}
    frameworks = {item["framework"] for item in items if item.get("framework")}
    found: dict[Any, Competence] = {}
    rows = Competence.objects.select_related("framework")
    for batch in batched(sorted(identifiers), BATCH):
        for row in rows.filter(identifier__in=batch):
            found[str(row.identifier)] = row
    for row in rows.filter(framework__code__in=frameworks):
        found[(row.framework.code, row.code)] = row

    def find(item: dict[str, Any]) -> Competence | None:
        by_identifier = found.get(item.get("target_identifier") or "")
        return by_identifier or found.get((item.get("framework"), item.get("target")))

    return find


def _first_title(titles: dict[str, str]) -> str:
    """The title that a row made of ``titles`` would be known by."""
    return next((titles[locale_of(code)] for code in codes() if titles.get(locale_of(code))), "")


def pair_of(item: dict[str, Any]) -> tuple[Any, ...]:
    """What one alignment that waits is told from another by."""
    return (
        item["source"],
        item.get("target_identifier") or (item.get("framework"), item.get("target")),
    )


def whole(value: Any) -> Any:
    """A float that is a whole number (JSON's ``8.0``) as that number."""
    return int(value) if isinstance(value, float) else value
