"""Bytes in the storage, under their sha256, and the row that says what they are."""

import hashlib
from typing import Any, BinaryIO

from django.core.files import File
from django.core.files.storage import default_storage
from django.db import transaction

from ..models import MediaFile
from .errors import MediaMissing
from .kinds import chunks

#: How often a write is tried when others write the same file at the same moment.
_TRIES = 5


def store(
    file: BinaryIO,
    *,
    mime: str,
    size: int,
    name: str,
    width: int | None = None,
    height: int | None = None,
    user: Any = None,
) -> MediaFile:
    """Store checked bytes once; the same bytes answer the row that exists, first name kept.

    The bytes are written before the row: bytes without a row harm nobody, a row without bytes would.
    """
    sha256 = digest(file)
    media = MediaFile(
        sha256=sha256, mime=mime, size=size, name=name, width=width, height=height, created_by=user
    )
    _write(file, media)
    with transaction.atomic():
        # Two uploads of one file at the same moment: one inserts, the other reads.
        stored, _created = MediaFile.objects.get_or_create(
            sha256=sha256,
            defaults={
                field: getattr(media, field)
                for field in ("mime", "size", "name", "width", "height", "created_by")
            },
        )
    return stored


def open_media(media: MediaFile) -> BinaryIO:
    """The bytes of ``media``, to be closed by the caller; raises ``MediaMissing``.

    Only their presence and length are checked here; ``is_intact`` reads them all.
    """
    try:
        file = default_storage.open(media.path, "rb")
        if file.size != media.size:
            file.close()
            raise MediaMissing(media.sha256)
    except OSError as error:
        raise MediaMissing(media.sha256) from error
    return file  # type: ignore[return-value]


def is_intact(media: MediaFile) -> bool:
    """Whether the bytes are there, with the length and the sha256 that the row says."""
    try:
        with open_media(media) as file:
            return digest(file) == media.sha256
    except MediaMissing:
        return False


def digest(file: BinaryIO) -> str:
    """The sha256 of a whole file, in hexadecimal; reads it a piece at a time."""
    running = hashlib.sha256()
    for piece in chunks(file):
        running.update(piece)
    return running.hexdigest()


def _write(file: BinaryIO, media: MediaFile) -> None:
    """Leave the right bytes at ``media.path``, whatever was there and whoever writes beside us."""
    for _try in range(_TRIES):
        if is_intact(media):
            return
        # Half of a file, left by a machine that stopped: the name promises other bytes.
        default_storage.delete(media.path)
        file.seek(0)
        written = default_storage.save(media.path, _Plain(file, media.path))
        if written == media.path:
            return
        default_storage.delete(written)  # another upload took the place meanwhile
    if not is_intact(media):
        raise OSError(f"cannot store {media.sha256}")


class _Plain(File):
    """The upload without its temporary path: a storage would move it away, and we still read it."""

    def __init__(self, file: BinaryIO, name: str) -> None:
        super().__init__(file, name)
