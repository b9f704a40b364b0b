"""Codes of areas and competences and names of topics that a CASE package does not give."""

import re
from collections.abc import Iterator
from itertools import product

from ..reading import Document, Remark
from .words import folded, is_code, label, topic_name

_LETTERS = "bcdefghijklmnopqrstuvwxyz"
_NAME = 40
_ROOM = 6


class Names:
    """Names that are taken, and the next free ones."""

    def __init__(self, mark: str, longest: int) -> None:
        self._taken: set[str] = set()
        self._suffixes: dict[str, Iterator[str]] = {}
        self._mark, self._longest = mark, longest

    def take(self, name: str) -> bool:
        """Take ``name``; False when it was taken already."""
        if name in self._taken:
            return False
        self._taken.add(name)
        return True

    def free(self, name: str) -> str:
        """``name``, or with a letter after it (b, c, d…) when it is taken; taken from now on."""
        if self.take(name):
            return name
        short = name[: self._longest - _ROOM]
        suffixes = self._suffixes.setdefault(short, _suffixes())
        return next(
            found for suffix in suffixes if self.take(found := f"{short}{self._mark}{suffix}")
        )


def _suffixes() -> Iterator[str]:
    """b, c… z, bb, bc…"""
    length = 1
    while True:
        yield from map("".join, product(_LETTERS, repeat=length))
        length += 1


def topic_names() -> Names:
    """The names of a package's topics."""
    return Names("", 60)


def codes() -> Names:
    """The codes of a package's areas, or of its competences."""
    return Names("-", 50)


def suggested_name(case: Document) -> str:
    """The topic name that a CFItem suggests: its code, its short statement, or words of it."""
    for member in ("humanCodingScheme", "abbreviatedStatement"):
        if found := topic_name(case.get(member, "")):
            return found
    return camel(case["fullStatement"]) or "sujet"


def camel(statement: str) -> str:
    """First words of ``statement`` in camelCase, ASCII letters only, at most forty."""
    words = re.findall("[a-z]+", folded(statement[:2000]).lower())
    name = words[0][:_NAME] if words else ""
    for word in words[1:]:
        if len(name) + len(word) > _NAME:
            break
        name += word.capitalize()
    return name


def is_exact(item: Document, extension: Document, case: Document) -> bool:
    """Whether an item's code was given as it is, and not adapted or made up."""
    given = extension.get("code")
    return item.get("code") == given if given else is_code(case.get("humanCodingScheme", ""))


def refused_code(where: str, code: str) -> Remark:
    """The refusal of a code that is given twice."""
    return Remark(
        f"{where}/humanCodingScheme",
        f"Le code « {label(code)} » est déjà celui d'un autre élément de ce type : "
        "donnez-en un autre à l'un des deux.",
    )
