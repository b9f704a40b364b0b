"""One import: which files in which order, and what becomes of each."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.utils.translation import gettext as _

from content.enums import Status
from content.media import MediaRefused
from content.media.attachments import Attachment, attachment
from formats.atelier_text import Decoded, decode, prototype_of, with_files

from ..documents import challenge_documents
from ..lifecycle import propose
from ..models import Challenge
from ..rules import review
from .filling import Related, fill
from .ids import give_ids
from .lookups import competences, contexts, skill

Outcome = Literal["created", "updated", "unchanged", "refused"]
#: A text file of one challenge is never this long; a longer one is not what it says it is.
MAX_FILE = 200_000
#: Children by the member of the document that says where in the file they are.
_CHILDREN = {"choices": "public_id", "blanks": "key", "media": "key", "groups": "public_id"}


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


class Refused(Exception):
    """A file that does not land; the messages say where and why."""

    def __init__(self, messages: list[Message]) -> None:
        self.messages = sorted(messages, key=lambda message: message.line)
        super().__init__("\n".join(message.text for message in self.messages))


def import_challenges(
    directory: Path,
    *,
    user: Any = None,
    dry_run: bool = False,
    keep_existing: bool = False,
    media: Sequence[Path] = (),
) -> Iterator[Imported]:
    """Land every ``*.md`` of ``directory`` as a proposed challenge, file by file.

    Prototypes come first, then variants. A file whose ``id`` (or whose number in its family) exists
    becomes a new draft of that challenge when it says something else (never a second challenge), or
    is left alone with ``keep_existing``. Its files are in the folder of its name beside it, else in
    one of ``media``. A bad file is refused with its lines, nothing of it lands, and the others go
    on. ``dry_run`` says the same and writes nothing, no byte of a file either.
    """
    run = _Run(user, dry_run, keep_existing, media)
    for path in _in_order(directory):
        yield run.file(path)


def _in_order(directory: Path) -> list[Path]:
    """Prototypes, then variants, each by name."""

    def is_variant(path: Path) -> bool:
        try:
            with path.open(encoding="utf-8", errors="replace") as file:
                return prototype_of(file.read(MAX_FILE)) is not None
        except OSError:
            return False

    return sorted(directory.glob("*.md"), key=lambda path: (is_variant(path), path))


class _Run:
    """What the files of one import have in common."""

    def __init__(
        self, user: Any, dry_run: bool, keep_existing: bool, media: Sequence[Path]
    ) -> None:
        self.user, self.dry_run, self.keep_existing = user, dry_run, keep_existing
        self.media = media
        self.seen: dict[str, Path] = {}
        #: Prototypes that this import landed, as their files say them: a dry run saves none.
        self.prototypes: dict[str, Challenge] = {}
        self.numbers: dict[tuple[str, int], Path] = {}

    def file(self, path: Path) -> Imported:
        """What becomes of the file at ``path``; nothing of a refused one is kept."""
        try:
            with transaction.atomic():
                return self._land(path)
        except Refused as refused:
            return Imported(path, "refused", None, refused.messages)
        except (DatabaseError, OSError, ValueError) as error:
            why = _("ce fichier ne peut pas être importé (%(error)s).") % {"error": error}
            return Imported(path, "refused", None, [Message(1, why)])

    def _land(self, path: Path) -> Imported:
        source = _text(path)
        prototype = self._prototype(prototype_of(source))
        decoded = decode(source, challenge_documents(prototype) if prototype else None)
        _refuse_if([Message(problem.line, problem.message) for problem in decoded.problems])
        existing = self._existing(decoded, path, prototype)
        messages: list[Message] = []

        def say(line: int, text: str) -> None:
            messages.append(Message(line, text))

        related = Related(
            None if prototype else skill(decoded, say),
            contexts(decoded, say),
            competences(decoded, say),
        )
        if existing and self.keep_existing:
            return Imported(path, "unchanged", existing)
        if existing and (existing.get_lock() or existing.workflow_in_progress):
            why = _("cette épreuve est verrouillée ou en relecture.")
            messages.append(Message(decoded.line_of("/id"), why))
        files = self._files(decoded, path, messages)
        _refuse_if(messages)
        challenge = _draft(existing, prototype, decoded)
        give_ids(decoded, challenge)
        before = challenge_documents(challenge) if existing else None
        if prototype is None:
            decoded.body["skill"] = related.skill.public_id if related.skill else None
        decoded.body = with_files(decoded.body, {name: file.facts for name, file in files.items()})
        related.files = {name: file.row for name, file in files.items()}
        _refuse_if(_rule_messages(decoded))
        fill(challenge, decoded.body, decoded.key, related)
        _refuse_if(_column_messages(challenge, decoded))
        after = challenge_documents(challenge)
        if prototype is None:
            self.prototypes[challenge.public_id] = challenge
        if after == before:
            return Imported(path, "unchanged", existing)
        if not self.dry_run:
            self._save(challenge, files)
        return Imported(path, "updated" if existing else "created", challenge)

    def _save(self, challenge: Challenge, files: dict[str, Attachment]) -> None:
        for file in files.values():
            file.store(self.user)
        propose(challenge, self.user)

    def _prototype(self, public_id: str | None) -> Challenge | None:
        """The prototype's latest draft: of this import, else of the workshop."""
        if public_id is None:
            return None
        if public_id in self.prototypes:
            return self.prototypes[public_id]
        row = Challenge.objects.filter(public_id=public_id).first()
        if row is None:
            return None
        draft: Challenge = row.get_latest_revision_as_object()
        return draft

    def _existing(
        self, decoded: Decoded, path: Path, prototype: Challenge | None
    ) -> Challenge | None:
        """The challenge that the file says again, by its id, else by its number in its family."""
        _refuse_if(_check_id(decoded, path, self.seen))
        found = Challenge.objects.filter(public_id=decoded.body["id"] or "").first()
        if prototype is None:
            if found is not None and found.is_variant:
                raise _refusal(decoded, "/id", _is_variant_of(found))
            return found
        _check_prototype(decoded, prototype)
        number = decoded.body["family"]["variant"]
        where = (prototype.public_id, number)
        if where in self.numbers:
            why = _("la déclinaison %(n)s est déjà celle de %(file)s.")
            raise _refusal(
                decoded, "/family/variant", why % {"n": number, "file": self.numbers[where].name}
            )
        same = (
            Challenge.objects.filter(prototype_id=prototype.pk, variant=number).first()
            if prototype.pk
            else None
        )
        if found is None and decoded.body["id"] is None:
            found = same
        if found is not None and (found.prototype_id != prototype.pk or found.variant != number):
            why = (
                _is_variant_of(found) if found.is_variant else _("cette épreuve est un prototype.")
            )
            raise _refusal(decoded, "/family/variant", why)
        if same is not None and same != found:
            why = _("la déclinaison %(n)s existe déjà : %(id)s.")
            raise _refusal(decoded, "/family/variant", why % {"n": number, "id": same.public_id})
        self.numbers[where] = path
        return found

    def _files(
        self, decoded: Decoded, path: Path, messages: list[Message]
    ) -> dict[str, Attachment]:
        files = {}
        for medium in decoded.body["media"]:
            name = medium["id"]
            try:
                files[name] = attachment(
                    decoded.files[name], medium["role"], [path.with_suffix(""), *self.media]
                )
            except MediaRefused as refused:
                line = decoded.line_of(f"/media/{name}")
                messages += [Message(line, text) for text in refused.messages]
        return files


