"""Landing text files as proposed tutorials (docs/tutoriels.md)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.utils.translation import gettext as _

from content.media import MediaRefused
from content.media.attachments import Attachment, attachment
from content.media.roles import MediaRole
from content.minting import Document
from formats.tutorial_text import DecodedTutorial, decode, with_pictures
from localisation.languages import SOURCE, localised

from .documents import tutorial_document
from .durations import seconds_of
from .lifecycle import propose
from .models import Tutorial, TutorialMedia
from .rules import review

Outcome = Literal["created", "updated", "unchanged", "refused"]
#: A text file of one tutorial is never this long.
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
    tutorial: Tutorial | None = None
    messages: list[Message] = field(default_factory=list)


class Refused(Exception):
    """A file that does not land; the messages say where and why."""

    def __init__(self, messages: list[Message]) -> None:
        self.messages = sorted(messages, key=lambda message: message.line)
        super().__init__("\n".join(message.text for message in self.messages))


def import_tutorials(
    directory: Path, *, user: Any = None, dry_run: bool = False, media: Sequence[Path] = ()
) -> Iterator[Imported]:
    """Land every ``*.md`` of ``directory`` as a proposed tutorial, file by file.

    A file whose ``id`` exists, or without one a link whose address does, becomes a new draft of
    that tutorial when it says something else: never a second one. Pictures are in the folder of
    the file's name beside it, else in one of ``media``. A bad file is refused with its lines,
    nothing of it lands, and the others go on. ``dry_run`` says the same and writes nothing.
    """
    seen: dict[str, Path] = {}
    for path in sorted(directory.glob("*.md")):
        try:
            with transaction.atomic():
                yield _land(path, user, dry_run, media, seen)
        except Refused as refused:
            yield Imported(path, "refused", None, refused.messages)
        except (DatabaseError, OSError, ValueError) as error:
            why = _("ce fichier ne peut pas être importé (%(error)s).") % {"error": error}
            yield Imported(path, "refused", None, [Message(1, why)])


def _land(
    path: Path, user: Any, dry_run: bool, media: Sequence[Path], seen: dict[str, Path]
) -> Imported:
    decoded = decode(_text(path))
    _refuse_if([Message(problem.line, problem.message) for problem in decoded.problems])
    messages = _read_duration(decoded)
    existing = _existing(decoded, path, seen)
    if existing and existing.get_lock():
        messages.append(Message(1, _("ce tutoriel est verrouillé ou en relecture.")))
    files = _files(decoded, path, media, messages)
    _refuse_if(messages)
    draft = _draft(existing, decoded)
    document = {
        **with_pictures(decoded.document, {name: file.facts for name, file in files.items()}),
        "id": draft.public_id,
    }
    _refuse_if(
        [
            Message(decoded.line_of(problem.pointer), str(problem.message))
            for problem in review(document)
            if problem.blocking
        ]
    )
    before = tutorial_document(draft) if existing else None
    fill(draft, document, files)
    _refuse_if(_column_messages(draft))
    if tutorial_document(draft) == before:
        return Imported(path, "unchanged", existing)
    if not dry_run:
        for file in files.values():
            file.store(user)
        propose(draft, user)
    return Imported(path, "updated" if existing else "created", draft)


def _draft(existing: Tutorial | None, decoded: DecodedTutorial) -> Tutorial:
    """What the file is written into: the latest draft, or a new tutorial under the file's id."""
    if existing is not None:
        latest: Tutorial = existing.get_latest_revision_as_object()
        return latest
    given = decoded.document["id"]
    return Tutorial(public_id=given) if given else Tutorial()


