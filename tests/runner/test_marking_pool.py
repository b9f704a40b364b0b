"""Marking of blanks that draw on groups (QROCM-dep), in both profiles."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runner.marking import mark
from runner.marking.pool import best_matching
from tests.runner.marking_samples import pool

COLOURS = {"g1": ["rouge"], "g2": ["bleu", "azur"]}
WORDS = st.sampled_from(["rouge", "bleu", "vert", "jaune"])


def both(document, blanks):
    return tuple(
        mark(document, {"blanks": blanks}, profile=profile).outcome
        for profile in ("atelier", "pix")
    )


@pytest.mark.parametrize(
    ("blanks", "expected"),
    [
        ({"n1": "rouge", "n2": "bleu"}, ("ok", "ok")),
        ({"n1": "azur", "n2": "rouge"}, ("ok", "ok")),
        ({"n1": "azur", "n2": "bleu"}, ("ko", "ko")),  # one group does not serve twice
        ({"n1": "rouge", "n2": "vert"}, ("ko", "ko")),
        ({"n1": "rouge"}, ("ko", "ok")),  # Pix does not miss a blank
        ({}, ("ko", "ko")),
        ({"n1": "rouge", "n2": ""}, ("ko", "ko")),
        ({"n1": "rouge", "x": "bleu"}, ("ko", "ok")),  # Pix takes answers, whatever their names
        ({"n1": "rouge", "n2": "bleu", "n3": "azur"}, ("ko", "ko")),
        ({"n1": "rouge", "n2": 5}, ("ko", "error")),
        (None, ("ko", "error")),
    ],
)
def test_each_answer_takes_a_group(blanks, expected):
    assert both(pool(COLOURS), blanks) == expected


def test_pix_takes_the_first_free_group_and_atelier_the_best():
    document = pool({"g1": ["bleu", "azur"], "g2": ["bleu"]})
    assert both(document, {"n1": "bleu", "n2": "azur"}) == ("ok", "ko")
    assert both(document, {"n1": "azur", "n2": "bleu"}) == ("ok", "ok")
    assert both(pool({"g2": ["bleu"], "g1": ["bleu", "azur"]}), {"n1": "bleu", "n2": "azur"}) == (
        "ok",
        "ok",
    )


def test_there_may_be_more_groups_than_blanks():
    document = pool({**COLOURS, "g3": ["vert"]})
    assert both(document, {"n1": "vert", "n2": "rouge"}) == ("ok", "ok")


def test_details_say_which_group_each_blank_took():
    document = pool({"g1": ["bleu", "azur"], "g2": ["bleu"]}, tolerances=["case"])
    result = mark(document, {"blanks": {"n1": "Bleu", "n2": "azur"}})
    assert result.details["blanks"] == {
        "n1": {"ok": True, "through": ["case"], "group": "g2"},
        "n2": {"ok": True, "through": [], "group": "g1"},
    }
    details = mark(document, {"blanks": {"n1": "vert"}}).details["blanks"]
    assert details["n1"] == {"ok": False, "through": [], "group": None}
    assert details["n2"]["reason"] == "missing"


def test_numbers_compare_as_numbers_in_atelier_alone():
    document = pool({"g1": ["1,5"], "g2": ["2"]}, formats={"n1": "number", "n2": "number"})
    assert both(document, {"n1": "2.0", "n2": "1.50"}) == ("ok", "ko")


def test_a_pool_without_groups_or_without_blanks_is_wrong():
    assert both(pool({}), {"n1": "rouge", "n2": "bleu"}) == ("ko", "ko")
    assert both(pool(COLOURS, names=()), {}) == ("ko", "ko")


@given(
    groups=st.lists(st.lists(WORDS, min_size=1, max_size=3, unique=True), min_size=2, max_size=4),
    answers=st.lists(WORDS, min_size=2, max_size=2),
    order=st.randoms(use_true_random=False),
)
def test_the_order_of_groups_and_of_answers_does_not_matter_in_atelier(groups, answers, order):
    named = [(f"g{place}", texts) for place, texts in enumerate(groups)]
    drawn = order.sample(named, len(named))
    one = mark(pool(dict(named)), {"blanks": {"n1": answers[0], "n2": answers[1]}})
    other = mark(pool(dict(drawn)), {"blanks": {"n2": answers[0], "n1": answers[1]}})
    assert one.outcome == other.outcome


@given(
    groups=st.lists(st.lists(WORDS, min_size=1, max_size=3, unique=True), min_size=2, max_size=4),
    answers=st.lists(WORDS, min_size=2, max_size=2),
)
def test_what_pix_accepts_atelier_accepts_when_no_blank_is_missing(groups, answers):
    document = pool({f"g{place}": texts for place, texts in enumerate(groups)})
    atelier, pix = both(document, {"n1": answers[0], "n2": answers[1]})
    assert atelier == "ok" or pix == "ko"


@given(st.lists(st.sets(st.sampled_from("abcde")), max_size=5))
def test_the_matching_is_as_large_as_can_be(wanted):
    through = {f"n{i}": {group: [] for group in sorted(groups)} for i, groups in enumerate(wanted)}
    found = best_matching(through)
    assert len(set(found.values())) == len(found)
    assert all(group in through[blank] for blank, group in found.items())
    assert len(found) == _largest([sorted(groups) for groups in wanted], frozenset())


def _largest(wanted, taken):
    """The size of a maximum matching, by trying everything."""
    if not wanted:
        return 0
    best = _largest(wanted[1:], taken)
    for group in wanted[0]:
        if group not in taken:
            best = max(best, 1 + _largest(wanted[1:], taken | {group}))
    return best