def _text(path: Path) -> str:
    if path.stat().st_size > MAX_FILE:
        raise Refused([Message(1, _("ce fichier est trop grand pour une épreuve."))])
    try:
        return path.read_text("utf-8")
    except UnicodeDecodeError:
        raise Refused([Message(1, _("ce fichier n'est pas du texte en UTF-8."))]) from None


def _draft(existing: Challenge | None, prototype: Challenge | None, decoded: Decoded) -> Challenge:
    """What the file is written into: the latest draft, or a new challenge at its place."""
    if existing is None:
        return Challenge(prototype=prototype, variant=decoded.body["family"]["variant"])
    draft: Challenge = existing.get_latest_revision_as_object()
    if prototype is not None:
        # Its settings are those that the prototype's file has just given.
        draft.prototype = prototype
    return draft


def _check_prototype(decoded: Decoded, prototype: Challenge) -> None:
    if prototype.is_variant:
        why = _("%(id)s est elle-même une déclinaison : nommez son prototype.")
    elif prototype.status in {Status.ARCHIVED, Status.OBSOLETE}:
        why = _("%(id)s est fermée : elle n'a plus de nouvelles déclinaisons.")
    else:
        return
    raise _refusal(decoded, "/family/prototype", why % {"id": prototype.public_id})


def _is_variant_of(challenge: Challenge) -> str:
    return _("cette épreuve est la déclinaison %(n)s de %(prototype)s.") % {
        "n": challenge.variant,
        "prototype": challenge.head.public_id,
    }


def _check_id(decoded: Decoded, path: Path, seen: dict[str, Path]) -> list[Message]:
    """A right id that no other file of this import has, or none."""
    public_id, line = decoded.body["id"], decoded.line_of("/id")
    if public_id is None:
        return []
    if not re.fullmatch(r"challenge[0-9A-Za-z]{1,32}", str(public_id)):
        why = _("l'identifiant s'écrit « challenge » puis des lettres et des chiffres.")
        return [Message(line, why)]
    if public_id in seen:
        why = _("l'identifiant est déjà celui de %(file)s.") % {"file": seen[public_id].name}
        return [Message(line, why)]
    seen[public_id] = path
    return []


def _rule_messages(decoded: Decoded) -> list[Message]:
    problems = review(decoded.body, decoded.key)
    return [
        Message(decoded.line_of(problem.pointer), problem.message)
        for problem in problems
        if problem.blocking
    ]


def _column_messages(challenge: Challenge, decoded: Decoded) -> list[Message]:
    """What the columns refuse although the schema takes it, such as a territory we do not list."""
    messages = []
    rows: list[tuple[Any, str]] = [(challenge, "")]
    for relation, name in _CHILDREN.items():
        rows += [
            (row, f"/{relation}/{getattr(row, name)}") for row in getattr(challenge, relation).all()
        ]
    for row, pointer in rows:
        try:
            row.clean_fields(exclude=["skill", "prototype", "challenge", "file"])
        except ValidationError as error:
            messages += [
                Message(decoded.line_of(f"{pointer}/{name}"), f"{name} : {text}")
                for name, texts in error.message_dict.items()
                for text in texts
            ]
    return messages


def _refusal(decoded: Decoded, pointer: str, why: str) -> Refused:
    return Refused([Message(decoded.line_of(pointer), why)])


def _refuse_if(messages: list[Message]) -> None:
    if messages:
        raise Refused(messages)
