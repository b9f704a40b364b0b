"""From a challenge's rows to its documents: challenge/1 and challenge-key/1."""

import unicodedata
from collections.abc import Iterator
from typing import Any

from content.minting import Document, Live, current
from localisation.languages import SOURCE, locale_of, localised

from .enums import CHOICE_TYPES
from .models import Blank, Challenge


def challenge_documents(
    challenge: Challenge, version: int = 1, revision: int = 1
) -> tuple[Document, Document]:
    """Body and key of ``challenge`` as its fields are now, draft or not.

    What is missing is left empty, so that a draft can be shown; whether the documents are fit to go
    live is for the schemas and ``rules.py`` to say.
    """
    with_choices = challenge.type in CHOICE_TYPES
    choices = list(challenge.choices.all()) if with_choices else []
    blanks = [] if with_choices else list(challenge.blanks.all())
    source = locale_of(SOURCE)
    identity = {"id": challenge.public_id, "version": version, "revision": revision}
    body: Document = {
        "schema": "challenge/1",
        **identity,
        "type": challenge.type,
        "skill": challenge.skill.public_id if challenge.skill else None,
        "family": {"prototype": challenge.public_id, "variant": None},
        "alignments": [],
        "tutorials": [],
        "contexts": sorted(context.code for context in challenge.contexts.all()),
        **_settings(challenge),
        "choices": [{"id": choice.public_id} for choice in choices],
        "blanks": [_blank(blank) for blank in blanks],
        "media": [],
        "embed": None,
        "locales": {source: _texts(challenge, choices, blanks)},
    }
    key: Document = {
        "schema": "challenge-key/1",
        **identity,
        "choices": sorted(choice.public_id for choice in choices if choice.correct),
        "order": [],
        "pairs": [],
        "groups": [],
        "blanks": {blank.key: {"tolerances": sorted(blank.tolerances)} for blank in blanks},
        "editorial": {
            "sources": lines(challenge.sources),
            "review_by": challenge.review_by.isoformat() if challenge.review_by else None,
            "pedagogy": challenge.pedagogy,
            "spoil_risk": challenge.spoil_risk,
        },
        "locales": {source: _answers(challenge, blanks)},
    }
    return body, key


def live_challenge(challenge: Challenge, version: int, revision: int) -> Live:
    """What is minted of ``challenge``, with the facets that banks select by."""
    body, key = challenge_documents(challenge, version, revision)
    return Live(
        "challenge", challenge.public_id, challenge.status, body, key, _facets(challenge, body)
    )


def live_challenges() -> Iterator[Live]:
    """Every validated challenge, at the version that its pointer has."""
    live = Challenge.objects.filter(live=True).select_related(
        "skill__topic__theme__competence__framework"
    )
    for challenge in live.prefetch_related("choices", "blanks", "contexts"):
        pointer = current("challenge", challenge.public_id)
        version, revision = (pointer.version, pointer.revision or 1) if pointer else (1, 1)
        yield live_challenge(challenge, version, revision)


def clean_text(text: str | None) -> str:
    """``text`` in NFC with plain line ends, so that a form and a file say the same."""
    return unicodedata.normalize("NFC", text or "").replace("\r\n", "\n").replace("\r", "\n")


def lines(text: str | None) -> list[str]:
    """The non-empty lines of ``text``, cleaned and trimmed, each once, in order."""
    found = (line.strip() for line in clean_text(text).split("\n"))
    return list(dict.fromkeys(line for line in found if line))


def _settings(challenge: Challenge) -> dict[str, Any]:
    return {
        "territories": sorted(challenge.territories),
        "audiences": sorted(challenge.audiences),
        "devices": sorted(challenge.devices),
        "timer": challenge.timer,
        "focus": challenge.focus,
        "shuffle": challenge.shuffle,
        "access": {
            "blind": challenge.access_blind,
            "colour_blind": challenge.access_colour_blind,
            "deaf": challenge.access_deaf,
        },
        "rights": {"licence": challenge.licence, "attribution": challenge.attribution or None},
    }


def _blank(blank: Blank) -> dict[str, Any]:
    return {"id": blank.key, "input": "text", "format": blank.format}


def _text(instance: Any, field: str) -> str:
    return clean_text(getattr(instance, localised(field, SOURCE)))


def _texts(challenge: Challenge, choices: list[Any], blanks: list[Blank]) -> dict[str, Any]:
    texts: dict[str, Any] = {
        "id": challenge.public_id,
        "kind": "source",
        "instruction": _text(challenge, "instruction"),
        "template": (_text(challenge, "template") or None) if blanks else None,
        "alternative": _text(challenge, "alternative") or None,
        "links": [],
    }
    if choices:
        texts["choices"] = {choice.public_id: _text(choice, "text") for choice in choices}
    if blanks:
        texts["blanks"] = {
            blank.key: {
                "label": _text(blank, "label"),
                "placeholder": _text(blank, "placeholder") or None,
            }
            for blank in blanks
        }
    return texts


def _answers(challenge: Challenge, blanks: list[Blank]) -> dict[str, Any]:
    answers: dict[str, Any] = {
        "display": _text(challenge, "display") or None,
        "explanation": _text(challenge, "explanation") or None,
    }
    if blanks:
        answers["blanks"] = {blank.key: lines(_text(blank, "accepted")) for blank in blanks}
    return answers


def _facets(challenge: Challenge, body: Document) -> dict[str, Any]:
    competence = challenge.skill.competence if challenge.skill else None
    return {
        "framework": competence.framework.code if competence else None,
        "competence": competence.code if competence else None,
        "level": challenge.skill.level if challenge.skill else None,
        "skill": body["skill"],
        "type": body["type"],
        "contexts": body["contexts"],
        "territories": body["territories"],
        "audiences": body["audiences"],
        "devices": body["devices"],
        "locales": sorted(body["locales"]),
    }
