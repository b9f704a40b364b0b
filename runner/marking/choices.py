"""Marking of single and multiple choice: the same set, any order, no partial credit."""

from typing import Any

from ..documents import Document
from .marks import Mark, Profile


def mark_choices(
    document: Document, resolved: Document, response: dict[str, Any], profile: Profile
) -> Mark:
    """``response`` is ``{"choices": [ids]}``; right when it names exactly the right choices."""
    given = response.get("choices")
    if not isinstance(given, list) or not all(isinstance(item, str) for item in given):
        return Mark("ko", {"reason": "malformed"})
    known = {choice["id"] for choice in document["choices"]}
    if not set(given) <= known:
        return Mark("ko", {"reason": "unknown-choice"})
    right = set(document["key"]["choices"])
    if not right:
        return Mark("ko", {"reason": "no-solution"})
    if document["type"] == "single_choice" and len(given) != 1:
        return Mark("ko", {"reason": "one-choice"} if given else {"reason": "empty"})
    return Mark("ok" if set(given) == right else "ko")