def fill(tutorial: Tutorial, document: Document, files: dict[str, Attachment]) -> None:
    """Write what ``document`` says into ``tutorial``, unsaved; its pictures keep their rows by key."""
    texts = document["locales"]["fr"]
    levels = document["levels"] or {}
    for name in ("kind", "format", "duration", "language", "favourite", "tags"):
        setattr(tutorial, name, document[name])
    for name in ("source", "note"):
        setattr(tutorial, name, document[name] or "")
    tutorial.level_min, tutorial.level_max = levels.get("min"), levels.get("max")
    tutorial.licence = document["rights"]["licence"]
    tutorial.attribution = document["rights"]["attribution"] or ""
    for name in ("title", "body", "url"):
        setattr(tutorial, localised(name, SOURCE), texts[name] or "")
    rows = {row.key: row for row in tutorial.media.all()}
    tutorial.media = [  # type: ignore[misc]  # modelcluster takes lists
        _picture(rows.get(medium["id"]), medium, texts, files, order)
        for order, medium in enumerate(document["media"])
    ]


def _picture(
    row: TutorialMedia | None,
    medium: Document,
    texts: Document,
    files: dict[str, Attachment],
    order: int,
) -> TutorialMedia:
    row = row or TutorialMedia(key=medium["id"])
    alt = texts["media"].get(medium["id"], {}).get("alt")
    row.file, row.sort_order = files[medium["id"]].row, order
    row.decorative, row.alt_fr = alt == "", alt or ""
    row.licence = medium["rights"]["licence"]
    row.attribution = medium["rights"]["attribution"] or ""
    return row


def _existing(decoded: DecodedTutorial, path: Path, seen: dict[str, Path]) -> Tutorial | None:
    """The tutorial that the file says again: by its id, else by the address of a link."""
    public_id, url = decoded.document["id"], decoded.document["locales"]["fr"]["url"]
    for name in filter(None, (public_id, url)):
        if name in seen:
            why = _("« %(name)s » est déjà dans %(file)s.") % {
                "name": name,
                "file": seen[name].name,
            }
            raise Refused([Message(decoded.line_of("/id"), why)])
        seen[name] = path
    if public_id is not None:
        if not re.fullmatch(r"tutorial[0-9A-Za-z]{1,32}", public_id):
            why = _("l'identifiant s'écrit « tutorial » puis des lettres et des chiffres.")
            raise Refused([Message(decoded.line_of("/id"), why)])
        return Tutorial.objects.filter(public_id=public_id).first()
    same = Tutorial.objects.filter(**{localised("url", SOURCE): url}) if url else None
    return same.order_by("pk").first() if same is not None else None


def _read_duration(decoded: DecodedTutorial) -> list[Message]:
    said = decoded.document["duration"]
    if said is None or (isinstance(said, int) and not isinstance(said, bool)):
        return []
    try:
        decoded.document["duration"] = seconds_of(str(said))
    except ValueError:
        why = _("« %(text)s » n'est pas une durée : écrivez par exemple 3:31 ou 5 min.")
        return [Message(decoded.line_of("/duration"), why % {"text": said})]
    return []


def _files(
    decoded: DecodedTutorial, path: Path, media: Sequence[Path], messages: list[Message]
) -> dict[str, Attachment]:
    files = {}
    for name, named in decoded.files.items():
        try:
            files[name] = attachment(named, MediaRole.ILLUSTRATION, [path.with_suffix(""), *media])
        except MediaRefused as refused:
            line = decoded.line_of(f"/locales/fr/media/{name}")
            messages += [Message(line, text) for text in refused.messages]
    return files


def _column_messages(tutorial: Tutorial) -> list[Message]:
    """What the columns refuse: too long a title, a language that nobody knows."""
    try:
        tutorial.full_clean(exclude=["public_id"])
    except ValidationError as error:
        return [Message(1, text) for text in error.messages]
    return []


def _text(path: Path) -> str:
    if path.stat().st_size > MAX_FILE:
        raise Refused([Message(1, _("ce fichier est trop grand pour un tutoriel."))])
    try:
        return path.read_text("utf-8")
    except UnicodeDecodeError:
        raise Refused([Message(1, _("ce fichier n'est pas du texte en UTF-8."))]) from None


def _refuse_if(messages: list[Message]) -> None:
    if messages:
        raise Refused(messages)
