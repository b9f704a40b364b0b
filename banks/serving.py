"""Answers of the API: exact bytes with an ETag, and streams of documents."""

import json
from collections.abc import Iterator
from itertools import islice
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response

from content.canonical import canonical_bytes, sha256_hex
from content.models import StoredObject
from runner.documents import join

from .enums import Scope
from .manifests import read_entries
from .models import Manifest, Release, ReleaseEntry

IMMUTABLE = "private, max-age=31536000, immutable"
REVALIDATE = "private, no-cache"
CHUNK = 200


def not_modified(request: HttpRequest, sha256: str, cache: str) -> HttpResponseBase | None:
    """304 when the client has what ``sha256`` names already; None when the body is needed."""
    response = get_conditional_response(request, etag=f'"{sha256}"')
    if response is not None:
        _cache_headers(response, sha256, cache)
    return response


def bytes_response(
    request: HttpRequest,
    data: bytes,
    sha256: str,
    cache: str,
    content_type: str = "application/json",
) -> HttpResponseBase:
    """``data`` exactly, with its hash as ETag; 304 when the client has it."""
    cached = not_modified(request, sha256, cache)
    if cached is not None:
        return cached
    response = HttpResponse(data, content_type=content_type)
    _cache_headers(response, sha256, cache)
    return response


def document_response(request: HttpRequest, document: Any, cache: str) -> HttpResponseBase:
    """A JSON document in its canonical bytes."""
    data = canonical_bytes(document)
    return bytes_response(request, data, sha256_hex(data), cache)


def object_is_named(bank_id: int, sha256: str, scope: Scope) -> bool:
    """Whether a release of the bank names the object in ``scope`` (engine reads the player's)."""
    scopes = [Scope.PLAYER, Scope.ENGINE] if scope == Scope.ENGINE else [Scope.PLAYER]
    return ReleaseEntry.objects.filter(
        release__bank_id=bank_id, sha256=sha256, scope__in=scopes
    ).exists()


def items(release: Release, scope: Scope) -> Iterator[bytes]:
    """The challenges of a release as NDJSON lines; for ``engine`` each joined with its key."""
    manifest = Manifest.objects.get(release=release, scope=scope)
    entries = iter(
        entry
        for entry in read_entries(bytes(manifest.body))
        if entry["kind"] == "challenge" and "withdrawn" not in entry
    )
    while chunk := list(islice(entries, CHUNK)):
        hashes = [entry["sha256"] for entry in chunk]
        hashes += [entry["key"]["sha256"] for entry in chunk if "key" in entry]
        found = {
            row.sha256: json.loads(bytes(row.body))
            for row in StoredObject.objects.filter(sha256__in=hashes)
        }
        for entry in chunk:
            document = found[entry["sha256"]]
            if "key" in entry:
                document = join(document, found[entry["key"]["sha256"]])
            yield canonical_bytes(document) + b"\n"


def _cache_headers(response: HttpResponseBase, sha256: str, cache: str) -> None:
    response["ETag"] = f'"{sha256}"'
    response["Cache-Control"] = cache
    response["Vary"] = "Authorization"
