"""Tutorials as text files, with their pictures beside them."""

import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from content.media import MediaMissing, open_media
from content.minting import Document
from content.models import MediaFile
from formats.tutorial_text import encode

from .documents import tutorial_document
from .models import Tutorial

#: What some file system refuses in a name.
_UNSAFE = re.compile(r'[\x00-\x1f<>:"/\\|?*]')


@dataclass
class Exported:
    """The file of one tutorial, and what it could not bring along."""

    tutorial: Tutorial
    path: Path
    remarks: list[str] = field(default_factory=list)


def export_tutorials(
    directory: Path, tutorials: QuerySet[Tutorial], *, live: bool = False
) -> Iterator[Exported]:
    """Write a file (and a folder, when it has pictures) per tutorial into ``directory``.

    What is written is the latest draft, or what is live with ``live``. Importing the folder into an
    empty workshop gives the same documents.
    """
    directory.mkdir(parents=True, exist_ok=True)
    rows = tutorials.select_related("latest_revision").order_by("pk")
    for row in rows.iterator(chunk_size=500):
        tutorial = row if live else row.get_latest_revision_as_object()
        document = tutorial_document(tutorial)
        exported = Exported(tutorial, directory / f"{tutorial.public_id}.md")
        files = _names(document)
        exported.path.write_text(encode(document, files=files), "utf-8")
        _write_pictures(exported, document, files)
        yield exported


def _names(document: Document) -> dict[str, str]:
    """A name in the folder for each picture, none twice."""
    names: dict[str, str] = {}
    for medium in document["media"]:
        stem, ending = os.path.splitext(_UNSAFE.sub("_", medium["name"]).strip(" ."))
        name = stem[: 100 - len(ending)] + ending
        taken = {other.casefold() for other in names.values()}
        names[medium["id"]] = f"{medium['id']}-{name}" if name.casefold() in taken else name
    return names


def _write_pictures(exported: Exported, document: Document, files: dict[str, str]) -> None:
    folder = exported.path.with_suffix("")
    for medium in document["media"]:
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
