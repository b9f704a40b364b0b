"""Marking of orderings and matchings; Pix has neither, and both profiles mark them alike."""

import pytest

from runner.marking import mark
from tests.runner.marking_samples import matching, ordering

PAIRS = [("cA", "tA"), ("cB", "tB"), ("cC", "tB")]


@pytest.mark.parametrize("profile", ["atelier", "pix"])
@pytest.mark.parametrize(
    ("order", "outcome", "reason"),
    [
        (["c3", "c1", "c2"], "ok", None),
        (["c1", "c3", "c2"], "ko", None),
        (["c3", "c1"], "ko", None),
        (["c3", "c1", "c1"], "ko", "malformed"),
        (["c3", "c1", "c9"], "ko", "unknown-choice"),
        ([], "ko", "empty"),
        ("c3c1c2", "ko", "malformed"),
        ([["c3"]], "ko", "malformed"),
        (None, "ko", "malformed"),
    ],
)
def test_an_ordering_is_right_when_it_is_whole_and_in_order(order, outcome, reason, profile):
    result = mark(ordering(["c3", "c1", "c2"]), {"order": order}, profile=profile)
    assert (result.outcome, result.details.get("reason")) == (outcome, reason)


def test_details_say_which_places_are_right():
    result = mark(ordering(["c3", "c1", "c2"]), {"order": ["c3", "c2", "c1"]})
    assert result.details["order"] == [
        {"id": "c3", "ok": True},
        {"id": "c2", "ok": False},
        {"id": "c1", "ok": False},
    ]


@pytest.mark.parametrize("profile", ["atelier", "pix"])
@pytest.mark.parametrize(
    ("pairs", "outcome", "reason"),
    [
        ([["cA", "tA"], ["cB", "tB"], ["cC", "tB"]], "ok", None),
        ([["cC", "tB"], ["cB", "tB"], ["cA", "tA"]], "ok", None),
        ([["cA", "tA"], ["cB", "tB"], ["cC", "tA"]], "ko", None),
        ([["cA", "tA"], ["cB", "tB"]], "ko", None),
        ([["cA", "tA"], ["cB", "tB"], ["cC", "tB"], ["cA", "tB"]], "ko", None),
        ([["cA", "tZ"]], "ko", "unknown-choice"),
        ([["tA", "cA"]], "ko", "unknown-choice"),
        ([["cA"]], "ko", "malformed"),
        ([["cA", "tA", "tB"]], "ko", "malformed"),
        ([["cA", ["tA"]]], "ko", "malformed"),
        ({"cA": "tA"}, "ko", "malformed"),
        ([], "ko", "empty"),
        (None, "ko", "malformed"),
    ],
)
def test_a_matching_is_right_when_its_pairs_are_those(pairs, outcome, reason, profile):
    result = mark(matching(PAIRS, more_targets=["tC"]), {"pairs": pairs}, profile=profile)
    assert (result.outcome, result.details.get("reason")) == (outcome, reason)


def test_details_say_which_pairs_are_right():
    result = mark(matching(PAIRS), {"pairs": [["cA", "tB"], ["cB", "tB"]]})
    assert result.details["pairs"] == [
        {"source": "cA", "targets": ["tB"], "ok": False},
        {"source": "cB", "targets": ["tB"], "ok": True},
        {"source": "cC", "targets": [], "ok": False},
    ]


def test_without_a_solution_nothing_is_right():
    assert mark(ordering([], shown=["c1", "c2"]), {"order": ["c1", "c2"]}).outcome == "ko"
    document = matching(PAIRS)
    document["key"]["pairs"] = []
    assert mark(document, {"pairs": [["cA", "tA"]]}).outcome == "ko"
