"""From a joined document and a response to a mark."""

from collections.abc import Callable, Mapping
from typing import Any

from ..documents import Document, resolve
from .choices import mark_choices
from .marks import Mark, Profile
from .text import mark_short_answer

_Marker = Callable[[Document, Document, dict[str, Any], Profile], Mark]

_MARKERS: dict[str, _Marker] = {
    "single_choice": mark_choices,
    "multiple_choice": mark_choices,
    "short_answer": mark_short_answer,
}


def mark(
    document: Document,
    response: Any,
    locale: str = "fr",
    profile: Profile = "atelier",
    fallback: Mapping[str, str] = {},
) -> Mark:
    """Mark ``response`` against the joined ``document`` in ``locale``, inherited by ``fallback``.

    A response of a wrong shape gets the outcome ``ko``, never an exception. Raises ``ValueError``
    for a document whose type cannot be marked.
    Source of the rules: PIX_CONTRACT.md §3.
    """
    marker = _MARKERS.get(document["type"])
    if marker is None:
        raise ValueError(f"no marking for type {document['type']!r}")
    if not isinstance(response, dict):
        return Mark("ko", {"reason": "malformed"})
    if response.get("given_up") is True:
        return Mark("aband")
    result = marker(document, resolve(document, locale, fallback), response, profile)
    if result.outcome != "ok":
        return result
    remaining = response.get("remaining")
    if isinstance(remaining, (int, float)) and not isinstance(remaining, bool) and remaining < 0:
        return Mark("timedout", result.details)
    if document.get("focus") and response.get("left_focus") is True:
        return Mark("focusedOut", result.details)
    return result
