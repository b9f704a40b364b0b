"""A package as rows."""

import csv
import io
from collections.abc import Iterable, Iterator

from ..framework_json import locale_rank
from ..reading import Document
from .cells import protected, written
from .columns import LOCALISED, MEMBERS, PARENT_OF, PLAIN, split_column

_ALWAYS = ("type", "code", "parent", "title_fr")
_PLAIN = list(PLAIN)
_CODED = ("area", "competence")


def encode(package: Document) -> str:
    """The file's text of ``package``. Raises ``ValueError`` for one that contradicts itself.

    Write it as ``utf-8-sig``: without the mark, spreadsheets take it for another encoding.
    """
    rows = list(_rows(package))
    columns = sorted({*_ALWAYS, *(name for row in rows for name in row)}, key=_rank)
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([protected(row.get(name, "")) for name in columns] for row in rows)
    text = out.getvalue()
    if "\0" in text:
        raise ValueError("a text holds a NUL character, which no CSV can say")
    return text


def _rows(package: Document) -> Iterator[dict[str, str]]:
    references = _references(package["items"])
    kinds = {item["key"]: item["type"] for item in package["items"]}
    yield _row("framework", package)
    for group in package["groups"]:
        yield _row("group", group)
    for level in package["levels"]:
        yield _row("level", level) | _filled(parent=level.get("group"))
    for item in package["items"]:
        yield _item_row(item, references, kinds)
    for alignment in package["alignments"]:
        parent = _parent("alignment", alignment["source"], references, kinds)
        yield _row("alignment", alignment) | _filled(parent=parent)


def _item_row(item: Document, references: dict[str, str], kinds: dict[str, str]) -> dict[str, str]:
    row = _row(item["type"], item)
    row |= _filled(parent=_parent(item["type"], item["parent"], references, kinds))
    reference = references.get(item["key"])
    if reference == _natural(item):
        return row
    plain_theme = item["type"] == "theme" and "code" not in row
    return row | _filled(**{"code" if plain_theme else "key": reference})


def _parent(
    kind: str, key: str | None, references: dict[str, str], kinds: dict[str, str]
) -> str | None:
    """What a row names its parent by. Raises ``ValueError`` when it is none that it may have."""
    if (kinds.get(key) if key else None) != PARENT_OF.get(kind):
        raise ValueError(f"{key!r} cannot be the parent of this {kind}")
    return references[key] if key else None


def _row(kind: str, thing: Document) -> dict[str, str]:
    """The cells that say the members of ``thing``."""
    row = {"type": kind}
    for column, member in MEMBERS[kind].items():
        value = thing.get(member)
        if column in LOCALISED:
            row |= {f"{column}_{locale}": text for locale, text in (value or {}).items()}
        elif value not in (None, "", [], {}):
            row[column] = written(column, value)
    return row


def _filled(**cells: str | None) -> dict[str, str]:
    return {column: text for column, text in cells.items() if text}


def _references(items: list[Document]) -> dict[str, str]:
    """What other rows name each item by, by key: its code or ``@name`` when nothing else has it.

    Other items get a name: ``1.1-t2`` for the second theme of 1.1, ``competence-4`` for the fourth
    competence.
    """
    if len({item["key"] for item in items}) != len(items):
        raise ValueError("two items have the same key")
    found: dict[str, str] = {}
    taken: dict[str, set[str]] = {kind: set() for kind in PARENT_OF}
    taken["area"] = set()
    others = []
    for item in items:
        natural = _natural(item)
        if natural and natural not in taken[item["type"]]:
            found[item["key"]] = natural
            taken[item["type"]].add(natural)
        elif item["type"] != "skill":
            others.append(item)
    themes = (item for item in others if item["type"] == "theme")
    _number((item for item in others if item["type"] != "theme"), found, taken)
    _number(themes, found, taken)
    return found


def _number(items: Iterable[Document], found: dict[str, str], taken: dict[str, set[str]]) -> None:
    counts: dict[str, int] = {}
    for item in items:
        kind = item["type"]
        start = f"{found.get(item['parent'], '')}-t" if kind == "theme" else f"{kind}-"
        while True:
            counts[start] = counts.get(start, 0) + 1
            reference = f"{start}{counts[start]}"
            if reference not in taken[kind]:
                break
        found[item["key"]] = reference
        taken[kind].add(reference)


def _natural(item: Document) -> str | None:
    """The code or ``@name`` of an item, None when it has none of its own."""
    if item["type"] in _CODED:
        return item.get("code") or None
    if item["type"] == "topic" and item.get("name"):
        return f"@{item['name']}"
    return None


def _rank(column: str) -> tuple[int, int, tuple[int, str]]:
    """Titles come after parents, other texts after statuses; locales in their order."""
    base, locale = split_column(column)
    if base in _PLAIN:
        return _PLAIN.index(base), 0, (0, "")
    after = _PLAIN.index("parent" if base == "title" else "status")
    return after, 1 + list(LOCALISED).index(base), locale_rank(locale)
