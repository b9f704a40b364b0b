"""One cell: its protection against spreadsheets, and the value that it says, both ways."""

import json
import re
from collections.abc import Callable
from typing import Any

from ..sniffing import NotJson, strict_json
from .columns import fold, split_column

_LEADING = re.compile(r"'*[=+\-@\s]")
_TRAILING = re.compile(r"\s'*\Z")
_YEARS = re.compile(r"\s*[,;/]\s*|\s+et\s+|(?<=\d)\s+(?=[A-Z]\d)", re.IGNORECASE)
_LOCALE = re.compile(r"([a-z]{2})(?:[-_]([a-z]{2}))?", re.IGNORECASE)

_INTEGERS = ("level", "version", "points_per_level")
_OBJECTS = ("external", "extra")
_UUIDS = ("identifier", "link", "target_identifier")

_SKILL_STATUSES = {
    "in_construction": "en construction",
    "active": "actif",
    "archived": "archivé",
    "obsolete": "périmé",
}
_STATUSES = {
    "framework": {
        "draft": "brouillon",
        "provisional": "provisoire",
        "adopted": "adopté",
        "superseded": "remplacé",
    },
    "alignment": {"proposed": "proposé", "confirmed": "confirmé"},
}
_RELATIONS = {
    "exactMatchOf": "correspond exactement à",
    "isPartOf": "fait partie de",
    "isRelatedTo": "est liée à",
    "isPeerOf": "est du même rang que",
    "precedes": "précède",
    "replacedBy": "est remplacée par",
}


class CellError(ValueError):
    """A cell does not say what its column asks for; the text is the rest of a French sentence."""


def protected(text: str) -> str:
    """``text`` as a cell that no spreadsheet executes and that ``exposed`` gives back exactly."""
    before = "'" if _LEADING.match(text) else ""
    after = "'" if _TRAILING.search(text) else ""
    return f"{before}{text}{after}"


def exposed(cell: str) -> str:
    """The text of a cell: without outer spaces, and without the apostrophes of ``protected``."""
    text = cell.strip()
    if text.startswith("'") and _LEADING.match(text):
        text = text[1:]
    if text.endswith("'") and _TRAILING.search(text):
        text = text[:-1]
    return text


def written(column: str, value: Any) -> str:
    """The text that says ``value`` in ``column``, not yet protected."""
    if column in _INTEGERS:
        return str(int(value))
    if column in _OBJECTS:
        return json.dumps(value, ensure_ascii=False, sort_keys=True, allow_nan=False)
    if column == "unverified":
        return ", ".join(value)
    if column == "education_levels":
        joined = ", ".join(value)
        plain = years(joined) == value and not joined.startswith("[")
        return joined if plain else json.dumps(value, ensure_ascii=False)
    return str(value)


def read(kind: str, column: str, text: str) -> Any:
    """The value that ``text`` says in ``column`` on a row of type ``kind``. Raises ``CellError``."""
    base, _ = split_column(column)
    if base in _INTEGERS:
        return _integer(text)
    reader = _READERS.get(base)
    if reader:
        return reader(text)
    if base == "status":
        return _coded(text, _STATUSES.get(kind, _SKILL_STATUSES))
    return text


def years(text: str) -> list[str]:
    """School years as people list them: « P3, P4 », « S1 et S2 »."""
    parts = _YEARS.split(" ".join(text.split()))
    return list(dict.fromkeys(part for part in parts if part))


def _integer(text: str) -> int:
    if not re.fullmatch("[0-9]{1,9}", text):
        raise CellError(
            f"« {text[:60]} » n'est pas un nombre entier : écrivez des chiffres seulement"
        )
    return int(text)


def _object(text: str) -> Any:
    try:
        return strict_json(text)
    except NotJson as error:
        raise CellError(f"ce n'est pas du JSON valable : {error.message}") from None


def _education_levels(text: str) -> Any:
    return _object(text) if text.startswith("[") else years(text)


def _locales(text: str) -> list[str]:
    parts = re.sub(r"[,;/\s]+", " ", text).split()
    return list(dict.fromkeys(map(_locale, parts)))


def _locale(text: str) -> str:
    match = _LOCALE.fullmatch(text)
    if match is None:
        raise CellError(f"« {text[:60]} » n'est pas une langue : écrivez fr, fr-BE, nl, en ou de")
    return match[1].lower() + (f"-{match[2].upper()}" if match[2] else "")


def _coded(text: str, words: dict[str, str]) -> str:
    name = fold(text)
    for code, french in words.items():
        if name in (fold(code), fold(french), fold(french) + "e"):
            return code
    known = ", ".join(words.values())
    raise CellError(
        f"« {text[:60]} » n'est pas connu : choisissez parmi {known} (ou {', '.join(words)})"
    )


def _relation(text: str) -> str:
    return _coded(text, _RELATIONS)


_READERS: dict[str, Callable[[str], Any]] = {
    **dict.fromkeys(_OBJECTS, _object),
    **dict.fromkeys(_UUIDS, str.lower),
    "unverified": _locales,
    "education_levels": _education_levels,
    "relation": _relation,
}
