"""In which order a learner sees choices: drawn from a seed, the same whenever it is asked again."""

import random
from collections.abc import Sequence

from ..documents import Document


def choice_order(document: Document, seed: int | str | None) -> list[str]:
    """Ids of the choices as they are shown first: the author's order, or drawn from ``seed``.

    Without seed the document's order. The items of an ordering are drawn whatever the challenge
    says of shuffling: their order is what is asked for.
    """
    ids = [choice["id"] for choice in document["choices"]]
    if seed is None or not (document["shuffle"] or document["type"] == "ordering"):
        return ids
    return drawn(ids, f"{seed}:{document['id']}")


def sides(document: Document, seed: int | str | None) -> tuple[list[str], list[str]]:
    """Ids of a matching's sources and targets, each drawn by itself from ``seed``."""
    found = tuple(
        [choice["id"] for choice in document["choices"] if choice.get("side") == side]
        for side in ("source", "target")
    )
    if seed is None:
        return found[0], found[1]
    sources, targets = (
        drawn(ids, f"{seed}:{document['id']}:{side}") for side, ids in zip("st", found, strict=True)
    )
    return sources, targets


def drawn(ids: Sequence[str], seed: str) -> list[str]:
    """``ids`` in an order that ``seed`` gives."""
    shuffled = list(ids)
    random.Random(seed).shuffle(shuffled)  # noqa: S311 - an order, no secret
    return shuffled
