"""Rows as a package."""

from dataclasses import dataclass
from typing import Any

from ..framework_json import SCHEMA, schema_problems
from ..reading import Document, Reading
from ..sniffing import MOST
from . import attendus
from .cells import CellError, read
from .columns import (
    ITEM_KINDS,
    KEYED,
    KIND_WORDS,
    MEMBERS,
    NAMES,
    PARENT_OF,
    REQUIRED,
    kind_of,
    near_kinds,
    split_column,
)
from .findings import Findings, place
from .messages import place_problems
from .references import Item, References
from .table import Row, Table, read_table

_LISTS = {"group": "groups", "level": "levels", "alignment": "alignments"}
_STATUS = {"framework": "draft", "alignment": "proposed"}


@dataclass(frozen=True)
class CsvReading(Reading):
    """What a table says; without ``header`` its framework row is missing, and the document's is minimal."""

    header: bool = True


def has_header(reading: Reading) -> bool:
    """Whether a file describes the framework itself; otherwise only ``code`` is to be believed."""
    return reading.header if isinstance(reading, CsvReading) else True


def decode(data: bytes, code: str | None = None) -> CsvReading:
    """The package that a table says. Raises ``Unreadable``; its remarks' places are lines.

    ``code`` is the framework's, for files that do not name it (see ``has_header``). The document is
    canonical: what is empty is absent, unless the schema asks for it.
    """
    table = read_table(data)
    reader = _Reader(table.findings)
    if attendus.is_one(table):
        reader.items = attendus.items(table)
    else:
        reader.look_at(table)
    return reader.reading(code)


class _Reader:
    """Collects what rows say; wrong rows are kept apart as findings."""

    def __init__(self, findings: Findings) -> None:
        self.findings = findings
        self.items: list[Item] = []
        self._framework: Item | None = None
        self._lists: dict[str, list[Item]] = {name: [] for name in _LISTS.values()}

    def look_at(self, table: Table) -> None:
        """Read all rows of our own table, then tie them together."""
        references = References(self.findings)
        things = [thing for row in table.rows if (thing := self._thing(row))]
        for thing in things:
            references.register(thing)
            if thing.kind == "framework":
                self._keep_framework(thing)
            else:
                holder = self._lists[_LISTS[thing.kind]] if thing.kind in _LISTS else self.items
                holder.append(thing)
        for thing in things:
            references.tie(thing)

    def reading(self, code: str | None) -> CsvReading:
        """The whole. Raises ``Unreadable`` when anything is wrong."""
        document, places = self._header(code), {"": place(1)}
        if self._framework:
            members = MEMBERS["framework"].values()
            places |= {f"/{member}": place(self._framework.line) for member in members}
        for name, things in {**self._lists, "items": self.items}.items():
            document[name] = [thing.document for thing in things]
            places |= {f"/{name}/{n}": place(thing.line) for n, thing in enumerate(things)}
        reading = CsvReading(document, places=places, header=self._framework is not None)
        more = self._check(reading)
        if self.findings:
            raise self.findings.error(more)
        return reading

    def _check(self, reading: CsvReading) -> int:
        problems, more = schema_problems(reading.document)
        told = len(self.findings.lines)
        place_problems(problems, reading, self.findings)
        return max(more - told, 0)  # of what is not described, as much may be on lines told already

    def _thing(self, row: Row) -> Item | None:
        """What a row says, None for a row of no known type."""
        text = row.cells.get("type", "")
        kind = kind_of(text)
        if kind is None:
            self.findings.add(row.line, _unknown_kind(text, len(self.findings) < MOST))
            return None
        thing = Item(kind, row.line, {"type": kind} if kind in ITEM_KINDS else {}, row.cells)
        for column, text in row.cells.items():
            if not _structural(kind, column):
                self._cell(thing, column, text)
        self._complete(thing)
        return thing

    def _cell(self, thing: Item, column: str, text: str) -> None:
        base, locale = split_column(column)
        member = MEMBERS[thing.kind].get(base)
        if member is None:
            self.findings.add(
                thing.line,
                f"la colonne « {column} » ne concerne pas {NAMES[thing.kind].a} : videz la cellule.",
            )
            return
        try:
            value = read(thing.kind, column, text)
        except CellError as error:
            self.findings.add(thing.line, f"« {column} » : {error}.")
            return
        if locale:
            thing.document.setdefault(member, {})[locale] = value
        elif value not in ([], {}):
            thing.document[member] = value

    def _complete(self, thing: Item) -> None:
        """What an empty cell means, and what may not be empty."""
        document, required = thing.document, REQUIRED.get(thing.kind)
        if required and required not in thing.cells:
            self.findings.add(
                thing.line,
                f"la colonne « {required} » {NAMES[thing.kind].of} est vide : remplissez-la.",
            )
        if thing.kind in ("framework", "group", "level"):
            document.setdefault("title", {})
        if thing.kind in _STATUS:
            document.setdefault("status", _STATUS[thing.kind])
        if thing.kind == "skill":
            document.setdefault("version", 1)

    def _keep_framework(self, thing: Item) -> None:
        if self._framework:
            self.findings.add(
                thing.line,
                f"le référentiel est déjà décrit à la ligne {self._framework.line} : gardez une ligne.",
            )
        else:
            self._framework = thing

    def _header(self, code: str | None) -> Document:
        """The framework's own members; without a row for it, the least that the schema asks for."""
        row = self._framework
        if row is None:
            return self._least(code)
        said = row.document.get("code")
        if not said and not code:
            self.findings.add(
                row.line, "le référentiel n'a pas de code : remplissez la colonne « code »."
            )
        elif said and code and said != code:
            self.findings.add(
                row.line,
                f"ce fichier décrit le référentiel « {said} », et non « {code} » : choisissez le bon"
                " référentiel, ou le bon fichier.",
            )
        return {"schema": SCHEMA, "code": said or code or "x", **_without_code(row.document)}

    def _least(self, code: str | None) -> Document:
        if not code:
            self.findings.add(
                0,
                "ce fichier ne dit pas de quel référentiel il s'agit : choisissez-en un, ou ajoutez"
                " une ligne de type « référentiel » avec son code.",
            )
        title = code or "x"
        return {"schema": SCHEMA, "code": title, "status": "draft", "title": {"fr": title}}


def _structural(kind: str, column: str) -> bool:
    """Whether a column says who is whose: ``References`` looks at these."""
    return (
        column == "type"
        or (column == "parent" and kind in PARENT_OF)
        or (column == "key" and kind in KEYED)
    )


def _without_code(header: dict[str, Any]) -> dict[str, Any]:
    return {member: value for member, value in header.items() if member != "code"}


def _unknown_kind(text: str, look: bool) -> str:
    if not text:
        return "la colonne « type » est vide : dites ce que cette ligne décrit."
    near = (near_kinds(text) if look else []) or list(KIND_WORDS)
    words = ", ".join(KIND_WORDS[kind] for kind in near)
    return f"le type « {text[:60]} » n'est pas connu ; choisissez : {words}."
