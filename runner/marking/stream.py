"""Marking line by line: what ``python -m runner mark`` does."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from ..documents import Document, join
from .marking import mark
from .marks import Mark


class UnmarkableLine(ValueError):
    """A line that cannot be marked; its text is the code of the reason."""


def mark_lines(lines: Iterable[bytes]) -> Iterator[tuple[str, bool]]:
    """For each line of NDJSON: the line that answers it, and whether it could be marked.

    Lazy: one line is read for each that is answered; empty ones are passed over. What a line and
    its answer hold is described in docs/corriger.md.
    """
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            result, readable = _mark_line(line), True
        except UnmarkableLine as error:
            result = Mark("error", {"reason": str(error), "line": number})
            readable = False
        yield json.dumps({"outcome": result.outcome, "details": result.details}), readable


def _mark_line(line: bytes) -> Mark:
    try:
        request = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise UnmarkableLine("json") from None
    if not isinstance(request, dict):
        raise UnmarkableLine("json")
    if "response" not in request:
        raise UnmarkableLine("response")
    options: dict[str, Any] = {
        "locale": request.get("locale", "fr"),
        "profile": request.get("profile", "atelier"),
        "fallback": request.get("fallback", {}),
    }
    if not isinstance(options["locale"], str):
        raise UnmarkableLine("locale")
    if options["profile"] not in ("atelier", "pix"):
        raise UnmarkableLine("profile")
    if not isinstance(options["fallback"], dict):
        raise UnmarkableLine("fallback")
    document = _joined(request.get("document"))
    try:
        result = mark(document, request["response"], **options)
    except ValueError:
        raise UnmarkableLine("type") from None
    if result.details.get("reason") == "document":
        raise UnmarkableLine("document")
    return result


def _joined(document: Any) -> Document:
    """The joined document, which a line may also give as ``{"body": …, "key": …}``."""
    if not isinstance(document, dict):
        raise UnmarkableLine("document")
    if isinstance(document.get("key"), dict) and "body" not in document:
        return document
    try:
        return join(document["body"], document["key"])
    except (LookupError, TypeError, ValueError):
        raise UnmarkableLine("document") from None
