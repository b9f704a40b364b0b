"""Public answers in JSON: exact bytes, an ETag, readable from any site."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag

from content.canonical import sha256_hex

CONTENT_TYPE = "application/json; charset=utf-8"


def json_bytes(payload: Any) -> bytes:
    """``payload`` as JSON in UTF-8, members in their order."""
    return json.dumps(payload, ensure_ascii=False, separators=(",", ":")).encode()


def answer(request: HttpRequest, data: bytes) -> HttpResponseBase:
    """``data`` exactly, with its sha256 as ETag; 304 when the client has it."""
    etag = quote_etag(sha256_hex(data))
    response = get_conditional_response(request, etag=etag)
    if response is None:
        response = HttpResponse(data, content_type=CONTENT_TYPE)
    response["ETag"] = etag
    response["Cache-Control"] = "public, no-cache"
    return opened(response)


def refusal(payload: Any, status: int) -> HttpResponseBase:
    """An answer other than success."""
    return opened(HttpResponse(json_bytes(payload), content_type=CONTENT_TYPE, status=status))


def opened(response: HttpResponseBase) -> HttpResponseBase:
    """``response``, readable by scripts of every site: it says nothing that is not public."""
    response["Access-Control-Allow-Origin"] = "*"
    return response
