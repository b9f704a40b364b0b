"""Files of challenges over HTTP: addresses that are signed and expire, and what they lead to.

An address is the right to read one file, for some hours: sandboxed frames send no cookie, and
pictures need none. It is made only for media of a document that was shown, in a session of a
release of that bank.
"""

import io
import time
from collections.abc import Mapping
from functools import lru_cache
from pathlib import PurePosixPath
from typing import Any

from django.core.signing import BadSignature, Signer
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from .reader import get_source
from .releases import ReleaseError, read_medium
from .rendering import MediaUrl
from .serving import serve_file, serve_simulator

#: An address is valid this long at least, and less than an hour more: within the hour it stays the
#: same, so that browsers need not fetch the file again.
ADDRESS_HOURS = 4
#: Whole archives kept in memory: a simulator asks for its files one by one.
_KEPT_ARCHIVES = 4


def addresses(request: HttpRequest, bank: str) -> MediaUrl:
    """What gives the media of documents of ``bank`` their addresses, absolute for this request."""

    def address(medium: Mapping[str, Any], path: str) -> str:
        # A simulator's pages may only reach what is under its own address: that needs its origin.
        return request.build_absolute_uri(
            reverse("runner:media", args=[_token(bank, medium), path or _last_part(medium["name"])])
        )

    return address


@require_safe
def serve(request: HttpRequest, token: str, path: str) -> HttpResponse:
    """The file that an address leads to; for a simulator, the file called ``path`` inside it."""
    try:
        bank, sha256, mime, name, role, expires = _signer().unsign_object(token)
    except (BadSignature, ValueError):
        raise Http404 from None
    if _hour() > expires:
        return HttpResponse(
            _("Cette adresse a expiré : rechargez la page de l'épreuve."),
            status=410,
            content_type="text/plain; charset=utf-8",
        )
    try:
        if role == "simulator":
            origin = request.build_absolute_uri(reverse("runner:media", args=[token, "x"]))[:-1]
            return serve_simulator(io.BytesIO(_archive(bank, sha256)), path, origin)
        data = read_medium(get_source(), bank, sha256)
    except ReleaseError as error:
        raise Http404 from error
    return serve_file(data, mime=mime, name=name, download=role != "illustration")


def _last_part(name: str) -> str:
    """What an address ends in: the file's name, for people; nothing is looked up by it."""
    return PurePosixPath(name).name.strip(".") or "fichier"


def _token(bank: str, medium: Mapping[str, Any]) -> str:
    what = (medium["sha256"], medium["mime"], medium["name"], medium["role"])
    return _signer().sign_object([bank, *what, _hour() + ADDRESS_HOURS])


def _signer() -> Signer:
    return Signer(salt="runner.media")


def _hour() -> int:
    return int(time.time()) // 3600


@lru_cache(maxsize=_KEPT_ARCHIVES)
def _archive(bank: str, sha256: str) -> bytes:
    return read_medium(get_source(), bank, sha256)
