"""Marking of what is chosen: single and multiple choice, ordering, matching. No partial credit."""

from collections import defaultdict
from typing import Any, TypeGuard

from ..documents import Document
from .marks import Mark, Profile


def mark_choices(
    document: Document, response: dict[str, Any], chain: list[str], profile: Profile
) -> Mark:
    """``response`` is ``{"choices": [ids]}``; right when it names exactly the right choices."""
    given = response.get("choices")
    if not _are_texts(given):
        return Mark("ko", {"reason": "malformed"})
    chosen = set(given)
    if not chosen <= {choice["id"] for choice in document["choices"]}:
        return Mark("ko", {"reason": "unknown-choice"})
    right = set(document["key"]["choices"])
    if not right:
        return Mark("ko", {"reason": "no-solution"})
    if not chosen:
        return Mark("ko", {"reason": "empty"})
    if document["type"] == "single_choice" and len(given) != 1:
        return Mark("ko", {"reason": "one-choice"})
    return Mark("ok" if chosen == right else "ko")


def mark_ordering(
    document: Document, response: dict[str, Any], chain: list[str], profile: Profile
) -> Mark:
    """``response`` is ``{"order": [ids]}``; right when it is the key's order, whole."""
    given = response.get("order")
    if not _are_texts(given):
        return Mark("ko", {"reason": "malformed"})
    if not set(given) <= {choice["id"] for choice in document["choices"]}:
        return Mark("ko", {"reason": "unknown-choice"})
    right = document["key"]["order"]
    if not right or not given:
        return Mark("ko", {"reason": "empty" if right else "no-solution"})
    if len(given) != len(set(given)):
        return Mark("ko", {"reason": "malformed"})
    places = {choice: place for place, choice in enumerate(right)}
    order = [{"id": id, "ok": places.get(id) == place} for place, id in enumerate(given)]
    return Mark("ok" if given == right else "ko", {"order": order})


def mark_matching(
    document: Document, response: dict[str, Any], chain: list[str], profile: Profile
) -> Mark:
    """``response`` is ``{"pairs": [[source, target]]}``; right when it is the key's set of pairs."""
    given = response.get("pairs")
    if not isinstance(given, list) or not all(_are_texts(p) and len(p) == 2 for p in given):
        return Mark("ko", {"reason": "malformed"})
    sides = {choice["id"]: choice["side"] for choice in document["choices"]}
    for source, target in given:
        if (sides.get(source), sides.get(target)) != ("source", "target"):
            return Mark("ko", {"reason": "unknown-choice"})
    right = _targets(document["key"]["pairs"])
    if not right or not given:
        return Mark("ko", {"reason": "empty" if right else "no-solution"})
    chosen = _targets(given)
    pairs = [
        {"source": id, "targets": sorted(chosen[id]), "ok": chosen[id] == right[id]}
        for id, side in sides.items()
        if side == "source"
    ]
    return Mark("ok" if all(pair["ok"] for pair in pairs) else "ko", {"pairs": pairs})


def _targets(pairs: list[list[str]]) -> dict[str, set[str]]:
    """The targets of each source; none for a source that no pair has."""
    targets: dict[str, set[str]] = defaultdict(set)
    for source, target in pairs:
        targets[source].add(target)
    return targets


def _are_texts(value: Any) -> TypeGuard[list[str]]:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)
