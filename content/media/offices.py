"""Office documents: zip files whose members tell what they are; none with macros."""

from typing import BinaryIO

from django.utils.translation import gettext as _

from .errors import MediaRefused
from .kinds import DOCX, ODP, ODS, ODT, PPTX, XLSX, ZIP, Kind
from .ziparchive import Bounds, Member, list_members, read_member, read_small

BOUNDS = Bounds(files=5000, expanded=300 * 10**6, member=300 * 10**6, ratio=1000)
_MAIN_PART = {"word/document.xml": DOCX, "xl/workbook.xml": XLSX, "ppt/presentation.xml": PPTX}
_BY_MIMETYPE = {kind.mime: kind for kind in (ODT, ODS, ODP)}
#: ECMA-376 part names and OpenDocument folders that hold programs.
_MACRO_PARTS = frozenset({"vbaproject.bin", "vbadata.xml", "vbaprojectsignature.bin"})
_MACRO_FOLDERS = ("basic/", "scripts/")


def recognise_package(file: BinaryIO) -> Kind:
    """Which office document a zip is; ``ZIP`` when it is none.

    Raises ``MediaRefused`` for an archive whose directory is broken or lies.
    """
    members = {member.name: member for member in list_members(file, BOUNDS)}
    if "[Content_Types].xml" in members:
        for name, kind in _MAIN_PART.items():
            if name in members:
                return kind
    if "mimetype" in members and "META-INF/manifest.xml" in members:
        mimetype = read_small(file, members["mimetype"], 200).decode("ascii", "replace").strip()
        return _BY_MIMETYPE.get(mimetype, ZIP)
    return ZIP


def check_document(file: BinaryIO) -> None:
    """Raise ``MediaRefused`` for an office document with macros, or whose members lie."""
    members = list_members(file, BOUNDS)
    if any(_holds_program(member) for member in members) or _declares_macros(file, members):
        raise MediaRefused(
            _(
                "Ce document contient des macros (programmes) : enregistrez-le sans macros, puis réessayez."
            )
        )
    for member in members:
        for _piece in read_member(file, member):
            pass


def _holds_program(member: Member) -> bool:
    name = member.name.lower()
    return name.rsplit("/", 1)[-1] in _MACRO_PARTS or name.startswith(_MACRO_FOLDERS)


def _declares_macros(file: BinaryIO, members: list[Member]) -> bool:
    for member in members:
        if member.name == "[Content_Types].xml":
            return b"macroenabled" in read_small(file, member, 2 * 10**6).lower()
    return False
