"""From a JSON pointer into a document to the field of the form that its author can correct."""

from dataclasses import dataclass
from typing import Any

from localisation.languages import SOURCE, locale_of, localised
from schemas import Problem

from .documents import Rows
from .models import Challenge

_SETTINGS = {
    "access": {"blind": "access_blind", "colour_blind": "access_colour_blind", "deaf": "access_deaf"},
    "rights": {"licence": "licence", "attribution": "attribution"},
    "editorial": {
        "sources": "sources", "review_by": "review_by", "pedagogy": "pedagogy",
        "spoil_risk": "spoil_risk",
    },
    "embed": {
        "": localised("embed_url", SOURCE), "source": localised("embed_url", SOURCE),
        "media": localised("embed_url", SOURCE), "entry": "embed_entry",
        "height": "embed_height", "auto_reply": "embed_auto_reply",
    },
}  # fmt: skip
_TEXTS = ("instruction", "template", "alternative", "explanation", "display")
#: Columns of a medium by the member of the document that says the same.
_MEDIA = {"name": "name", "role": "role", "rights": "licence", "id": "key"}


@dataclass(frozen=True)
class Place:
    """A field of the challenge, or (with ``relation``) of one of its children's rows."""

    field: str | None = None
    relation: str | None = None
    row: int | None = None


def place_of(problem: Problem, challenge: Challenge) -> Place:
    """Where ``problem`` is shown; ``Place()`` for what concerns no single field."""
    path = problem.pointer.split("/")[1:]
    if not path:
        return Place()
    name, rest = path[0], path[1:]
    if name == "rows":
        return Place(rest[2], rest[0], int(rest[1]))
    if name == "locales":
        if len(rest) > 1 and rest[0] == locale_of(SOURCE):
            return _place_of_text(problem, rest[1:], challenge)
        return Place()
    if name in _SETTINGS:
        return Place(_SETTINGS[name].get(rest[0] if rest else ""))
    if name in {"choices", "order", "pairs", "groups", "blanks", "media", "alignments"}:
        return _place_of_row(name, rest, challenge)
    return Place(name)


def _place_of_row(name: str, rest: list[str], challenge: Challenge) -> Place:
    if name == "groups" or name == "alignments":
        return Place(relation=name)
    if name == "media":
        medium = _named(Rows(challenge).media, "key", rest)
        field = _MEDIA.get(rest[1], "file") if len(rest) > 1 else "key"
        return _row(challenge, "media", medium, field)
    if name == "blanks":
        blank = _named(Rows(challenge).blanks, "key", rest)
        return _row(challenge, "blanks", blank, "key")
    choice = _named(list(challenge.choices.all()), "public_id", rest)
    column = {"pairs": "pair", "choices": "side"}.get(name)
    return _row(challenge, "choices", choice, column)


def _place_of_text(problem: Problem, path: list[str], challenge: Challenge) -> Place:
    name, rest = path[0], path[1:]
    if name in _TEXTS:
        return Place(localised(name, SOURCE))
    if name == "embed":
        field = "embed_url" if rest and rest[0] == "url" else "embed_title"
        return Place(localised(field, SOURCE))
    if name == "choices":
        return _choice_text(challenge, rest)
    if name == "blanks":
        if len(rest) > 2 and rest[1] == "options":
            return _choice_text(challenge, rest[2:])
        column = "accepted" if problem.kind == "challenge-key" else "label"
        if len(rest) > 1 and rest[1] == "placeholder":
            column = "placeholder"
        blank = _named(Rows(challenge).blanks, "key", rest)
        return _row(challenge, "blanks", blank, localised(column, SOURCE))
    if name == "groups":
        group = _named(list(challenge.groups.all()), "public_id", rest)
        return _row(challenge, "groups", group, localised("accepted", SOURCE))
    if name == "media":
        medium = _named(Rows(challenge).media, "key", rest)
        return _row(challenge, "media", medium, localised("alt", SOURCE))
    if name == "links":
        link = _named(list(challenge.links.all()), "pk", rest)
        field = rest[1] if len(rest) > 1 and rest[1] in {"label", "url"} else "url"
        return _row(challenge, "links", link, localised(field, SOURCE))
    return Place()


def _choice_text(challenge: Challenge, rest: list[str]) -> Place:
    choice = _named(list(challenge.choices.all()), "public_id", rest)
    return _row(challenge, "choices", choice, localised("text", SOURCE))


def _named(rows: list[Any], column: str, rest: list[str]) -> Any:
    """The row that ``rest`` names by its id, else by its index; None when it names none."""
    if not rest:
        return None
    for row in rows:
        if getattr(row, column) == rest[0]:
            return row
    if rest[0].isdecimal() and int(rest[0]) < len(rows):
        return rows[int(rest[0])]
    return None


def _row(challenge: Challenge, relation: str, row: Any, field: str | None) -> Place:
    if row is None:
        return Place(relation=relation)
    every = list(getattr(challenge, relation).all())
    # Rows that are not saved yet have no key, and those read twice are other objects.
    index = next(
        position
        for position, other in enumerate(every)
        if other is row or (row.pk is not None and other.pk == row.pk)
    )
    return Place(field, relation, index) if field else Place(relation=relation)
