"""The plainest engine: ascending levels, one challenge per skill, replayable."""

from hypothesis import given
from hypothesis import strategies as st

from runner.engine import next_item
from runner.releases import Item


def item(number, level, skill=None):
    return Item(
        f"challenge{number}",
        1,
        skill or f"skill{number}",
        "competenceC1",
        level,
        "a" * 64,
        "b" * 64,
    )


def test_the_lowest_level_comes_first():
    assert next_item([item(1, 3), item(2, 1), item(3, 2)], [], seed=1).challenge == "challenge2"


def test_an_assessed_skill_is_not_assessed_again():
    items = [item(1, 1, "skillA"), item(2, 1, "skillA"), item(3, 2)]
    assert next_item(items, ["challenge1"], seed=1).challenge == "challenge3"


def test_it_ends():
    assert next_item([item(1, 1)], ["challenge1"], seed=1) is None
    assert next_item([], [], seed=1) is None


def test_the_seed_draws_among_equals():
    items = [item(number, 1) for number in range(10)]
    drawn = {next_item(items, [], seed).challenge for seed in range(60)}
    assert len(drawn) > 5


@given(st.lists(st.integers(1, 8), max_size=12), st.integers(0, 1000))
def test_a_session_climbs_never_repeats_and_replays(levels, seed):
    items = [item(number, level) for number, level in enumerate(levels)]

    def play():
        answered = []
        while (chosen := next_item(items, answered, seed)) is not None:
            answered.append(chosen.challenge)
        return answered

    order = play()
    assert sorted(order) == sorted(i.challenge for i in items)
    by_id = {i.challenge: i.level for i in items}
    assert [by_id[c] for c in order] == sorted(levels)
    assert play() == order
