"""Marking of one blank after the other: short answer, embed, cloze."""

from typing import Any

from ..documents import Document
from .keys import accepted, tolerances
from .marks import Mark, Profile
from .text import MAX_ANSWER, TypedAnswer, accepted_through


def mark_short_answer(
    document: Document, response: dict[str, Any], chain: list[str], profile: Profile
) -> Mark:
    """``response`` is ``{"blanks": {id: text}}`` with the one blank of a short answer or an embed."""
    given = response.get("blanks")
    if not isinstance(given, dict):
        return Mark("ko", {"reason": "malformed"})
    blank = document["blanks"][0]
    if not set(given) <= {blank["id"]}:
        return Mark("ko", {"reason": "unknown-blank"})
    variants = accepted(document, chain, "blanks", blank["id"])
    if not variants:
        return Mark("ko", {"reason": "no-solution"})
    detail = judge_text(document, blank, given.get(blank["id"]), variants, profile)
    details: dict[str, Any] = {"blanks": {blank["id"]: detail}}
    if "reason" in detail:
        details["reason"] = "empty" if detail["reason"] == "missing" else detail["reason"]
    return Mark("ok" if detail["ok"] else "ko", details)


def mark_cloze(
    document: Document, response: dict[str, Any], chain: list[str], profile: Profile
) -> Mark:
    """``response`` is ``{"blanks": {id: text or option}}``; right when every blank is.

    ``pix`` looks at the blanks of the response only, and a response that is no mapping of texts or
    names a blank without solution is an ``error``.
    """
    given = response.get("blanks")
    blanks = {blank["id"]: blank for blank in document["blanks"]}
    solutions = {id: _solution(document, blank, chain) for id, blank in blanks.items()}
    if not any(solutions.values()):
        return Mark("ko", {"reason": "no-solution"})
    if not isinstance(given, dict):
        return Mark("error" if profile == "pix" else "ko", {"reason": "malformed"})
    looked_at = list(blanks)
    if profile == "pix":
        looked_at = [id for id in blanks if id in given and solutions[id]]
        if len(looked_at) < len(given):
            return Mark("error", {"reason": "unknown-blank"})
        if not all(isinstance(value, str) for value in given.values()):
            return Mark("error", {"reason": "malformed"})
    elif not set(given) <= set(blanks):
        return Mark("ko", {"reason": "unknown-blank"})
    details = {}
    for id in looked_at:
        if blanks[id]["input"] == "menu":
            details[id] = _judge_menu(blanks[id], given.get(id), solutions[id])
        else:
            details[id] = judge_text(
                document, blanks[id], given.get(id), solutions[id], profile, cloze=True
            )
    right = all(detail["ok"] for detail in details.values())
    return Mark("ok" if right else "ko", {"blanks": details})


def judge_text(
    document: Document,
    blank: Document,
    answer: Any,
    variants: list[str],
    profile: Profile,
    *,
    cloze: bool = False,
) -> dict[str, Any]:
    """The detail of a typed ``answer`` to ``blank``: ``ok``, ``through``, perhaps ``reason``."""
    reason = unreadable(answer, profile) or ("" if variants else "no-solution")
    if reason:
        return {"ok": False, "through": [], "reason": reason}
    through = accepted_through(
        TypedAnswer(answer, profile),
        variants,
        tolerances(document, blank["id"]),
        # In a text with blanks the consumer of Pix never compares numbers.
        number=blank.get("format") == "number" and not (cloze and profile == "pix"),
        cloze=cloze,
    )
    return {"ok": through is not None, "through": through or []}


def unreadable(answer: Any, profile: Profile) -> str:
    """Why ``answer`` cannot be compared at all, "" when it can."""
    if answer is None:
        return "missing"
    if not isinstance(answer, str):
        return "malformed"
    return "too-long" if profile == "atelier" and len(answer) > MAX_ANSWER else ""


def _solution(document: Document, blank: Document, chain: list[str]) -> list[str]:
    if blank["input"] == "menu":
        options: list[str] = document["key"]["blanks"].get(blank["id"], {}).get("correct", [])
        return options
    return accepted(document, chain, "blanks", blank["id"])


def _judge_menu(blank: Document, answer: Any, correct: list[str]) -> dict[str, Any]:
    """A menu is exact: one of the right options, no tolerance."""
    detail: dict[str, Any] = {"ok": isinstance(answer, str) and answer in correct, "through": []}
    if answer is None or answer == "":
        detail["reason"] = "missing"
    elif not isinstance(answer, str):
        detail["reason"] = "malformed"
    elif answer not in blank["options"]:
        detail = {"ok": False, "through": [], "reason": "unknown-option"}
    elif not correct:
        detail["reason"] = "no-solution"
    return detail
