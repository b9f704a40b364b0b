"""From a joined document and a response to a mark."""

from collections.abc import Callable, Mapping
from typing import Any

from ..documents import Document, locale_chain
from .blanks import mark_cloze, mark_short_answer
from .choices import mark_choices, mark_matching, mark_ordering
from .marks import Mark, Profile
from .pool import mark_pool

_Marker = Callable[[Document, dict[str, Any], list[str], Profile], Mark]

#: Types whose answers a locale may change; the others are right or wrong in every locale alike.
_TEXT_MARKERS: dict[str, _Marker] = {
    "short_answer": mark_short_answer,
    "embed": mark_short_answer,
    "cloze": mark_cloze,
    "cloze_pool": mark_pool,
}
_MARKERS: dict[str, _Marker] = {
    "single_choice": mark_choices,
    "multiple_choice": mark_choices,
    "ordering": mark_ordering,
    "matching": mark_matching,
    **_TEXT_MARKERS,
}


def mark(
    document: Document,
    response: Any,
    locale: str = "fr",
    profile: Profile = "atelier",
    fallback: Mapping[str, str] = {},
) -> Mark:
    """Mark ``response`` against the joined ``document`` in ``locale``, inherited by ``fallback``.

    Whatever JSON the response is, there is an outcome: one of a wrong shape is ``ko`` (``error`` in
    ``pix`` where the consumer of Pix fails on it). So it is with a document that lacks what its type
    needs, which no valid one does: ``error`` with the reason ``document``. Raises ``ValueError`` for
    a type or a profile that does not exist. Source of the rules: PIX_CONTRACT.md §3.
    """
    marker = _MARKERS.get(str(document.get("type")))
    if marker is None:
        raise ValueError(f"no marking for type {document.get('type')!r}")
    if profile not in ("atelier", "pix"):
        raise ValueError(f"no profile {profile!r}")
    if not isinstance(response, dict):
        return Mark("ko", {"reason": "malformed"})
    if response.get("given_up") is True:
        return Mark("aband")
    try:
        chain = (
            locale_chain(document, locale, fallback) if document["type"] in _TEXT_MARKERS else []
        )
        result = marker(document, response, chain, profile)
    except (AttributeError, LookupError, TypeError, ValueError):
        return Mark("error", {"reason": "document"})
    return _with_circumstances(result, document, response)


def _with_circumstances(result: Mark, document: Document, response: dict[str, Any]) -> Mark:
    """A right answer does not count when it came late, or when a focused challenge was left."""
    if result.outcome != "ok":
        return result
    remaining = response.get("remaining")
    if isinstance(remaining, (int, float)) and not isinstance(remaining, bool) and remaining < 0:
        return Mark("timedout", result.details)
    if document.get("focus") and response.get("left_focus") is True:
        return Mark("focusedOut", result.details)
    return result
