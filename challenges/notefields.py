"""The fields of a challenge that notes are on: where in the form each is, and which are gone.

A name is that of a row of the comparison (``comparing.naming``): ``instruction``, ``access.blind``,
``choices.cAb3.text``, ``blanks.n1.accepted``, ``links.1.url``.
"""

from collections.abc import Set
from typing import Any

from localisation.languages import SOURCE, localised

from .models import Challenge

#: The form's column for the last part of a row's name, by relation; "" stands for any other part.
COLUMNS: dict[str, dict[str, str]] = {
    "choices": {
        "": localised("text", SOURCE), "text": localised("text", SOURCE), "right": "correct",
        "side": "side", "pair": "pair", "blank": "blank",
    },
    "blanks": {
        "": "key", "id": "key", "input": "input", "format": "format", "tolerances": "tolerances",
        "label": localised("label", SOURCE), "placeholder": localised("placeholder", SOURCE),
        "accepted": localised("accepted", SOURCE),
    },
    "groups": {"": localised("accepted", SOURCE)},
    "media": {
        "": "file", "id": "key", "role": "role", "name": "name", "alt": localised("alt", SOURCE),
        "rights.licence": "licence", "rights.attribution": "attribution",
    },
    "links": {
        "": localised("url", SOURCE), "label": localised("label", SOURCE),
        "url": localised("url", SOURCE),
    },
}  # fmt: skip
#: What tells a row from the others of its relation: a column of the form; links have their place.
IDENTITIES = {"choices": "public_id", "blanks": "key", "groups": "public_id", "media": "key"}
#: Fields of the challenge itself whose form calls them otherwise than the comparison.
FIELDS = {
    **{
        name: localised(name, SOURCE)
        for name in ("instruction", "template", "alternative", "explanation", "display")
    },
    "access.blind": "access_blind",
    "access.colour_blind": "access_colour_blind",
    "access.deaf": "access_deaf",
    "rights.licence": "licence",
    "rights.attribution": "attribution",
    "editorial.sources": "sources",
    "editorial.review_by": "review_by",
    "editorial.pedagogy": "pedagogy",
    "editorial.spoil_risk": "spoil_risk",
    "embed.title": localised("embed_title", SOURCE),
    "embed.url": localised("embed_url", SOURCE),
    "embed.source": localised("embed_url", SOURCE),
    "embed.media": localised("embed_url", SOURCE),
    "embed.entry": "embed_entry",
    "embed.height": "embed_height",
    "embed.auto_reply": "embed_auto_reply",
}
#: What concerns all rows of a relation is shown at the relation.
RELATIONS = {"order": "choices", "pairs": "choices"}


def places() -> dict[str, Any]:
    """What the form's script needs to find the field of a name, and the name of a field."""
    return {
        "columns": COLUMNS,
        "identities": IDENTITIES,
        "fields": FIELDS,
        "relations": RELATIONS,
    }


def lost_fields(challenge: Challenge, names: Set[str]) -> set[str]:
    """Of ``names``, those of rows that the latest draft of ``challenge`` does not have."""
    rows = {name: name.split(".") for name in names if _row(name) is not None}
    if not rows:
        return set()
    draft = challenge.get_latest_revision_as_object()
    known: dict[str, set[str]] = {}
    lost = set()
    for name, (relation, identity, *_rest) in rows.items():
        if relation not in known:
            known[relation] = _identities(draft, relation)
        if identity not in known[relation]:
            lost.add(name)
    return lost


def _row(name: str) -> tuple[str, str] | None:
    """Relation and identity of the row that ``name`` is of; None for what is no row's."""
    parts = name.split("@", maxsplit=1)[0].split(".")
    if parts[0] in COLUMNS and len(parts) > 2:
        return parts[0], parts[1]
    return None


def _identities(draft: Any, relation: str) -> set[str]:
    rows = list(getattr(draft, relation).all())
    if relation not in IDENTITIES:
        return {str(number) for number in range(1, len(rows) + 1)}
    return {str(getattr(row, IDENTITIES[relation])) for row in rows}
