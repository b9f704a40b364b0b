"""From files of the Atelier text format to proposed challenges."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Literal

from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from content.minting import Document
from formats.atelier_text import Decoded, decode
from referentiel.models import Context, Skill
from referentiel.queries import skills_by_name, standing_contexts

from .documents import challenge_documents, clean_text
from .lifecycle import propose
from .models import Blank, Challenge, Choice, new_challenge_id, new_choice_id
from .rules import review

Outcome = Literal["created", "updated", "unchanged", "refused"]
#: A text file of one challenge is never this long; a longer one is not what it says it is.
MAX_FILE = 200_000


@dataclass(frozen=True)
class Message:
    """A sentence about a file, at a line (from 1)."""

    line: int
    text: str


@dataclass
class Imported:
    """What became of one file."""

    path: Path
    outcome: Outcome
    challenge: Challenge | None = None
    messages: list[Message] = field(default_factory=list)


def import_challenges(
    directory: Path, *, user: Any = None, dry_run: bool = False, keep_existing: bool = False
) -> Iterator[Imported]:
    """Land every ``*.md`` of ``directory`` as a proposed challenge, file by file.

    A file whose ``id`` exists becomes a new draft of that challenge when it says something else
    (never a second challenge), or is left alone with ``keep_existing``. A bad file is refused with
    its lines and the others go on. ``dry_run`` says the same and writes nothing.
    """
    seen: dict[str, Path] = {}
    for path in sorted(directory.glob("*.md")):
        try:
            with transaction.atomic():
                result = _import_file(path, user, keep_existing, seen)
                if dry_run:
                    transaction.set_rollback(True)
        except (DatabaseError, OSError, ValueError) as error:
            result = _refused(path, [Message(1, f"ce fichier ne peut pas être importé ({error}).")])
        yield result


def _import_file(path: Path, user: Any, keep_existing: bool, seen: dict[str, Path]) -> Imported:
    if path.stat().st_size > MAX_FILE:
        return _refused(path, [Message(1, "ce fichier est trop grand pour une épreuve.")])
    try:
        source = path.read_text("utf-8")
    except UnicodeDecodeError:
        return _refused(path, [Message(1, "ce fichier n'est pas du texte en UTF-8.")])
    decoded = decode(source)
    messages = [Message(problem.line, problem.message) for problem in decoded.problems]
    if not messages:
        messages = _check_id(decoded, path, seen)
    if messages:
        return _refused(path, messages)
    skill = _skill(decoded, messages)
    contexts = _contexts(decoded, messages)
    existing = Challenge.objects.filter(public_id=decoded.body["id"] or "").first()
    if existing and keep_existing:
        return Imported(path, "unchanged", existing)
    if existing and (existing.get_lock() or existing.workflow_in_progress):
        messages.append(
            Message(decoded.line_of("/id"), "cette épreuve est verrouillée ou en relecture.")
        )
    if messages:
        return _refused(path, messages)
    challenge = existing.get_latest_revision_as_object() if existing else Challenge()
    _give_ids(decoded, challenge)
    before = challenge_documents(challenge) if existing else None
    decoded.body["skill"] = skill.public_id if skill else None
    messages = [
        Message(decoded.line_of(problem.pointer), problem.message)
        for problem in review(decoded.body, decoded.key)
        if problem.blocking
    ]
    if messages:
        return _refused(path, messages)
    fill(challenge, decoded.body, decoded.key, skill, contexts)
    if messages := _fields_messages(challenge, decoded):
        return _refused(path, messages)
    if before is not None and challenge_documents(challenge) == before:
        return Imported(path, "unchanged", existing)
    propose(challenge, user)
    return Imported(path, "updated" if existing else "created", challenge)


def fill(
    challenge: Challenge,
    body: Document,
    key: Document,
    skill: Skill | None,
    contexts: list[Context],
) -> None:
    """Write the documents' source texts and settings into ``challenge``, in memory."""
    texts, answers = body["locales"]["fr"], key["locales"]["fr"]
    challenge.public_id = body["id"]
    challenge.type = body["type"]
    challenge.skill = skill
    challenge.contexts = contexts
    for name in ("instruction", "alternative", "template"):
        setattr(challenge, f"{name}_fr", texts[name] or "")
    for name in ("display", "explanation"):
        setattr(challenge, f"{name}_fr", answers[name] or "")
    for name in ("territories", "audiences", "devices", "timer", "focus", "shuffle"):
        setattr(challenge, name, body[name])
    for name, value in body["access"].items():
        setattr(challenge, f"access_{name}", value)
    challenge.licence = body["rights"]["licence"]
    challenge.attribution = body["rights"]["attribution"] or ""
    editorial = key["editorial"]
    challenge.sources = "\n".join(editorial["sources"])
    challenge.review_by = (
        date.fromisoformat(editorial["review_by"]) if editorial["review_by"] else None
    )
    challenge.pedagogy, challenge.spoil_risk = editorial["pedagogy"], editorial["spoil_risk"]
    right = set(key["choices"])
    challenge.choices = [  # type: ignore[misc]
        Choice(
            public_id=choice["id"],
            text_fr=texts["choices"][choice["id"]],
            correct=choice["id"] in right,
            sort_order=order,
        )
        for order, choice in enumerate(body["choices"])
    ]
    challenge.blanks = [  # type: ignore[misc]
        Blank(
            key=blank["id"],
            format=blank["format"],
            label_fr=texts["blanks"][blank["id"]]["label"],
            placeholder_fr=texts["blanks"][blank["id"]]["placeholder"] or "",
            tolerances=key["blanks"][blank["id"]]["tolerances"],
            accepted_fr="\n".join(answers["blanks"][blank["id"]]),
            sort_order=order,
        )
        for order, blank in enumerate(body["blanks"])
    ]


