"""Marking of typed answers."""

import re
from decimal import Decimal
from typing import Any

from ..documents import Document
from .marks import Mark, Profile
from .treatments import normalise, treat, typed_alike

#: Longer answers are wrong without being compared: nobody types them, and comparing costs.
MAX_ANSWER = 10_000
_NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?")


def mark_short_answer(
    document: Document, resolved: Document, response: dict[str, Any], profile: Profile
) -> Mark:
    """``response`` is ``{"blanks": {id: text}}`` with the one blank of a ``short_answer``."""
    given = response.get("blanks")
    if not isinstance(given, dict):
        return Mark("ko", {"reason": "malformed"})
    blank = document["blanks"][0]
    if set(given) - {blank["id"]}:
        return Mark("ko", {"reason": "unknown-blank"})
    answer = given.get(blank["id"])
    variants = [line for line in resolved["key"].get("blanks", {}).get(blank["id"], []) if line]
    if not variants:
        return Mark("ko", {"reason": "no-solution"})
    if not isinstance(answer, str) or (profile == "atelier" and len(answer) > MAX_ANSWER):
        return Mark("ko", {"reason": "malformed"})
    tolerances = document["key"]["blanks"][blank["id"]].get("tolerances", [])
    through = accepted_through(
        answer, variants, tolerances, profile, number=blank.get("format") == "number"
    )
    detail = {"ok": through is not None, "through": through or []}
    return Mark("ko" if through is None else "ok", {"blanks": {blank["id"]: detail}})


def accepted_through(
    answer: str,
    variants: list[str],
    tolerances: list[str],
    profile: Profile,
    *,
    number: bool = False,
) -> list[str] | None:
    """The tolerances that were needed to accept ``answer`` ([] for none), or None when refused."""
    answer = normalise(answer, profile)
    if profile == "atelier":
        variants = [normalise(variant, profile) for variant in variants]
    if number:
        values = [as_number(text, profile) for text in [answer, *variants]]
        if all(value is not None for value in values):
            return [] if values[0] in values[1:] else None
    if answer in variants:
        return []
    applied: list[str] = []
    for tolerance in ("case", "punctuation"):
        if tolerance in tolerances:
            applied.append(tolerance)
            if treat(answer, applied, profile) in {treat(v, applied, profile) for v in variants}:
                return applied if _is_something(answer, applied, profile) else None
    if "typing" in tolerances and typed_alike(
        treat(answer, applied, profile), [treat(v, applied, profile) for v in variants]
    ):
        return [*applied, "typing"] if _is_something(answer, applied, profile) else None
    return None


def as_number(text: str, profile: Profile = "atelier") -> Decimal | None:
    """The value of a number as people type it, or None: first comma a point, first space dropped."""
    if profile == "atelier":
        text = text.strip()  # at Pix a leading space is the one that is dropped
    candidate = text.replace(",", ".", 1).replace(" ", "", 1).strip()
    return Decimal(candidate) if _NUMBER.fullmatch(candidate) else None


def _is_something(answer: str, applied: list[str], profile: Profile) -> bool:
    # In atelier an answer that a tolerance empties ("…" without punctuation) never matches.
    return profile == "pix" or bool(treat(answer, applied, profile).strip())
