"""The only way in for a file: everything is checked, by content, before anything is stored."""

import os
import unicodedata
from dataclasses import dataclass
from typing import Any, BinaryIO, cast

from django.core.files import File
from django.utils.translation import gettext as _

from ..models import MediaFile
from . import archives, offices, pictures, svg
from .errors import MediaRefused, in_words, shown
from .kinds import OFFICE, RASTERS, SVG, ZIP, Kind
from .recognising import describe, recognise
from .roles import MediaRole, kinds_of, limit_of, mimes_of
from .storing import digest, open_media, store

#: The longest name that is kept (``MediaFile.name``).
_NAME_LENGTH = 200


@dataclass(frozen=True)
class Checked:
    """What is known of a file that may get in, before anything of it is stored."""

    mime: str
    size: int
    name: str
    sha256: str
    width: int | None = None
    height: int | None = None


def accept(upload: File, role: str, user: Any = None) -> MediaFile:
    """Check ``upload`` for ``role`` and store it once; the same bytes answer the same row.

    ``upload`` is seekable and has a name; it is left at any position. ``user`` is remembered as who
    brought it first. Raises ``MediaRefused`` with a sentence for the person.
    """
    checked = check(upload, role)
    return store(
        cast(BinaryIO, upload),
        mime=checked.mime,
        size=checked.size,
        name=checked.name,
        width=checked.width,
        height=checked.height,
        user=user,
    )


def check(upload: File, role: str) -> Checked:
    """Check ``upload`` as ``accept`` does, and store nothing. Raises ``MediaRefused``."""
    if role not in MediaRole.values:
        raise MediaRefused(
            _(
                "Ce rôle de fichier n’existe pas : choisissez illustration, téléchargement, simulateur."
            )
        )
    file = cast(BinaryIO, upload)
    name = clean_name(upload.name or "")
    size = file.seek(0, os.SEEK_END)
    _check_size(name, size, role)
    kind = _check_kind(file, name, role)
    width, height = _inspect(file, kind, role)
    return Checked(kind.mime, size, name, digest(file), width, height)


def check_role(media: MediaFile, role: str) -> None:
    """Raise ``MediaRefused`` when a stored file may not serve as ``role``.

    What was accepted for one role may be named for another: a zip to download is no simulator.
    """
    if role not in MediaRole.values or media.mime not in mimes_of(role):
        raise MediaRefused(
            _(
                "« %(name)s » ne convient pas pour ce rôle : choisissez un autre fichier ou un autre rôle."
            )
            % {"name": media.name}
        )
    _check_size(media.name, media.size, role)
    if role == MediaRole.SIMULATOR:
        with open_media(media) as file:
            archives.check_simulator(file)


def clean_name(name: str) -> str:
    """The last part of a path, printable and composed, at most 200 characters, ending kept."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    printable = "".join(c for c in unicodedata.normalize("NFC", last) if c.isprintable()).strip()
    stem, ending = os.path.splitext(printable)
    return (stem[: _NAME_LENGTH - len(ending)] + ending)[:_NAME_LENGTH] or "fichier"


def _check_size(name: str, size: int, role: str) -> None:
    if size == 0:
        raise MediaRefused(
            _("« %(name)s » est vide : choisissez le fichier à nouveau.") % {"name": shown(name)}
        )
    if size > limit_of(role):
        raise MediaRefused(
            _("« %(name)s » fait %(size)s, et le maximum est %(limit)s : %(advice)s")
            % {
                "name": shown(name),
                "size": in_words(size),
                "limit": in_words(limit_of(role)),
                "advice": _size_advice(role),
            }
        )


def _size_advice(role: str) -> str:
    if role == MediaRole.ILLUSTRATION:
        return _("réduisez les dimensions de l’image (1600 pixels de large suffisent).")
    if role == MediaRole.SIMULATOR:
        return _("compressez ses images et retirez les fichiers qui ne servent pas.")
    return _("réduisez-le, ou proposez-le en plusieurs fichiers.")


def _check_kind(file: BinaryIO, name: str, role: str) -> Kind:
    """What the file is, if the role accepts that and the name does not say something else."""
    extension = os.path.splitext(name)[1].lower().removeprefix(".")
    kind = recognise(file, extension)
    allowed = kinds_of(role)
    if kind is None or kind not in allowed:
        raise MediaRefused(
            _("« %(name)s » est %(what)s. Ici, les types acceptés sont : %(allowed)s.%(hint)s")
            % {
                "name": shown(name),
                "what": kind.label if kind else describe(file),
                "allowed": ", ".join(row.extensions[0] for row in allowed),
                "hint": _hint(extension, kind),
            }
        )
    if extension not in kind.extensions:
        raise MediaRefused(
            _(
                "Le nom « %(name)s » ne dit pas la vérité : c’est en réalité %(what)s."
                " Renommez le fichier en « .%(extension)s », ou choisissez le bon fichier."
            )
            % {"name": shown(name), "what": kind.label, "extension": kind.extensions[0]}
        )
    return kind


def _hint(extension: str, kind: Kind | None) -> str:
    if kind is None and extension in {"txt", "csv"}:
        return " " + _("Enregistrez le texte avec l’encodage UTF-8.")
    if kind is None and extension in {"heic", "heif", "avif", "bmp", "tif", "tiff"}:
        return " " + _("Enregistrez l’image en PNG ou en JPEG.")
    if kind is None and extension in {"doc", "xls", "ppt"}:
        return " " + _(
            "Enregistrez le document dans le format actuel (docx, xlsx, pptx) ou en odt."
        )
    return ""


def _inspect(file: BinaryIO, kind: Kind, role: str) -> tuple[int | None, int | None]:
    """Look inside; answers width and height in pixels where the kind has them."""
    if kind in RASTERS:
        return pictures.measure(file, kind)
    if kind is SVG:
        return svg.measure(file)
    if kind in OFFICE:
        offices.check_document(file)
    elif kind is ZIP and role == MediaRole.SIMULATOR:
        archives.check_simulator(file)
    elif kind is ZIP:
        archives.check_download(file)
    return None, None
