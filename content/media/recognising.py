"""What a file is, by its content; its name is only held against that."""

import codecs
from typing import BinaryIO

import filetype
from django.utils.translation import gettext as _

from .kinds import (
    CSV,
    GIF,
    JPEG,
    MP3,
    MP4,
    OGG,
    PDF,
    PNG,
    SVG,
    TXT,
    WEBP,
    Kind,
    chunks,
    is_text,
)  # fmt: skip
from .offices import recognise_package

#: How much of a file's beginning tells what it is.
_HEAD = 8 * 1024

#: What the library calls the kinds that begin with a mark of their own.
_BY_MAGIC = {
    "png": PNG, "apng": PNG, "jpg": JPEG, "gif": GIF, "webp": WEBP, "pdf": PDF,
    "mp3": MP3, "ogg": OGG, "mp4": MP4,
}  # fmt: skip


def recognise(file: BinaryIO, extension: str) -> Kind | None:
    """What ``file`` really is; None when it is nothing that any role accepts.

    ``extension`` (lower case) only tells a CSV from any other text: both are just characters.
    """
    file.seek(0)
    head = file.read(_HEAD)
    if head.startswith(b"PK\x03\x04"):
        return recognise_package(file)
    if _looks_like_svg(head):
        return SVG
    if (guess := filetype.guess(head)) is not None:
        return _BY_MAGIC.get(guess.extension)
    if is_text(chunks(file)):
        return CSV if extension == "csv" else TXT
    return None


def describe(file: BinaryIO) -> str:
    """What a refused file is, for the sentence that refuses it."""
    file.seek(0)
    guess = filetype.guess(file.read(_HEAD))
    if guess is None:
        return _("un fichier d’un type inconnu")
    if guess.extension in {"exe", "elf", "wasm", "deb", "rpm", "crx"}:
        return _("un programme")
    return _("un fichier de type « %(type)s »") % {"type": guess.extension}


def _looks_like_svg(head: bytes) -> bool:
    start = head.removeprefix(codecs.BOM_UTF8).lstrip()
    return start.startswith(b"<") and b"<svg" in head
