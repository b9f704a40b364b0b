"""The types of files that are known here, and reading files a piece at a time."""

import codecs
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

#: How much is read at once, everywhere in this package.
CHUNK = 64 * 1024


@dataclass(frozen=True)
class Kind:
    """A type of file: its media type, the endings its name may have (first: the usual one)."""

    mime: str
    extensions: tuple[str, ...]
    label: str | Promise


PNG = Kind("image/png", ("png",), gettext_lazy("une image PNG"))
JPEG = Kind("image/jpeg", ("jpg", "jpeg", "jfif"), gettext_lazy("une image JPEG"))
GIF = Kind("image/gif", ("gif",), gettext_lazy("une image GIF"))
WEBP = Kind("image/webp", ("webp",), gettext_lazy("une image WebP"))
SVG = Kind("image/svg+xml", ("svg",), gettext_lazy("un dessin SVG"))
PDF = Kind("application/pdf", ("pdf",), gettext_lazy("un document PDF"))
MP3 = Kind("audio/mpeg", ("mp3",), gettext_lazy("un son MP3"))
OGG = Kind("audio/ogg", ("ogg", "oga"), gettext_lazy("un son Ogg"))
MP4 = Kind("video/mp4", ("mp4",), gettext_lazy("une vidéo MP4"))
TXT = Kind("text/plain", ("txt",), gettext_lazy("un texte"))
CSV = Kind("text/csv", ("csv",), gettext_lazy("un fichier CSV"))
ZIP = Kind("application/zip", ("zip",), gettext_lazy("une archive zip"))

_OOXML = "application/vnd.openxmlformats-officedocument"
_ODF = "application/vnd.oasis.opendocument"
DOCX = Kind(
    f"{_OOXML}.wordprocessingml.document", ("docx",), gettext_lazy("un document Word (docx)")
)
XLSX = Kind(f"{_OOXML}.spreadsheetml.sheet", ("xlsx",), gettext_lazy("un classeur Excel (xlsx)"))
PPTX = Kind(
    f"{_OOXML}.presentationml.presentation",
    ("pptx",),
    gettext_lazy("une présentation PowerPoint (pptx)"),
)
ODT = Kind(f"{_ODF}.text", ("odt",), gettext_lazy("un document OpenDocument (odt)"))
ODS = Kind(f"{_ODF}.spreadsheet", ("ods",), gettext_lazy("un classeur OpenDocument (ods)"))
ODP = Kind(f"{_ODF}.presentation", ("odp",), gettext_lazy("une présentation OpenDocument (odp)"))

RASTERS = (PNG, JPEG, GIF, WEBP)
PICTURES = (*RASTERS, SVG)
OFFICE = (DOCX, XLSX, PPTX, ODT, ODS, ODP)
DOWNLOADS = (PDF, *OFFICE, TXT, CSV, *RASTERS, MP3, OGG, MP4, ZIP)


def chunks(file: BinaryIO) -> Iterator[bytes]:
    """The whole of ``file``, from its beginning, a piece at a time."""
    file.seek(0)
    while piece := file.read(CHUNK):
        yield piece


def is_text(pieces: Iterator[bytes]) -> bool:
    """Whether the pieces are UTF-8 text without control characters; reads all of them."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for piece in pieces:
            if _has_controls(decoder.decode(piece)):
                return False
        return not _has_controls(decoder.decode(b"", final=True))
    except UnicodeDecodeError:
        return False


_CONTROLS = dict.fromkeys([*(set(range(32)) - {9, 10, 12, 13}), 127])


def _has_controls(text: str) -> bool:
    return len(text.translate(_CONTROLS)) != len(text)
