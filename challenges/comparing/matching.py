"""Which choice, blank, group, file or link of one challenge answers to which of another."""

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from content.text import fold

#: Of 100: two texts that share less are not the same thing in other words.
SIMILAR = 60
#: Pairs of texts looked at for similarity; longer lists are matched by id, text and place only.
MOST_PAIRS = 10_000


@dataclass(frozen=True)
class Entry:
    """Something of a challenge that has an id: only entries of the same ``scope`` answer each other.

    ``place`` is its place among its own, None where places mean nothing.
    """

    id: str
    text: str
    scope: str = ""
    place: int | None = None


#: The name that an entry and its counterpart share, by the entry's scope and id.
Handles = dict[tuple[str, str], str]


def match(first: Sequence[Entry], second: Sequence[Entry]) -> tuple[Handles, Handles]:
    """The handles of both sides: by id, else by text, else by place, else the only ones left.

    Matching the other way round gives the same handles.
    """
    pairs: dict[int, int] = {}
    for step in (_same_id, _same_text, _same_place, _only_ones):
        left = [index for index in range(len(first)) if index not in pairs]
        right = [index for index in range(len(second)) if index not in pairs.values()]
        pairs |= step(first, second, left, right)
    handles: tuple[Handles, Handles] = ({}, {})
    for side, entries in enumerate((first, second)):
        handles[side].update({(entry.scope, entry.id): entry.id for entry in entries})
    for one, other in pairs.items():
        a, b = first[one], second[other]
        handle = "=".join(sorted({a.id, b.id}))
        handles[0][a.scope, a.id] = handles[1][b.scope, b.id] = handle
    return handles


Step = dict[int, int]


def _same_id(
    first: Sequence[Entry], second: Sequence[Entry], left: list[int], right: list[int]
) -> Step:
    known = {(second[index].scope, second[index].id): index for index in right}
    found = {index: known.get((first[index].scope, first[index].id)) for index in left}
    return {one: other for one, other in found.items() if other is not None}


def _same_text(
    first: Sequence[Entry], second: Sequence[Entry], left: list[int], right: list[int]
) -> Step:
    """The most similar ones first; of equals, those whose places are nearest."""
    texts = [[fold(entry.text).strip() for entry in entries] for entries in (first, second)]
    few = len(left) * len(right) <= MOST_PAIRS
    candidates = []
    for one in left:
        for other in right:
            a, b = texts[0][one], texts[1][other]
            if first[one].scope != second[other].scope or not a or not b:
                continue
            score = fuzz.ratio(a, b) if few else 100.0 * (a == b)
            if score >= SIMILAR:
                far = (abs(one - other), min(one, other), max(one, other))
                candidates.append((-score, far, one, other))
    pairs: Step = {}
    for _score, _far, one, other in sorted(candidates, key=lambda found: found[:2]):
        if one not in pairs and other not in pairs.values():
            pairs[one] = other
    return pairs


def _same_place(
    first: Sequence[Entry], second: Sequence[Entry], left: list[int], right: list[int]
) -> Step:
    places = {(second[index].scope, second[index].place): index for index in right}
    return {
        one: places[first[one].scope, first[one].place]
        for one in left
        if first[one].place is not None and (first[one].scope, first[one].place) in places
    }


def _only_ones(
    first: Sequence[Entry], second: Sequence[Entry], left: list[int], right: list[int]
) -> Step:
    pairs: Step = {}
    for scope in {first[index].scope for index in left}:
        ones = [index for index in left if first[index].scope == scope]
        others = [index for index in right if second[index].scope == scope]
        if len(ones) == len(others) == 1:
            pairs[ones[0]] = others[0]
    return pairs
