"""Ids that a file does not give: those of the same rows of the challenge, else new ones."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from content.text import clean_text
from formats.atelier_text import Decoded

from ..documents import lines
from ..enums import ChallengeType, Side
from ..models import Challenge, new_challenge_id, new_choice_id, new_group_id

_NEW = re.compile(r"new(group)?[0-9]+")


def give_ids(decoded: Decoded, challenge: Challenge) -> None:
    """Give the documents of ``decoded`` the ids that their file leaves open.

    ``challenge`` is what the file is to become: a new challenge, or an existing one's latest draft.
    """
    body, key = decoded.body, decoded.key
    if not body["id"]:
        identity = challenge.public_id if challenge.pk else new_challenge_id()
        body["id"] = key["id"] = body["locales"]["fr"]["id"] = identity
        if body["family"]["variant"] is None:
            body["family"]["prototype"] = identity
    given = {name for texts, _rows in _lists(decoded, challenge) for name in texts}
    renamed: dict[str, str] = {}
    for texts, rows in _lists(decoded, challenge):
        renamed |= _named(texts, rows, given, new_choice_id)
    if body["type"] == ChallengeType.ORDERING:
        _hide_order(key["order"], renamed)
    accepted = key["locales"]["fr"].get("groups", {})
    groups = _named(
        {name: "\n".join(texts) for name, texts in accepted.items()},
        [(group.public_id, "\n".join(lines(group.accepted_fr))) for group in challenge.groups.all()]
        if challenge.pk
        else [],
        set(accepted),
        new_group_id,
    )
    _rename_choices(decoded, renamed)
    key["groups"] = [groups[name] for name in key["groups"]]
    if accepted:
        key["locales"]["fr"]["groups"] = {groups[name]: t for name, t in accepted.items()}
    _rename_lines(decoded, {**renamed, **groups})


def _lists(
    decoded: Decoded, challenge: Challenge
) -> list[tuple[dict[str, str], list[tuple[str, str]]]]:
    """What is chosen from, list by list: the file's texts by id, the challenge's rows."""
    body, words = decoded.body, decoded.body["locales"]["fr"]
    every = list(challenge.choices.all()) if challenge.pk else []

    def rows(**of: str) -> list[tuple[str, str]]:
        kept = (c for c in every if all(getattr(c, name) == value for name, value in of.items()))
        return [(choice.public_id, clean_text(choice.text_fr)) for choice in kept]

    texts = words.get("choices", {})
    if body["type"] == ChallengeType.MATCHING:
        sides = {choice["id"]: choice["side"] for choice in body["choices"]}
        return [
            ({name: text for name, text in texts.items() if sides[name] == side}, rows(side=side))
            for side in Side.values
        ]
    if body["type"] == ChallengeType.CLOZE:
        return [
            (words["blanks"][blank["id"]]["options"], rows(blank=blank["id"]))
            for blank in body["blanks"]
            if blank["input"] == "menu"
        ]
    return [(texts, rows())] if texts else []


def _named(
    texts: Mapping[str, str],
    rows: Iterable[tuple[str, str]],
    given: set[str],
    new_id: Callable[[], str],
) -> dict[str, str]:
    """``{name in the file: id}`` of one list whose rows were ``(id, text)``."""
    before = list(rows)
    known = {text: name for name, text in before if name not in given}
    renamed = {
        name: known.pop(text, "") if _NEW.fullmatch(name) else name for name, text in texts.items()
    }
    # As many texts as before, one of them mended: it is the same row in other words.
    left = list(known.values()) if len(texts) == len(before) else []
    for name, public_id in renamed.items():
        if not public_id:
            renamed[name] = left.pop(0) if left else new_id()
    return renamed


def _hide_order(order: list[str], renamed: dict[str, str]) -> None:
    """Draw new ids until their alphabetical order, which the body shows, is not the answer."""
    free = [name for name in order if _NEW.fullmatch(name)]
    while free and len(order) > 1 and _is_sorted([renamed[name] for name in order]):
        for name in free:
            renamed[name] = new_choice_id()


def _is_sorted(names: list[str]) -> bool:
    return names == sorted(names)


def _rename_choices(decoded: Decoded, renamed: Mapping[str, str]) -> None:
    body, key, words = decoded.body, decoded.key, decoded.body["locales"]["fr"]
    choices = [{**choice, "id": renamed[choice["id"]]} for choice in body["choices"]]
    if body["type"] in {ChallengeType.ORDERING, ChallengeType.MATCHING}:
        choices.sort(key=lambda choice: choice["id"])
    body["choices"] = choices
    if "choices" in words:
        words["choices"] = {renamed[name]: text for name, text in words["choices"].items()}
    key["choices"] = sorted(renamed[name] for name in key["choices"])
    key["order"] = [renamed[name] for name in key["order"]]
    key["pairs"] = sorted([renamed[name] for name in pair] for pair in key["pairs"])
    for blank in body["blanks"]:
        if blank["input"] == "menu":
            _rename_menu(blank, words["blanks"][blank["id"]], key["blanks"][blank["id"]], renamed)


def _rename_menu(
    blank: dict[str, Any],
    words: dict[str, Any],
    marking: dict[str, Any],
    renamed: Mapping[str, str],
) -> None:
    blank["options"] = [renamed[name] for name in blank["options"]]
    words["options"] = {renamed[name]: text for name, text in words["options"].items()}
    marking["correct"] = sorted(renamed[name] for name in marking["correct"])


def _rename_lines(decoded: Decoded, renamed: Mapping[str, str]) -> None:
    for pointer, line in list(decoded.lines.items()):
        before, _slash, name = pointer.rpartition("/")
        if name in renamed and before.endswith(("choices", "options", "groups", "pairs")):
            decoded.lines[f"{before}/{renamed[name]}"] = line