def _refused(path: Path, messages: list[Message]) -> Imported:
    return Imported(path, "refused", None, sorted(messages, key=lambda m: m.line))


def _skill(decoded: Decoded, messages: list[Message]) -> Skill | None:
    skill = skills_by_name(decoded.framework, decoded.skill).first()
    if skill is None:
        messages.append(
            Message(
                decoded.line_of("/skill"),
                f"l'acquis « {decoded.skill} » n'existe pas dans « {decoded.framework} ».",
            )
        )
    return skill


def _contexts(decoded: Decoded, messages: list[Message]) -> list[Context]:
    codes = decoded.body["contexts"]
    found = list(Context.objects.filter(code__in=codes).select_related("merged_into"))
    missing = sorted(set(codes) - {context.code for context in found})
    if missing:
        messages.append(
            Message(decoded.line_of("/contexts"), f"contexte(s) inconnu(s) : {', '.join(missing)}.")
        )
    return standing_contexts(found)


def _check_id(decoded: Decoded, path: Path, seen: dict[str, Path]) -> list[Message]:
    """A right id that no other file of this import has, or none."""
    public_id, line = decoded.body["id"], decoded.line_of("/id")
    if public_id is None:
        return []
    if not re.fullmatch(r"challenge[0-9A-Za-z]{1,32}", str(public_id)):
        why = "l'identifiant s'écrit « challenge » puis des lettres et des chiffres."
        return [Message(line, why)]
    if public_id in seen:
        return [Message(line, f"l'identifiant est déjà celui de {seen[public_id].name}.")]
    seen[public_id] = path
    return []


def _fields_messages(challenge: Challenge, decoded: Decoded) -> list[Message]:
    """What the columns refuse although the schema takes it, such as a territory we do not list."""
    try:
        challenge.clean_fields(exclude=["skill"])
    except ValidationError as error:
        return [
            Message(decoded.line_of(f"/{name}"), f"{name} : {text}")
            for name, texts in error.message_dict.items()
            for text in texts
        ]
    return []


def _give_ids(decoded: Decoded, challenge: Challenge) -> None:
    """Ids that the file does not give: those of equal choices of the challenge, else new ones."""
    body, key = decoded.body, decoded.key
    if not body["id"]:
        body["id"] = key["id"] = new_challenge_id()
        body["family"]["prototype"] = body["locales"]["fr"]["id"] = body["id"]
    texts = body["locales"]["fr"].get("choices", {})
    known = (
        {clean_text(choice.text_fr): choice.public_id for choice in challenge.choices.all()}
        if challenge.pk
        else {}
    )
    challenge_size = len(known)
    renamed = {}
    for choice_id, text in texts.items():
        is_new = re.fullmatch(r"new[0-9]+", choice_id)
        renamed[choice_id] = known.pop(text, "") if is_new else choice_id
    # As many texts as before, one of them mended: it is the same choice in other words.
    left = list(known.values()) if len(texts) == challenge_size else []
    for choice_id, public_id in renamed.items():
        if not public_id:
            renamed[choice_id] = left.pop(0) if left else new_choice_id()
    for old, new in renamed.items():
        where = f"/locales/fr/choices/{old}"
        if where in decoded.lines:
            decoded.lines[f"/locales/fr/choices/{new}"] = decoded.lines[where]
    if texts:
        body["locales"]["fr"]["choices"] = {renamed[old]: text for old, text in texts.items()}
        body["choices"] = [{"id": renamed[choice["id"]]} for choice in body["choices"]]
        key["choices"] = sorted(renamed[old] for old in key["choices"])
