"""A file's text in its sections, and the lists that some of them are."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from .model import Decoded
from .names import CHILD_ID, IDENTIFIED, NAMING, TEXTS, TITLES

_HEADING = re.compile(r"^## +(?P<title>[^#].*)$")
_FENCE = re.compile(r"^\s*(```+(?=[^`]*$)|~~~+)")
#: « Menu n2 », « Réponses acceptées : ${n2} ».
_NAMED = re.compile(rf"^(?P<title>.*?)(?: *:)? +(?:\$\{{)?(?P<name>{CHILD_ID})\}}?$")
_ID = re.compile(rf"(?:^| )\{{#(?P<id>{CHILD_ID})\}}$")

CHOICE = re.compile(r"^[-*] +\[(?P<mark>[ xX])\] (?P<text>.*)$")
SIDED = re.compile(r"^[-*] +\[(?P<mark> |[0-9A-Za-z]{1,10})\] (?P<text>.*)$")
NUMBERED = re.compile(r"^(?P<mark>[0-9]{1,3})[.)] (?P<text>.*)$")
ITEM = re.compile(r"^[-*] +(?P<text>.*)$")


@dataclass(frozen=True)
class Section:
    """A title's text: its code, the blank that the title names or the id that it gives, its line."""

    code: str
    name: str
    line: int
    rows: list[str] = field(default_factory=list)

    @property
    def text(self) -> str | None:
        """The text, or None when there is none."""
        return "\n".join(self.rows).strip() or None


@dataclass(frozen=True)
class Item:
    """A row of a list: its line, what its box says, its text, the id that it gives or ""."""

    line: int
    mark: str
    text: str
    id: str


class Sections(list[Section]):
    """The sections of a file, in its order."""

    def of(self, code: str) -> list[Section]:
        """Those of ``code``."""
        return [section for section in self if section.code == code]

    def text(self, code: str) -> str | None:
        """The text of the one section of ``code``, or None."""
        return next((section.text for section in self.of(code)), None)


def split_sections(text: str, first_line: int, decoded: Decoded) -> Sections:
    """``text`` by its titles; what is wrong with them is noted in ``decoded``."""
    sections = Sections()
    # What comes before the first title, or after a wrong one, belongs to none.
    current = Section("", "", 0)
    fence, opened, swallowed = "", 0, False
    for number, line in enumerate(text.split("\n"), first_line):
        if current.code in TEXTS:
            before, fence = fence, _fence_after(fence, line)
            opened = number if fence and not before else opened
            swallowed = swallowed and bool(fence)
        heading = _HEADING.match(line.rstrip())
        if heading and fence:
            swallowed = swallowed or bool(_code_of(heading["title"].strip())[0])
        elif heading:
            current = _section(heading["title"].strip(), number, sections, decoded)
            continue
        elif not current.line and line.strip():
            decoded.refuse(number, "ce texte vient avant le premier titre (« ## Consigne »).")
            current = Section("", "", number)
        current.rows.append(line)
    if swallowed:
        decoded.refuse(
            opened, f"le bloc de code ouvert ici n'est pas fermé : ajoutez une ligne « {fence} »."
        )
    return sections


def items(
    section: Section, pattern: re.Pattern[str], sentence: str, decoded: Decoded
) -> list[Item]:
    """The rows of a list; the following lines of a row are indented, as Markdown has it.

    ``sentence`` says how a row is written, for those that are not.
    """
    found: list[tuple[int, str, str, list[str]]] = []
    offset = 0
    for number, row in enumerate(section.rows, section.line + 1):
        if found and (row.startswith("  ") or not row.strip()):
            spaces = len(row) - len(row.lstrip(" "))
            found[-1][3].append(row[min(spaces, offset) :])
            continue
        if not row.strip():
            continue
        matched = pattern.match(row.rstrip())
        if matched is None:
            decoded.refuse(number, sentence)
            continue
        offset = matched.start("text")
        given = _ID.search(matched["text"])
        text = matched["text"][: given.start()] if given else matched["text"]
        found.append((number, matched["mark"], given["id"] if given else "", [text]))
    return [
        Item(line, mark.strip().lower(), "\n".join(rows).strip(), given)
        for line, mark, given, rows in found
    ]


def answers(section: Section, decoded: Decoded) -> list[str]:
    """Accepted answers, one a row, each once."""
    return list(dict.fromkeys(_answers(section, decoded)))


def _answers(section: Section, decoded: Decoded) -> Iterator[str]:
    for number, row in enumerate(section.rows, section.line + 1):
        if not row.strip():
            continue
        found = ITEM.match(row.rstrip())
        if found is None:
            decoded.refuse(number, "une réponse acceptée s'écrit « - réponse », une par ligne.")
        else:
            yield found["text"].strip()


def _section(title: str, line: int, sections: Sections, decoded: Decoded) -> Section:
    code, name = _code_of(title)
    section = Section(code, name, line)
    twice = code not in IDENTIFIED and any((s.code, s.name) == (code, name) for s in sections)
    if not code or twice:
        why = "vient deux fois" if code else "n'est pas un titre prévu"
        known = ", ".join(TITLES.values())
        decoded.refuse(line, f"« {title} » {why} ; les titres : {known}.")
        return Section("", "", line)
    sections.append(section)
    return section


def _code_of(title: str) -> tuple[str, str]:
    """``(code, name)`` of a title; the code is "" when it is none of the format's."""
    known = {_plain(text): code for code, text in TITLES.items()}
    if _plain(title) in known:
        return known[_plain(title)], ""
    if (named := _NAMED.match(title)) and known.get(_plain(named["title"])) in NAMING:
        return known[_plain(named["title"])], named["name"]
    given = _ID.search(title)
    if given and known.get(_plain(title[: given.start()])) in IDENTIFIED:
        return known[_plain(title[: given.start()])], given["id"]
    return "", ""


def _plain(title: str) -> str:
    return title.strip().casefold().replace("’", "'")


def _fence_after(fence: str, line: str) -> str:
    """The fence that is open after ``line``: closed by the same sign, at least as long."""
    found = _FENCE.match(line)
    if not found:
        return fence
    mark = found[1]
    if not fence:
        return mark
    closes = mark[0] == fence[0] and len(mark) >= len(fence) and line.strip() == mark
    return "" if closes else fence
