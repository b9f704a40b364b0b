"""The plainest engine: the lowest level that has not been assessed yet, then the next one."""

import random
from collections.abc import Collection, Sequence

from ..releases import Item


def next_item(items: Sequence[Item], answered: Collection[str], seed: int) -> Item | None:
    """The item to play next among ``items``, or None when every level is assessed.

    One challenge per skill: a skill with an answered challenge is assessed. Among the challenges of
    the lowest unassessed level, ``seed`` draws one.
    """
    assessed = {item.skill for item in items if item.challenge in answered}
    open_items = [item for item in items if item.skill not in assessed]
    if not open_items:
        return None
    lowest = min(item.level for item in open_items)
    candidates = sorted(
        (item for item in open_items if item.level == lowest), key=lambda item: item.challenge
    )
    return random.Random(f"{seed}:{len(assessed)}").choice(candidates)  # noqa: S311 - replayable
