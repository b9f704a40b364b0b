"""Files of every kind, good and bad, as uploads."""

import io
import struct
import zipfile

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30">{}</svg>'
PAGE = b"<!doctype html><html lang=fr><title>Essai</title><p>Bonjour \xc3\xa9lan</p></html>"


def upload(data, name):
    """An upload of ``data`` under ``name``."""
    return SimpleUploadedFile(name, data if isinstance(data, bytes) else data.encode())


def picture(kind="PNG", size=(40, 30), colour="teal", **options):
    """Bytes of a picture."""
    file = io.BytesIO()
    Image.new("RGB", size, colour).save(file, kind, **options)
    return file.getvalue()


def located_photo():
    """A JPEG that says where it was taken (the middle of the Atlantic), turned by a quarter."""
    exif = Image.Exif()
    exif.get_ifd(0x8825).update({1: "N", 2: (30.0, 0.0, 0.0), 3: "W", 4: (40.0, 0.0, 0.0)})
    return picture("JPEG", exif=exif)


def archive(members, method=zipfile.ZIP_DEFLATED):
    """A zip of ``members``: name or ZipInfo, and content; in that order."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as packed:
        for name, content in members:
            if isinstance(name, zipfile.ZipInfo):
                packed.writestr(name, content, method)
            else:
                packed.writestr(name, content)
    return file.getvalue()


def simulator(*more):
    """A small simulator, and what is added to it."""
    return archive(
        [("index.html", PAGE), ("style.css", b"p{color:teal}"), ("plan.png", picture()), *more]
    )


def docx(*more, main="word/document.xml", types=b"<Types/>"):
    """What is needed for an office document to be taken for one."""
    return archive([("[Content_Types].xml", types), (main, b"<document/>"), *more])


def odt(*more):
    """The same for OpenDocument."""
    return archive(
        [
            ("mimetype", b"application/vnd.oasis.opendocument.text"),
            ("META-INF/manifest.xml", b"<manifest/>"),
            ("content.xml", b"<content/>"),
            *more,
        ]
    )


def link(name, target):
    """An entry that is a symbolic link."""
    info = zipfile.ZipInfo(name)
    info.create_system = 3
    info.external_attr = 0o120777 << 16
    return info, target


def patched(data, name, *, size=None, crc=None, flags=None):
    """``data`` (a zip) with what its headers say of ``name`` changed, in both places."""
    data = bytearray(data)
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as packed:
        info = packed.getinfo(name)
        central = packed.start_dir
    while struct.unpack_from("<L", data, central + 42)[0] != info.header_offset:
        lengths = struct.unpack_from("<3H", data, central + 28)
        central += 46 + sum(lengths)
    for start, flags_at, crc_at, size_at in (
        (info.header_offset, 6, 14, 22),
        (central, 8, 16, 24),
    ):
        if flags is not None:
            struct.pack_into("<H", data, start + flags_at, flags)
        if crc is not None:
            struct.pack_into("<L", data, start + crc_at, crc)
        if size is not None:
            struct.pack_into("<L", data, start + size_at, size)
    return bytes(data)
