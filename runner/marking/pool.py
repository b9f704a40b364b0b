"""Marking of a text whose blanks draw on groups: each answer takes one group, no group twice."""

from typing import Any

from ..documents import Document
from .blanks import unreadable
from .keys import accepted, tolerances
from .marks import Mark, Profile
from .text import TypedAnswer, accepted_through

#: For an answer: the tolerances that each group that has it needs, by group.
_Through = dict[str, list[str]]


def mark_pool(
    document: Document, response: dict[str, Any], chain: list[str], profile: Profile
) -> Mark:
    """``response`` is ``{"blanks": {id: text}}`` in the order of answering.

    Right when every answer has a group of its own. ``atelier`` wants an answer in every blank and
    finds the groups whatever their order; in ``pix`` each answer takes the first free group that
    has it, blanks without an answer are not looked at, and names of blanks do not count.
    """
    given = response.get("blanks")
    groups = {id: accepted(document, chain, "groups", id) for id in document["key"]["groups"]}
    blanks = {blank["id"]: blank for blank in document["blanks"]}
    if not any(groups.values()) or not blanks:
        return Mark("ko", {"reason": "no-solution"})
    if not isinstance(given, dict):
        return Mark("error" if profile == "pix" else "ko", {"reason": "malformed"})
    if profile == "pix":
        return _mark_in_order(document, given, blanks, groups)
    if not set(given) <= set(blanks):
        return Mark("ko", {"reason": "unknown-blank"})
    reasons = {id: unreadable(given.get(id), profile) for id in blanks}
    through = {
        id: {} if reasons[id] else _through(document, blank, given[id], groups, profile)
        for id, blank in blanks.items()
    }
    taken = best_matching(through)
    details = {id: _detail(taken.get(id), through[id], reasons[id]) for id in blanks}
    return Mark("ok" if len(taken) == len(blanks) else "ko", {"blanks": details})


def best_matching(through: dict[str, _Through]) -> dict[str, str]:
    """As many blanks as possible with a group each: ``{blank: group}``.

    Maximum bipartite matching by augmenting paths (Kuhn 1955), blanks in order; of the groups that
    have an answer, those that need fewest tolerances are tried first.
    """
    wanted = {
        blank: [group for group, needed in sorted(groups.items(), key=lambda item: len(item[1]))]
        for blank, groups in through.items()
    }
    holder: dict[str, str] = {}

    def place(blank: str, seen: set[str]) -> bool:
        for group in wanted[blank]:
            if group not in seen:
                seen.add(group)
                if group not in holder or place(holder[group], seen):
                    holder[group] = blank
                    return True
        return False

    for blank in wanted:
        place(blank, set())
    return {blank: group for group, blank in holder.items()}


def _mark_in_order(
    document: Document,
    given: dict[str, Any],
    blanks: dict[str, Document],
    groups: dict[str, list[str]],
) -> Mark:
    """Pix's way: the first free group, in the order of answering."""
    if not given:
        return Mark("ko", {"reason": "empty"})
    if not all(isinstance(value, str) for value in given.values()):
        return Mark("error", {"reason": "malformed"})
    if len(given) > len(groups):
        return Mark("ko", {"reason": "too-many-answers"})
    free = dict(groups)
    first = document["blanks"][0]
    details = {}
    for id, answer in given.items():
        found = _through(document, blanks.get(id, first), answer, free, "pix", enough=1)
        group = next(iter(found), None)
        details[id] = _detail(group, found)
        if group is not None:
            del free[group]
    right = all(detail["ok"] for detail in details.values())
    return Mark("ok" if right else "ko", {"blanks": details})


def _through(
    document: Document,
    blank: Document,
    answer: str,
    groups: dict[str, list[str]],
    profile: Profile,
    enough: int | None = None,
) -> _Through:
    """The groups that have ``answer``, in order, with the tolerances needed; ``enough`` at most."""
    found: _Through = {}
    number = profile == "atelier" and blank.get("format") == "number"
    forgiven = tolerances(document, blank["id"])
    typed = TypedAnswer(answer, profile)
    for group, variants in groups.items():
        through = accepted_through(typed, variants, forgiven, number=number, cloze=True)
        if through is not None:
            found[group] = through
            if len(found) == enough:
                break
    return found


def _detail(group: str | None, through: _Through, reason: str = "") -> dict[str, Any]:
    ok = group is not None
    detail: dict[str, Any] = {"ok": ok, "through": through[group] if group else [], "group": group}
    return {**detail, "reason": reason} if reason else detail
