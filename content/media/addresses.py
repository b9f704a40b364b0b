"""Addresses of drafts' files: a signed capability that expires, for frames that send no cookies."""

import time
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.core.signing import TimestampSigner, b62_encode
from django.urls import reverse

from ..models import MediaFile

#: Addresses made within so many seconds are the same one, so that a preview that is drawn again
#: finds its pictures in the browser's memory.
_STEP_SECONDS = 600


class _Signer(TimestampSigner):
    def timestamp(self) -> str:
        return b62_encode(int(time.time()) // _STEP_SECONDS * _STEP_SECONDS)


def address(media: MediaFile | Mapping[str, Any], path: str = "") -> str:
    """Where a browser finds ``media`` for about two hours; ``path`` names a file of a simulator.

    ``media`` is a row, or a medium of a document (its ``sha256`` is looked at): this is the
    ``media_url`` that rendering a draft asks for. Whoever has the address has the file: give it only
    to those who may read the draft.
    """
    sha256 = media.sha256 if isinstance(media, MediaFile) else media["sha256"]
    token = _signer().sign(sha256)
    return reverse("content:media-trial", kwargs={"token": token, "path": path})


def sha256_of(token: str) -> str:
    """The file that a token names.

    Raises ``django.core.signing.SignatureExpired`` for an old one, ``BadSignature`` for no token of
    ours (the first is a kind of the second).
    """
    return _signer().unsign(token, max_age=settings.ATELIER_MEDIA_ADDRESS_SECONDS)


def _signer() -> _Signer:
    return _Signer(salt="content.media.trial")
