"""From documents to a challenge's rows, in memory: the other way of ``documents.py``."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from content.media.roles import MediaRole
from content.minting import Document
from content.models import MediaFile
from referentiel.models import Competence, Context, Skill

from ..enums import BlankFormat, BlankInput, ChallengeType, Side
from ..models import (
    FAMILY_FIELDS,
    Blank,
    Challenge,
    ChallengeAlignment,
    ChallengeLink,
    ChallengeMedia,
    Choice,
    PoolGroup,
)


@dataclass
class Related:
    """The rows that the documents of a challenge name: by code, by ``(framework, code)``, by id."""

    skill: Skill | None = None
    contexts: list[Context] = field(default_factory=list)
    competences: Mapping[tuple[str, str], Competence] = field(default_factory=dict)
    files: Mapping[str, MediaFile] = field(default_factory=dict)


def fill(challenge: Challenge, body: Document, key: Document, related: Related) -> None:
    """Write the documents' source texts and settings into ``challenge``, in memory.

    Rows that stay (by their id or key) stay the same rows: they keep their other languages.
    """
    texts, answers = body["locales"]["fr"], key["locales"]["fr"]
    challenge.public_id = body["id"]
    challenge.contexts = related.contexts
    _fill_family(challenge, body, key, related)
    for name in ("instruction", "alternative", "template"):
        setattr(challenge, f"{name}_fr", texts[name] or "")
    for name in ("display", "explanation"):
        setattr(challenge, f"{name}_fr", answers[name] or "")
    challenge.territories = body["territories"]
    challenge.licence = body["rights"]["licence"]
    challenge.attribution = body["rights"]["attribution"] or ""
    editorial = key["editorial"]
    challenge.sources = "\n".join(editorial["sources"])
    challenge.review_by = (
        date.fromisoformat(editorial["review_by"]) if editorial["review_by"] else None
    )
    _fill_embed(challenge, body)
    _keep(challenge, "choices", Choice, ("public_id",), _choices(body, key))
    _keep(challenge, "blanks", Blank, ("key",), _blanks(body, key))
    _keep(challenge, "groups", PoolGroup, ("public_id",), _groups(key))
    _keep(challenge, "media", ChallengeMedia, ("key",), _media(body, related))
    _keep(challenge, "links", ChallengeLink, ("url_fr", "label_fr"), _links(texts))
    _keep(
        challenge,
        "alignments",
        ChallengeAlignment,
        ("competence", "relation"),
        _alignments(body, related),
    )


def _fill_family(challenge: Challenge, body: Document, key: Document, related: Related) -> None:
    """What the family shares is written on the prototype alone."""
    if challenge.is_variant or challenge.prototype is not None:
        for name in FAMILY_FIELDS:
            setattr(challenge, name, None)
        return
    challenge.type = body["type"]
    challenge.skill = related.skill
    for name in ("audiences", "devices", "timer", "focus", "shuffle"):
        setattr(challenge, name, body[name])
    for name, value in body["access"].items():
        setattr(challenge, f"access_{name}", value)
    for name in ("pedagogy", "spoil_risk"):
        setattr(challenge, name, key["editorial"][name])


def _fill_embed(challenge: Challenge, body: Document) -> None:
    words = body["locales"]["fr"].get("embed") or {}
    challenge.embed_url_fr = words.get("url") or ""
    challenge.embed_title_fr = words.get("title") or ""
    usual = Challenge()
    for name in ("entry", "height", "auto_reply"):
        column = f"embed_{name}"
        setattr(challenge, column, (body["embed"] or {}).get(name, getattr(usual, column)))


def _keep(
    challenge: Challenge,
    relation: str,
    model: type[Any],
    names: tuple[str, ...],
    wanted: Iterable[dict[str, Any]],
) -> None:
    """Make the children of ``relation`` what ``wanted`` says; ``names`` tell which row is which."""
    known = {
        tuple(getattr(row, name) for name in names): row
        for row in getattr(challenge, relation).all()
    }
    rows = []
    for order, values in enumerate(wanted):
        row = known.pop(tuple(values[name] for name in names), None) or model()
        for name, value in {**values, "sort_order": order}.items():
            setattr(row, name, value)
        rows.append(row)
    setattr(challenge, relation, rows)


def _choices(body: Document, key: Document) -> Iterable[dict[str, Any]]:
    """Choices in the file's order; then the options of each menu."""
    texts = body["locales"]["fr"]
    sides = {choice["id"]: choice.get("side", "") for choice in body["choices"]}
    pairs = _pairs(key)
    order = key["order"]
    if body["type"] == ChallengeType.MATCHING:
        order = sorted(texts["choices"], key=lambda name: Side.values.index(sides[name]))
    for name in order or list(sides):
        yield _choice(name, texts["choices"][name], name in key["choices"]) | {
            "side": sides[name],
            "pair": pairs.get(name, ""),
        }
    for blank in body["blanks"]:
        for name in blank.get("options", []):
            text = texts["blanks"][blank["id"]]["options"][name]
            right = name in key["blanks"][blank["id"]]["correct"]
            yield _choice(name, text, right) | {"blank": blank["id"]}


def _choice(name: str, text: str, right: bool) -> dict[str, Any]:
    return {
        "public_id": name, "text_fr": text, "correct": right, "blank": "", "side": "", "pair": "",
    }  # fmt: skip


def _pairs(key: Document) -> dict[str, str]:
    """The pair of each row of a matching: numbers as an author would give them."""
    numbers: dict[str, str] = {}
    for source, target in key["pairs"]:
        numbers[source] = numbers.setdefault(target, str(len(set(numbers.values())) + 1))
    return numbers


def _blanks(body: Document, key: Document) -> Iterable[dict[str, Any]]:
    texts, answers = body["locales"]["fr"], key["locales"]["fr"].get("blanks", {})
    for blank in body["blanks"]:
        name = blank["id"]
        words = texts["blanks"][name]
        is_menu = blank["input"] == "menu"
        yield {
            "key": name,
            "input": BlankInput.MENU if is_menu else BlankInput.TEXT,
            "format": blank.get("format", BlankFormat.WORDS),
            "label_fr": words["label"],
            "placeholder_fr": words.get("placeholder") or "",
            "tolerances": key["blanks"][name].get("tolerances", []),
            "accepted_fr": "\n".join(answers.get(name, [])),
        }


def _groups(key: Document) -> Iterable[dict[str, Any]]:
    for name in key["groups"]:
        accepted = key["locales"]["fr"]["groups"][name]
        yield {"public_id": name, "accepted_fr": "\n".join(accepted)}


def _media(body: Document, related: Related) -> Iterable[dict[str, Any]]:
    for medium in body["media"]:
        file = related.files[medium["id"]]
        alt = body["locales"]["fr"]["media"][medium["id"]].get("alt")
        yield {
            "key": medium["id"],
            "role": medium["role"],
            "file": file,
            "name": "" if medium["name"] == file.name else medium["name"],
            "alt_fr": alt or "",
            "decorative": medium["role"] == MediaRole.ILLUSTRATION and alt == "",
            "licence": medium["rights"]["licence"],
            "attribution": medium["rights"]["attribution"] or "",
        }


def _links(texts: Document) -> Iterable[dict[str, Any]]:
    for link in texts["links"]:
        yield {"label_fr": link["label"], "url_fr": link["url"]}


def _alignments(body: Document, related: Related) -> Iterable[dict[str, Any]]:
    for row in body["alignments"]:
        yield {
            "competence": related.competences[row["framework"], row["competence"]],
            "relation": row["relation"],
        }
