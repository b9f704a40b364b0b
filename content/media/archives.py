"""Archives of files: simulators, archives to download, and how ours are packed."""

import io
import zipfile
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import BinaryIO

import filetype
from django.utils.translation import gettext as _

from .errors import MediaRefused, shown
from .kinds import DOWNLOADS, ZIP, is_text
from .ziparchive import Bounds, Member, list_members, read_member

# One file at most as long as runner.serving gives away.
SIMULATOR_BOUNDS = Bounds(files=500, expanded=60 * 10**6, member=20 * 10**6)
DOWNLOAD_BOUNDS = Bounds(files=500, expanded=200 * 10**6, member=200 * 10**6)
#: The page that a simulator opens with.
ENTRY = "index.html"

#: Endings of a simulator's text files: they must be UTF-8.
_TEXTS = frozenset({"html", "htm", "css", "js", "mjs", "json", "svg", "txt", "csv"})
#: Endings of its other files, with what the library calls such content.
_MARKED = {
    "png": {"png", "apng"}, "jpg": {"jpg"}, "jpeg": {"jpg"}, "gif": {"gif"}, "webp": {"webp"},
    "avif": {"avif"}, "ico": {"ico"}, "woff": {"woff"}, "woff2": {"woff2"}, "mp3": {"mp3"},
    "ogg": {"ogg"}, "wav": {"wav"}, "mp4": {"mp4", "m4v"}, "webm": {"webm", "mkv"}, "pdf": {"pdf"},
}  # fmt: skip
#: What systems add to archives without being asked; of no use and harmless.
_CLUTTER = frozenset({".ds_store", "thumbs.db", "desktop.ini"})
#: The oldest time that a zip can hold: packing the same files twice gives the same bytes.
_EPOCH = (1980, 1, 1, 0, 0, 0)


def check_simulator(file: BinaryIO) -> None:
    """Raise ``MediaRefused`` unless ``file`` is an archive of a web page and what it needs.

    ``index.html`` at its root, known endings whose content is what they say, text in UTF-8, and all
    that ``ziparchive`` refuses.
    """
    members = list_members(file, SIMULATOR_BOUNDS)
    useful = [member for member in members if not _is_clutter(member.name)]
    _check_entry_page(useful)
    for member in useful:
        if member.extension not in _TEXTS and member.extension not in _MARKED:
            raise MediaRefused(
                _(
                    "« %(name)s » n’a pas sa place dans un simulateur : gardez les pages, styles,"
                    " scripts, images, polices, sons et vidéos."
                )
                % {"name": shown(member.name)}
            )
    for member in members:
        pieces = read_member(file, member)
        if member in useful:
            _check_content(member, pieces)
        for _rest in pieces:
            pass  # to the end: the length and the checksum are held against the content


def check_download(file: BinaryIO) -> None:
    """Raise ``MediaRefused`` unless an archive to download holds only types that may be offered."""
    allowed = {ending for kind in DOWNLOADS if kind is not ZIP for ending in kind.extensions}
    members = list_members(file, DOWNLOAD_BOUNDS)
    for member in members:
        if not _is_clutter(member.name) and member.extension not in allowed:
            raise MediaRefused(
                _(
                    "« %(name)s » n’a pas sa place dans une archive à télécharger : gardez %(allowed)s."
                )
                % {"name": shown(member.name), "allowed": ", ".join(sorted(allowed))}
            )
    for member in members:
        for _piece in read_member(file, member):
            pass


def pack(directory: Path | str) -> bytes:
    """The zip of a folder's files, the same bytes for the same files on every machine.

    Names are sorted, times fixed, hidden files left out; nothing but regular files is packed.
    """
    root = Path(directory)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for path in sorted(root.rglob("*"), key=lambda row: row.relative_to(root).as_posix()):
            relative = path.relative_to(root)
            if not path.is_file() or any(part.startswith(".") for part in relative.parts):
                continue
            info = zipfile.ZipInfo(relative.as_posix(), _EPOCH)
            info.create_system = 3  # Unix everywhere, or the bytes depend on the machine
            info.external_attr = 0o100644 << 16
            # Stored: what zlib makes of the same bytes changes with its version.
            archive.writestr(info, path.read_bytes(), zipfile.ZIP_STORED)
    return packed.getvalue()


def _check_entry_page(members: list[Member]) -> None:
    names = {member.name for member in members}
    if ENTRY in names:
        return
    folders = sorted(name.removesuffix("/" + ENTRY) for name in names if name.endswith("/" + ENTRY))
    if folders and all(name.startswith(folders[0] + "/") for name in names):
        raise MediaRefused(
            _(
                "index.html est dans le dossier « %(folder)s » de l’archive. Ouvrez ce dossier,"
                " sélectionnez tout son contenu, et zippez cela plutôt que le dossier."
            )
            % {"folder": shown(folders[0])}
        )
    raise MediaRefused(
        _("L’archive ne contient pas de page « index.html » à sa racine : c’est elle qui s’ouvre.")
    )


def _check_content(member: Member, pieces: Iterator[bytes]) -> None:
    """The content is what the ending says; leaves ``pieces`` partly read."""
    if member.extension in _TEXTS:
        if not is_text(pieces):
            raise MediaRefused(
                _("« %(name)s », dans l’archive, n’est pas du texte UTF-8 : enregistrez-le ainsi.")
                % {"name": shown(member.name)}
            )
        return
    head = next(chain(pieces, [b""]), b"")
    guess = filetype.guess(head)
    if guess is None or guess.extension not in _MARKED[member.extension]:
        raise MediaRefused(
            _("« %(name)s », dans l’archive, n’est pas ce que son nom dit : remplacez-le.")
            % {"name": shown(member.name)}
        )


def _is_clutter(name: str) -> bool:
    return name.startswith("__MACOSX/") or name.rsplit("/", 1)[-1].lower() in _CLUTTER
