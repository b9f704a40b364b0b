"""Answers that carry files of challenges: one place decides their headers.

The addresses that lead here are capabilities (signed, expiring): sandboxed frames send no cookie,
so whoever has the address has the file. Whoever serves checks the capability first.
"""

import lzma
import zipfile
import zlib
from io import BytesIO
from pathlib import PurePosixPath
from typing import BinaryIO

from django.http import FileResponse, Http404, HttpResponse
from django.utils.http import content_disposition_header

#: Shown in the page; anything else is offered for download whatever the caller says.
INLINE = {"image/png", "image/jpeg", "image/gif", "image/webp", "image/avif", "image/svg+xml"}
#: The address of a file is another one as soon as its bytes are: a browser need not ask again.
CACHE = "private, max-age=14400, immutable"
#: One file of a simulator, expanded: an archive's own figures are not believed.
MAX_MEMBER = 20 * 2**20

#: What zipfile raises: no such name, encrypted, unknown method, damaged at any depth.
_UNREADABLE = (
    KeyError, OSError, RuntimeError, EOFError, ValueError, zipfile.BadZipFile, zlib.error,
    lzma.LZMAError,
)  # fmt: skip

_MEMBER_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".htm": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".txt": "text/plain; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".avif": "image/avif",
    ".ico": "image/x-icon",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
    ".mp3": "audio/mpeg",
    ".ogg": "audio/ogg",
    ".wav": "audio/wav",
    ".mp4": "video/mp4",
    ".webm": "video/webm",
    ".pdf": "application/pdf",
}


def serve_file(data: bytes | BinaryIO, *, mime: str, name: str, download: bool) -> HttpResponse:
    """The file, shown when it is a picture and ``download`` is false, offered under ``name`` else.

    ``data`` is the whole file; a file object is streamed and closed by the answer. A picture that
    is opened by itself (an SVG) runs nothing: its answer is sandboxed.
    """
    stream = BytesIO(data) if isinstance(data, bytes) else data
    attachment = download or mime not in INLINE
    # FileResponse streams: an HttpResponse by interface, not by class.
    response: HttpResponse = FileResponse(stream, content_type=mime)  # type: ignore[assignment]
    disposition = content_disposition_header(attachment, name)
    if disposition:
        response["Content-Disposition"] = disposition
    response["Content-Security-Policy"] = (
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'; sandbox"
    )
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return _private(response)


def serve_simulator(archive: BinaryIO, path: str, origin: str) -> HttpResponse:
    """The file called ``path`` in a simulator's zip ``archive``, in a sandbox of its own.

    ``origin`` is where the simulator may load from: scheme and host, or better the address of its
    own directory ("https://host/media/token/"), so that it reaches nothing else of the site. The
    page gets an opaque origin: no cookie, no storage, no form that leaves, nothing from elsewhere.
    Names are looked up as they are in the archive, so no path leads out of it. Raises ``Http404``
    for a file that is not there, cannot be read or expands beyond ``MAX_MEMBER``.
    """
    data = _member(archive, path)
    content_type = _MEMBER_TYPES.get(PurePosixPath(path).suffix.lower(), "application/octet-stream")
    response = HttpResponse(data, content_type=content_type)
    # The origin by name: not every browser lets 'self' match in a document of opaque origin.
    response["Content-Security-Policy"] = (
        "sandbox allow-scripts allow-forms; "
        f"default-src {_source(origin)} data: blob: 'unsafe-inline'; "
        "object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
    )
    # For an opaque origin its own files come from elsewhere: «same-origin» would refuse them, and
    # modules, fonts and fetch ask with «Origin: null».
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    response["Access-Control-Allow-Origin"] = "*"
    return _private(response)


def _member(archive: BinaryIO, path: str) -> bytes:
    try:
        with zipfile.ZipFile(archive) as opened, opened.open(opened.getinfo(path)) as member:
            data = member.read(MAX_MEMBER + 1)
    except _UNREADABLE as error:
        raise Http404("no such file in the simulator") from error
    if len(data) > MAX_MEMBER or path.endswith("/"):
        raise Http404("no such file in the simulator")
    return data


def _source(origin: str) -> str:
    """``origin`` as one source of a policy. Raises ``ValueError`` for what would say more."""
    if not origin.startswith(("https://", "http://")) or any(c in origin for c in " \t\r\n;,'\""):
        raise ValueError(f"not an origin: {origin!r}")
    return origin


def _private(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = CACHE
    response["X-Content-Type-Options"] = "nosniff"
    # The address is the right to read: it is told to nobody.
    response["Referrer-Policy"] = "no-referrer"
    return response
