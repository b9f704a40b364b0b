"""Challenges as files of the Atelier text format, with their media beside them."""

import os
import re
import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from content.media import MediaMissing, open_media
from content.minting import Document
from content.models import MediaFile
from formats.atelier_text import FileFacts, decode, encode, with_files
from referentiel.models import Skill

from .documents import challenge_documents
from .models import Challenge
from .queries import with_family

#: Ways of choosing challenges that higher rooms know, by the name of the option: each answers the
#: public ids of what goes by the code it is given (``register_scope``).
SCOPES: dict[str, tuple[str, Callable[[str], Iterable[str]]]] = {}
#: What some file system refuses in a name.
_UNSAFE = re.compile(r'[\x00-\x1f<>:"/\\|?*]')


def register_scope(name: str, label: str, public_ids: Callable[[str], Iterable[str]]) -> None:
    """Let ``export_challenges --name CODE`` choose by ``public_ids(code)``.

    That function raises ``LookupError`` with a sentence for an unknown code.
    """
    SCOPES[name] = (label, public_ids)


@dataclass
class Exported:
    """The file of one challenge, and what it could not say."""

    challenge: Challenge
    path: Path
    remarks: list[str] = field(default_factory=list)


def export_challenges(
    directory: Path, challenges: QuerySet[Challenge], *, live: bool = False
) -> Iterator[Exported]:
    """Write a file (and a folder, when it has media) per challenge into ``directory``.

    What is written is the latest draft, or what is live with ``live``. Importing the folder into an
    empty workshop gives the same documents; what a file cannot say is in ``remarks``.
    """
    directory.mkdir(parents=True, exist_ok=True)
    skill = "skill__topic__theme__competence__framework"
    rows = challenges.select_related("latest_revision", skill, "prototype", f"prototype__{skill}")
    for row in rows.order_by("pk").iterator(chunk_size=500):
        yield _export(directory, row if live else _latest(row))


def _latest(row: Challenge) -> Challenge:
    """The latest draft, in a family that is what its prototype's latest draft says."""
    draft: Challenge = row.get_latest_revision_as_object()
    if draft.prototype is not None:
        draft.prototype = draft.prototype.get_latest_revision_as_object()
    return draft


def file_stem(challenge: Challenge) -> str:
    """``1.1-challengeAb3``: sorted by competence; a variant after its prototype."""
    skill = challenge.head.skill
    competence = _safe(skill.competence.code) if skill else "sans-acquis"
    if challenge.is_variant:
        number = f"{challenge.variant:02}"
        return f"{competence}-{challenge.head.public_id}-{number}-{challenge.public_id}"
    return f"{competence}-{challenge.public_id}"


def _export(directory: Path, challenge: Challenge) -> Exported:
    body, key = challenge_documents(challenge)
    skill = challenge.head.skill
    names = (skill.competence.framework.code, skill.name) if skill else ("", "")
    exported = Exported(challenge, directory / f"{file_stem(challenge)}.md")
    files = _file_names(body, challenge)
    text = encode(body, key, *names, files=files)
    exported.path.write_text(text, "utf-8")
    _write_media(exported, body, files)
    if skill is None:
        exported.remarks.append(
            _("cette épreuve n'a pas encore d'acquis : choisissez-en un avant de l'importer.")
        )
    elif not _says_all(text, body, key):
        exported.remarks.append(
            _("le fichier ne dit pas tout de cette épreuve : corrigez d'abord ce qui l'empêche d'être validée.")
        )  # fmt: skip
    return exported


def _says_all(text: str, body: Document, key: Document) -> bool:
    """Whether reading the file again gives the same documents."""
    is_variant = body["family"]["variant"] is not None
    decoded = decode(text, (body, key) if is_variant else None)
    if decoded.problems:
        return False
    facts = {m["id"]: FileFacts(m["sha256"], m["mime"], m["size"]) for m in body["media"]}
    decoded.body["skill"] = body["skill"]
    return (with_files(decoded.body, facts), decoded.key) == (body, key)


def _file_names(body: Document, challenge: Challenge) -> dict[str, str]:
    """A name in the folder for each medium: that of the stored file, whose ending is right."""
    stored = {row.key: row.file for row in challenge.media.all() if row.file is not None}
    names: dict[str, str] = {}
    taken: set[str] = set()
    for medium in body["media"]:
        file = stored[medium["id"]]
        name = _safe(file.name) or medium["id"]
        if name.casefold() in taken:
            name = f"{medium['id']}-{name}"
        taken.add(name.casefold())
        names[medium["id"]] = name
    return names


def _write_media(exported: Exported, body: Document, files: dict[str, str]) -> None:
    folder = exported.path.with_suffix("")
    for medium in body["media"]:
        folder.mkdir(exist_ok=True)
        try:
            with (
                open_media(MediaFile.objects.get(pk=medium["sha256"])) as source,
                (folder / files[medium["id"]]).open("wb") as target,
            ):
                shutil.copyfileobj(source, target)
        except MediaMissing:
            exported.remarks.append(
                _("le fichier « %(name)s » manque dans le stockage de l'atelier.")
                % {"name": medium["name"]}
            )


def _safe(name: str) -> str:
    """``name`` without what some file system refuses, at most 100 characters, ending kept."""
    stem, ending = os.path.splitext(_UNSAFE.sub("_", name).strip(" ."))
    return stem[: 100 - len(ending)] + ending


def narrowed(
    challenges: QuerySet[Challenge], *, framework: str = "", competence: str = "", status: str = ""
) -> QuerySet[Challenge]:
    """``challenges`` of a framework, a competence, a state; variants go by their prototype's skill."""
    if status:
        challenges = challenges.filter(status=status)
    if framework or competence:
        skills = Skill.objects.all()
        if framework:
            skills = skills.filter(topic__theme__competence__framework__code=framework)
        if competence:
            skills = skills.filter(topic__theme__competence__code=competence)
        challenges = with_family(challenges).filter(**{"family_skill__in": skills.values("pk")})
    return challenges
