"""A zip file, read without believing what it says of itself.

The central directory is looked at before any member is read; then every member is really expanded,
piece by piece, and held against the size and checksum that were announced. Names are refused that
another program would write outside of its folder.
"""

import os
import stat
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from django.utils.translation import gettext as _

from .errors import MediaRefused, in_words, shown
from .kinds import CHUNK

_END = struct.Struct("<4s4H2LH")  # end of central directory (APPNOTE.TXT, 4.3.16)
_LOCAL = struct.Struct("<4s5H3L2H")  # local file header (APPNOTE.TXT, 4.3.7)
_ENCRYPTED = 0x1 | 0x40 | 0x2000
_UTF8 = 0x800
#: Windows opens devices under these names, whatever the ending.
_DEVICES = frozenset(
    {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))}
)


@dataclass(frozen=True)
class Bounds:
    """The most that an archive may hold: files, bytes in all and in one file, expansion, folders."""

    files: int
    expanded: int
    member: int
    ratio: int = 200
    depth: int = 8


@dataclass(frozen=True)
class Member:
    """One file of an archive, as announced; its content is read by ``read_member``."""

    name: str
    info: zipfile.ZipInfo

    @property
    def extension(self) -> str:
        """Lower case, without the dot."""
        return os.path.splitext(self.name)[1].lower().removeprefix(".")


def list_members(file: BinaryIO, bounds: Bounds) -> list[Member]:
    """The files of an archive whose directory keeps within ``bounds``; reads no content.

    Raises ``MediaRefused`` for a directory that is broken, too large, or that lies.
    """
    _check_end(file, bounds)
    file.seek(0)
    try:
        infos = zipfile.ZipFile(file).infolist()
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError, struct.error) as error:
        raise _broken() from error
    if len(infos) > bounds.files:
        raise _too_many(bounds)
    if sum(info.file_size for info in infos) > bounds.expanded:
        raise MediaRefused(
            _("Décompressée, cette archive ferait plus de %(limit)s : allégez-la.")
            % {"limit": in_words(bounds.expanded)}
        )
    seen: set[str] = set()
    members = []
    for info in infos:
        _check_name(info, bounds, seen)
        _check_entry(info, bounds)
        if not info.is_dir():
            members.append(Member(info.filename, info))
    _check_places(infos)
    return members


def read_member(file: BinaryIO, member: Member) -> Iterator[bytes]:
    """The content, a piece at a time, never more than was announced.

    Raises ``MediaRefused`` when the content is not of the announced length or checksum.
    """
    info = member.info
    file.seek(info.header_offset)
    start = file.read(_LOCAL.size)
    if len(start) != _LOCAL.size:
        raise _broken()
    signature, _version, flags, method, *_rest, name_length, extra_length = _LOCAL.unpack(start)
    name = file.read(name_length)
    same_name = name == _raw_name(info)
    if signature != b"PK\x03\x04" or method != info.compress_type or not same_name:
        raise _broken()
    if flags & _ENCRYPTED:
        raise _encrypted(info)
    file.seek(extra_length, os.SEEK_CUR)
    checksum = length = 0
    for piece in _expanded(file, info):
        length += len(piece)
        if length > info.file_size:
            raise _lying(info)
        checksum = zlib.crc32(piece, checksum)
        yield piece
    if length != info.file_size or checksum != info.CRC:
        raise _lying(info)


def read_small(file: BinaryIO, member: Member, limit: int) -> bytes:
    """The whole content of a member of at most ``limit`` bytes; a longer one is refused."""
    if member.info.file_size > limit:
        raise MediaRefused(
            _("« %(name)s », dans l’archive, est trop gros.") % {"name": shown(member.name)}
        )
    return b"".join(read_member(file, member))


def _expanded(file: BinaryIO, info: zipfile.ZipInfo) -> Iterator[bytes]:
    """The pieces of a member's content; the compressed stream must end where it is said to."""
    left = info.compress_size
    if info.compress_type == zipfile.ZIP_STORED:
        while left and (piece := file.read(min(CHUNK, left))):
            left -= len(piece)
            yield piece
        return
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        while left and (packed := file.read(min(CHUNK, left))):
            left -= len(packed)
            while packed and not inflater.eof:
                yield inflater.decompress(packed, CHUNK)
                packed = inflater.unconsumed_tail
        while not inflater.eof and (piece := inflater.decompress(b"", CHUNK)):
            yield piece
    except zlib.error as error:
        raise _lying(info) from error
    if left or not inflater.eof or inflater.unused_data:
        raise _lying(info)


