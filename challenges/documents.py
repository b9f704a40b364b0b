"""From a challenge's rows to its documents: challenge/1 and challenge-key/1."""

from collections.abc import Iterator
from typing import Any, cast

from django.db.models import QuerySet

from content.media.roles import MediaRole
from content.minting import Document, Live, current
from content.models import MediaFile
from content.text import clean_text
from localisation.languages import SOURCE, locale_of, localised
from tutorials.references import reference_documents

from .enums import (
    BLANK_TYPES,
    CHOICE_TYPES,
    CHOOSING_TYPES,
    TEMPLATE_TYPES,
    BlankInput,
    ChallengeType,
    Side,
)
from .models import Blank, Challenge, ChallengeMedia, Choice, PoolGroup

#: What one challenge's documents are made of, for reading many.
CHILDREN = (
    "choices", "blanks", "groups", "media__file", "links", "contexts", "tutorials__tutorial",
)  # fmt: skip


def challenge_documents(
    challenge: Challenge, version: int = 1, revision: int = 1
) -> tuple[Document, Document]:
    """Body and key of ``challenge`` as its fields are now, draft or not.

    What is missing is left empty, so that a draft can be shown; whether the documents are fit to go
    live is for the schemas and ``rules`` to say.
    """
    rows = Rows(challenge)
    source = locale_of(SOURCE)
    identity = {"id": challenge.public_id, "version": version, "revision": revision}
    head = challenge.head
    body: Document = {
        "schema": "challenge/1",
        **identity,
        "type": rows.type,
        "skill": head.skill.public_id if head.skill else None,
        "family": {"prototype": head.public_id, "variant": challenge.variant},
        "alignments": _alignments(challenge),
        "tutorials": reference_documents(challenge.tutorials.all()),
        "contexts": sorted(context.code for context in challenge.contexts.all()),
        **_settings(challenge),
        "choices": rows.listed_choices(),
        "blanks": [rows.blank(blank) for blank in rows.blanks],
        "media": [_medium(medium) for medium in rows.media],
        "embed": _embed(challenge, rows),
        "locales": {source: _texts(challenge, rows)},
    }
    key: Document = {
        "schema": "challenge-key/1",
        **identity,
        "choices": rows.right_choices(),
        "order": [c.public_id for c in rows.choices] if rows.type == ChallengeType.ORDERING else [],
        "pairs": rows.pairs(),
        "groups": [group.public_id for group in rows.groups],
        "blanks": {blank.key: rows.marking(blank) for blank in rows.blanks},
        "editorial": {
            "sources": lines(challenge.sources),
            "review_by": challenge.review_by.isoformat() if challenge.review_by else None,
            "pedagogy": head.pedagogy,
            "spoil_risk": head.spoil_risk,
        },
        "locales": {source: _answers(challenge, rows)},
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
    live = ready_for_documents(Challenge.objects.filter(live=True))
    for challenge in live:
        pointer = current("challenge", challenge.public_id)
        version, revision = (pointer.version, pointer.revision or 1) if pointer else (1, 1)
        yield live_challenge(challenge, version, revision)


def ready_for_documents(challenges: QuerySet[Challenge]) -> QuerySet[Challenge]:
    """``challenges`` with everything that their documents are made of, in a few queries."""
    skill = "skill__topic__theme__competence__framework"
    return challenges.select_related(skill, f"prototype__{skill}").prefetch_related(
        *CHILDREN, "alignments__competence__framework"
    )


def lines(text: str | None) -> list[str]:
    """The non-empty lines of ``text``, cleaned and trimmed, each once, in order."""
    found = (line.strip() for line in clean_text(text).split("\n"))
    return list(dict.fromkeys(line for line in found if line))


class Rows:
    """The children of a challenge that its type has a use for; the others wait for another type."""

    def __init__(self, challenge: Challenge) -> None:
        self.type = str(challenge.head.type)
        every: list[Choice] = list(challenge.choices.all())
        self.choices = every if self.type in CHOOSING_TYPES else []
        self.blanks: list[Blank] = list(challenge.blanks.all()) if self.type in BLANK_TYPES else []
        self.options = {
            blank.key: [choice for choice in every if choice.blank == blank.key]
            for blank in self.blanks
            if self.is_menu(blank)
        }
        self.groups: list[PoolGroup] = (
            list(challenge.groups.all()) if self.type == ChallengeType.CLOZE_POOL else []
        )
        self.links = list(challenge.links.all())
        # The files of a simulator are of use to a simulator only.
        self.media: list[ChallengeMedia] = [
            medium
            for medium in challenge.media.all()
            if medium.file_id is not None
            and (medium.role != MediaRole.SIMULATOR or self.type == ChallengeType.EMBED)
        ]

    def is_menu(self, blank: Blank) -> bool:
        """Only a cloze has menus."""
        return self.type == ChallengeType.CLOZE and blank.input == BlankInput.MENU

    def listed_choices(self) -> list[Document]:
        """The body's choices: in the author's order, or in id order where that tells nothing."""
        if self.type in CHOICE_TYPES:
            return [{"id": choice.public_id} for choice in self.choices]
        rows = sorted(self.choices, key=lambda choice: choice.public_id)
        if self.type == ChallengeType.MATCHING:
            return [
                {"id": choice.public_id, **({"side": choice.side} if choice.side else {})}
                for choice in rows
            ]
        return [{"id": choice.public_id} for choice in rows]

    def right_choices(self) -> list[str]:
        """Ids of the right choices of a choice challenge."""
        if self.type not in CHOICE_TYPES:
            return []
        return sorted(choice.public_id for choice in self.choices if choice.correct)

    def pairs(self) -> list[list[str]]:
        """``[source, target]`` for each left row that has a right row of its pair."""
        if self.type != ChallengeType.MATCHING:
            return []
        targets: dict[str, str] = {}
        for choice in self.choices:
            if choice.side == Side.TARGET and (pair := choice.pair.strip()):
                targets.setdefault(pair, choice.public_id)
        return sorted(
            [choice.public_id, targets[choice.pair.strip()]]
            for choice in self.choices
            if choice.side == Side.SOURCE and choice.pair.strip() in targets
        )

    def blank(self, blank: Blank) -> Document:
        """The body's entry of a blank."""
        if self.is_menu(blank):
            options = [option.public_id for option in self.options[blank.key]]
            return {"id": blank.key, "input": "menu", "options": options}
        kind = "embed" if self.type == ChallengeType.EMBED else "text"
        return {"id": blank.key, "input": kind, "format": blank.format}

    def marking(self, blank: Blank) -> Document:
        """The key's entry of a blank."""
        if self.is_menu(blank):
            right = (option.public_id for option in self.options[blank.key] if option.correct)
            return {"correct": sorted(right)}
        return {"tolerances": sorted(blank.tolerances)}


def _alignments(challenge: Challenge) -> list[Document]:
    rows = (
        (row.competence.framework.code, row.competence.code, row.relation)
        for row in challenge.alignments.all()
        if row.competence_id
    )
    return [
        {"framework": framework, "competence": competence, "relation": relation}
        for framework, competence, relation in sorted(set(rows))
    ]


def _settings(challenge: Challenge) -> Document:
    head = challenge.head
    return {
        "territories": sorted(challenge.territories),
        "audiences": sorted(head.audiences or []),
        "devices": sorted(head.devices or []),
        "timer": head.timer,
        "focus": head.focus,
        "shuffle": head.shuffle,
        "access": {
            "blind": head.access_blind,
            "colour_blind": head.access_colour_blind,
            "deaf": head.access_deaf,
        },
        "rights": _rights(challenge),
    }


def _rights(owner: Challenge | ChallengeMedia) -> Document:
    return {"licence": owner.licence, "attribution": owner.attribution or None}


def _medium(medium: ChallengeMedia) -> Document:
    file = cast(MediaFile, medium.file)  # rows without a file are left out
    return {
        "id": medium.key,
        "role": medium.role,
        "sha256": file.sha256,
        "mime": file.mime,
        "size": file.size,
        "name": clean_text(medium.name or file.name),
        "rights": _rights(medium),
    }


def _embed(challenge: Challenge, rows: Rows) -> Document | None:
    if rows.type != ChallengeType.EMBED:
        return None
    frame = {"height": challenge.embed_height, "auto_reply": challenge.embed_auto_reply}
    if _text(challenge, "embed_url"):
        return {"source": "address", **frame}
    simulators = [medium.key for medium in rows.media if medium.role == MediaRole.SIMULATOR]
    return {
        "source": "media",
        "media": simulators[0] if simulators else "",
        "entry": challenge.embed_entry or "index.html",
        **frame,
    }


def _text(instance: Any, field: str) -> str:
    return clean_text(getattr(instance, localised(field, SOURCE)))


def _texts(challenge: Challenge, rows: Rows) -> Document:
    with_template = rows.type in TEMPLATE_TYPES
    texts: Document = {
        "id": challenge.public_id,
        "kind": "source",
        "instruction": _text(challenge, "instruction"),
        "template": (_text(challenge, "template") or None) if with_template else None,
        "alternative": _text(challenge, "alternative") or None,
        "links": [
            {"label": _text(link, "label").strip(), "url": _text(link, "url").strip()}
            for link in rows.links
        ],
    }
    if rows.choices:
        texts["choices"] = {choice.public_id: _text(choice, "text") for choice in rows.choices}
    if rows.blanks:
        texts["blanks"] = {blank.key: _blank_words(challenge, blank, rows) for blank in rows.blanks}
    if rows.media:
        texts["media"] = {medium.key: _media_words(medium) for medium in rows.media}
    if rows.type == ChallengeType.EMBED:
        texts["embed"] = {
            "title": _text(challenge, "embed_title").strip(),
            "url": _text(challenge, "embed_url").strip() or None,
        }
    return texts


def _blank_words(challenge: Challenge, blank: Blank, rows: Rows) -> Document:
    # What a simulator answers needs no words of its own: its title says what it is about.
    simulated = _text(challenge, "embed_title") if rows.type == ChallengeType.EMBED else ""
    label = _text(blank, "label") or simulated
    if rows.is_menu(blank):
        options = {option.public_id: _text(option, "text") for option in rows.options[blank.key]}
        return {"label": label, "options": options}
    return {"label": label, "placeholder": _text(blank, "placeholder") or None}


def _media_words(medium: ChallengeMedia) -> Document:
    """``alt`` is null for what is no picture, empty for a decorative one, absent while missing."""
    if medium.role != MediaRole.ILLUSTRATION:
        return {"alt": None}
    if medium.decorative:
        return {"alt": ""}
    alt = _text(medium, "alt").strip()
    return {"alt": alt} if alt else {}


def _answers(challenge: Challenge, rows: Rows) -> Document:
    answers: Document = {
        "display": _text(challenge, "display") or None,
        "explanation": _text(challenge, "explanation") or None,
    }
    typed = [blank for blank in rows.blanks if not rows.is_menu(blank)]
    if typed and rows.type != ChallengeType.CLOZE_POOL:
        answers["blanks"] = {blank.key: lines(_text(blank, "accepted")) for blank in typed}
    if rows.groups:
        answers["groups"] = {
            group.public_id: lines(_text(group, "accepted")) for group in rows.groups
        }
    return answers


def _facets(challenge: Challenge, body: Document) -> Document:
    skill = challenge.head.skill
    competence = skill.competence if skill else None
    return {
        "framework": competence.framework.code if competence else None,
        "competence": competence.code if competence else None,
        "level": skill.level if skill else None,
        "skill": body["skill"],
        "type": body["type"],
        "contexts": body["contexts"],
        "territories": body["territories"],
        "audiences": body["audiences"],
        "devices": body["devices"],
        "locales": sorted(body["locales"]),
        "media": _files(body),
        "tutorials": [[row["id"], row["version"]] for row in body["tutorials"]],
    }


def _files(body: Document) -> list[Document]:
    """``{sha256, mime, size}`` of every file that some locale shows, by hash."""
    rows = [*body["media"]]
    for texts in body["locales"].values():
        rows += [medium for medium in texts.get("media", {}).values() if "sha256" in medium]
    files = {row["sha256"]: {n: row[n] for n in ("sha256", "mime", "size")} for row in rows}
    return [files[sha256] for sha256 in sorted(files)]
