"""From a JSON pointer into a document to the field of the form that its author can correct."""

from dataclasses import dataclass

from localisation.languages import SOURCE, locale_of, localised
from schemas import Problem

from .models import Challenge

_SETTINGS = {
    "access": {"blind": "access_blind", "colour_blind": "access_colour_blind", "deaf": "access_deaf"},
    "rights": {"licence": "licence", "attribution": "attribution"},
    "editorial": {
        "sources": "sources", "review_by": "review_by", "pedagogy": "pedagogy",
        "spoil_risk": "spoil_risk",
    },
}  # fmt: skip
_TEXTS = ("instruction", "template", "alternative", "explanation", "display")


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
    if path[0] == "locales" and len(path) > 2 and path[1] == locale_of(SOURCE):
        return _place_of_text(problem, path[2:], challenge)
    if path[0] == "choices":
        return Place(relation="choices")
    if path[0] == "blanks":
        row = int(path[1]) if len(path) > 1 and path[1].isdecimal() else None
        return Place("key" if row is not None else None, "blanks", row)
    if path[0] in _SETTINGS:
        return Place(_SETTINGS[path[0]].get(path[1] if len(path) > 1 else ""))
    return Place(path[0])


def _place_of_text(problem: Problem, path: list[str], challenge: Challenge) -> Place:
    name, rest = path[0], path[1:]
    if name in _TEXTS:
        return Place(localised(name, SOURCE))
    if name == "choices":
        ids = [choice.public_id for choice in challenge.choices.all()]
        return _row("choices", ids, rest, localised("text", SOURCE))
    if name == "blanks":
        keys = [blank.key for blank in challenge.blanks.all()]
        column = "accepted" if problem.kind == "challenge-key" else "label"
        if len(rest) > 1 and rest[1] == "placeholder":
            column = "placeholder"
        return _row("blanks", keys, rest, localised(column, SOURCE))
    return Place()


def _row(relation: str, ids: list[str], rest: list[str], field: str) -> Place:
    if rest and rest[0] in ids:
        return Place(field, relation, ids.index(rest[0]))
    return Place(relation=relation)