def _check_end(file: BinaryIO, bounds: Bounds) -> None:
    """The archive begins at the first byte, ends at the last, and its directory is not huge."""
    size = file.seek(0, os.SEEK_END)
    file.seek(0)
    begins = file.read(4) == b"PK\x03\x04"
    file.seek(max(0, size - _END.size - 0xFFFF - 20))
    tail = file.read()
    at = tail.rfind(b"PK\x05\x06")
    if not begins or at < 0 or len(tail) - at < _END.size:
        raise _broken()
    _sign, _disk, _start, _here, count, length, offset, comment = _END.unpack_from(tail, at)
    end = size - len(tail) + at
    has_zip64 = tail[max(0, at - 20) : at].startswith(b"PK\x06\x07")
    if end + _END.size + comment != size or offset + length != end or has_zip64:
        raise _broken()
    # What follows makes an object per entry: a directory of millions is refused before.
    if count > bounds.files or length > bounds.files * 1024:
        raise _too_many(bounds)


def _check_name(info: zipfile.ZipInfo, bounds: Bounds, seen: set[str]) -> None:
    """A relative path that every system writes inside its folder, and only one file under it."""
    name = info.orig_filename
    parts = name.removesuffix("/").split("/")
    escapes = name.startswith("/") or "\\" in name or ":" in name or not name.isprintable()
    odd = any(
        part in {"", ".", ".."}
        or part.endswith((".", " "))
        or part.split(".")[0].lower() in _DEVICES
        for part in parts
    )
    if escapes or odd:
        raise MediaRefused(
            _(
                "L’archive contient un chemin interdit : « %(name)s ». Zippez seulement des fichiers"
                " et des dossiers ordinaires."
            )
            % {"name": shown(name)}
        )
    if not name.isascii() and not info.flag_bits & _UTF8:
        raise MediaRefused(
            _("Dans l’archive, renommez « %(name)s » sans accent ni signe spécial.")
            % {"name": shown(name)}
        )
    if len(parts) > bounds.depth or len(name) > 200:
        raise MediaRefused(
            _("Dans l’archive, « %(name)s » est trop loin ou a un nom trop long : raccourcissez.")
            % {"name": shown(name)}
        )
    key = unicodedata.normalize("NFC", name.removesuffix("/")).casefold()
    if key in seen:
        raise MediaRefused(
            _(
                "L’archive contient deux fois « %(name)s » (majuscules et minuscules ne comptent"
                " pas) : renommez l’un des deux."
            )
            % {"name": shown(name)}
        )
    seen.add(key)


def _check_entry(info: zipfile.ZipInfo, bounds: Bounds) -> None:
    """No link, no device, no password, no method but the two usual ones, no bomb."""
    mode = stat.S_IFMT(info.external_attr >> 16)
    if mode not in {0, stat.S_IFREG, stat.S_IFDIR}:
        raise MediaRefused(
            _("« %(name)s », dans l’archive, est un lien : mettez le fichier lui-même.")
            % {"name": shown(info.filename)}
        )
    if info.flag_bits & _ENCRYPTED:
        raise _encrypted(info)
    if info.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise MediaRefused(
            _("L’archive emploie une compression inhabituelle : refaites-la en zip ordinaire.")
        )
    if info.file_size > bounds.member:
        raise MediaRefused(
            _("« %(name)s », dans l’archive, fait plus de %(limit)s : allégez-le.")
            % {"name": shown(info.filename), "limit": in_words(bounds.member)}
        )
    bomb = info.file_size > 10**6 and info.file_size > bounds.ratio * info.compress_size
    if bomb or (info.is_dir() and info.file_size):
        raise MediaRefused(
            _(
                "« %(name)s », dans l’archive, grandit démesurément une fois décompressé :"
                " retirez-le, ou remplacez-le par un fichier ordinaire."
            )
            % {"name": shown(info.filename)}
        )


def _check_places(infos: list[zipfile.ZipInfo]) -> None:
    """No two members share bytes: overlapping ones are how small archives expand without end."""
    end = 0
    for info in sorted(infos, key=lambda row: row.header_offset):
        if info.header_offset < end:
            raise _broken()
        end = info.header_offset + _LOCAL.size + len(_raw_name(info)) + info.compress_size


def _raw_name(info: zipfile.ZipInfo) -> bytes:
    return info.orig_filename.encode("utf-8" if info.flag_bits & _UTF8 else "cp437")


def _broken() -> MediaRefused:
    return MediaRefused(
        _("Cette archive zip est abîmée ou inhabituelle : refaites-la, puis réessayez.")
    )


def _too_many(bounds: Bounds) -> MediaRefused:
    return MediaRefused(
        _("Cette archive contient plus de %(limit)s fichiers : retirez ceux qui ne servent pas.")
        % {"limit": bounds.files}
    )


def _encrypted(info: zipfile.ZipInfo) -> MediaRefused:
    return MediaRefused(
        _("« %(name)s », dans l’archive, est protégé par un mot de passe : refaites-la sans.")
        % {"name": shown(info.filename)}
    )


def _lying(info: zipfile.ZipInfo) -> MediaRefused:
    return MediaRefused(
        _(
            "« %(name)s », dans l’archive, n’a pas la taille ou le contenu annoncés :"
            " refaites l’archive, puis réessayez."
        )
        % {"name": shown(info.filename)}
    )
