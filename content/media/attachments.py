"""The files beside an imported text: found inside their folders, checked, stored at the end."""

from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import Any

from django.core.files.base import ContentFile, File
from django.utils.translation import gettext as _

from formats.atelier_text import FileFacts, name_of

from ..models import MediaFile
from . import MediaRefused, accept, check
from .archives import pack


class Attachment:
    """One file of what is imported, checked and not stored yet."""

    def __init__(self, path: Path, name: str, role: str) -> None:
        """Check what is at ``path``; raises ``MediaRefused``, or ``OSError`` when it is unreadable."""
        self.path, self.name, self.role = path, name, role
        with self.opened() as upload:
            self.checked = check(upload, role)

    @property
    def facts(self) -> FileFacts:
        """What the document says of it."""
        return FileFacts(self.checked.sha256, self.checked.mime, self.checked.size)

    @property
    def row(self) -> MediaFile:
        """Its row: the stored one, or what ``accept`` will store."""
        stored = MediaFile.objects.filter(pk=self.checked.sha256).first()
        return stored or MediaFile(
            sha256=self.checked.sha256,
            mime=self.checked.mime,
            size=self.checked.size,
            name=self.checked.name,
        )

    def store(self, user: Any = None) -> None:
        """Keep its bytes."""
        with self.opened() as upload:
            accept(upload, self.role, user)

    def opened(self) -> File:
        """The file, to be closed; a folder is packed."""
        if self.path.is_dir():
            return ContentFile(pack(self.path), name=self.name)
        return File(self.path.open("rb"), name=self.name)


def attachment(path: str, role: str, folders: Sequence[Path]) -> Attachment:
    """The file that a text names ``path``, in the first of ``folders`` that has it.

    Raises ``MediaRefused`` with a sentence: it is not there, it leads out of its folder, or it is
    not fit for its role.
    """
    relative = PurePosixPath(path)
    if relative.is_absolute() or ".." in relative.parts or "\\" in path or "\0" in path:
        raise MediaRefused(
            _("« %(path)s » sort du dossier : mettez le fichier dans celui qui accompagne le texte.")
            % {"path": path.replace("\0", "")}
        )
    for folder in folders:
        found = folder / relative
        if not found.exists():
            continue
        if not _is_inside(found, folder):
            raise MediaRefused(
                _("« %(path)s » sort du dossier : mettez le fichier dans celui qui accompagne le texte.")
                % {"path": path}
            )
        if found.is_dir() and not path.endswith("/"):
            raise MediaRefused(
                _("« %(path)s » est un dossier : écrivez « %(path)s/ », il sera mis en archive.")
                % {"path": path}
            )
        try:
            return Attachment(found, name_of(path), role)
        except OSError as error:
            raise MediaRefused(
                _("« %(path)s » ne peut pas être lu (%(why)s).")
                % {"path": path, "why": error.strerror or error}
            ) from error
    raise MediaRefused(
        _("« %(path)s » n'est pas dans le dossier « %(folder)s » : ajoutez-le.")
        % {"path": path, "folder": folders[0].name}
    )


def _is_inside(found: Path, folder: Path) -> bool:
    """Whether ``found``, and all that it holds when it is a folder, is really under ``folder``."""
    root = folder.resolve()
    return all(path.resolve().is_relative_to(root) for path in _with_members(found))


def _with_members(found: Path) -> Iterator[Path]:
    yield found
    if found.is_dir():
        yield from found.rglob("*")
