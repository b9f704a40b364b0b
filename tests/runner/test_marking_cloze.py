"""Marking of several blanks, typed or chosen (QROCM-ind), in both profiles."""

import pytest

from runner.marking import mark
from tests.runner.marking_samples import cloze, menu_and_text


def both(document, blanks):
    """The outcomes in ``atelier`` and in ``pix``."""
    return tuple(
        mark(document, {"blanks": blanks}, profile=profile).outcome
        for profile in ("atelier", "pix")
    )


def cities():
    return cloze(n1=["Paris", "paname"], n2=["Lyon"])


@pytest.mark.parametrize(
    ("blanks", "expected"),
    [
        ({"n1": "Paris", "n2": "Lyon"}, ("ok", "ok")),
        ({"n2": "Lyon", "n1": "paname"}, ("ok", "ok")),
        ({"n1": "Lyon", "n2": "Paris"}, ("ko", "ko")),
        ({"n1": "Paris", "n2": "lyon"}, ("ko", "ko")),
        ({"n1": "Paris", "n2": ""}, ("ko", "ko")),
        ({"n1": "Paris"}, ("ko", "ok")),  # Pix does not look at a blank without answer
        ({}, ("ko", "ok")),
        ({"n1": "Paris", "n2": "Lyon", "n3": "x"}, ("ko", "error")),
        ({"n1": "Paris", "n2": None}, ("ko", "error")),
        ({"n1": "Paris", "n2": ["Lyon"]}, ("ko", "error")),
        (None, ("ko", "error")),
        ("n1: Paris", ("ko", "error")),
    ],
)
def test_every_blank_is_right_on_its_own(blanks, expected):
    assert both(cities(), blanks) == expected


def test_details_say_what_each_blank_is_worth():
    document = cloze(n1=["Paris"], n2=["Lyon"], n3=["Nice"], tolerances=["case", "typing"])
    result = mark(document, {"blanks": {"n1": "PARIS", "n2": "Liège"}})
    assert result.outcome == "ko"
    assert result.details == {
        "blanks": {
            "n1": {"ok": True, "through": ["case"]},
            "n2": {"ok": False, "through": []},
            "n3": {"ok": False, "through": [], "reason": "missing"},
        }
    }


def test_pix_tells_nothing_of_a_blank_that_is_not_in_the_response():
    assert set(mark(cities(), {"blanks": {"n1": "Paris"}}, profile="pix").details["blanks"]) == {
        "n1"
    }


def test_a_no_break_space_in_a_solution_counts_as_a_space_in_a_cloze_alone():
    accepted = ["12\u00a0km"]
    assert both(cloze(n1=accepted), {"n1": "12 km"}) == ("ok", "ok")
    short = cloze(n1=accepted)
    short["type"] = "short_answer"
    assert both(short, {"n1": "12 km"}) == ("ok", "ko")
    assert both(short, {"n1": "12\u00a0km"}) == ("ok", "ko")


def test_a_decomposed_letter_in_a_solution_counts_as_composed_in_a_cloze_alone():
    accepted = ["e\u0301te\u0301"]
    assert both(cloze(n1=accepted), {"n1": "été"}) == ("ok", "ok")
    short = cloze(n1=accepted)
    short["type"] = "short_answer"
    assert both(short, {"n1": "été"}) == ("ok", "ko")


def test_numbers_of_a_cloze_compare_as_numbers_in_atelier_alone():
    document = cloze(n1=["12,5"], formats={"n1": "number"})
    assert both(document, {"n1": "12.50"}) == ("ok", "ko")
    assert both(document, {"n1": "12,5"}) == ("ok", "ok")


@pytest.mark.parametrize(
    ("option", "outcome", "reason"),
    [
        ("o4", "ok", None),
        ("o7", "ko", None),
        ("O4", "ko", "unknown-option"),
        ("eID", "ko", "unknown-option"),
        ("", "ko", "missing"),
        (4, "ko", "malformed"),
    ],
)
def test_a_menu_is_exact(option, outcome, reason):
    result = mark(menu_and_text(), {"blanks": {"n1": "namur", "n2": option}})
    assert result.outcome == outcome
    assert result.details["blanks"]["n2"].get("reason") == reason
    assert result.details["blanks"]["n1"] == {"ok": True, "through": ["case"]}


def test_a_menu_may_have_several_right_options():
    document = menu_and_text()
    document["key"]["blanks"]["n2"]["correct"] = ["o4", "o7"]
    assert both(document, {"n1": "Namur", "n2": "o7"}) == ("ok", "ok")


def test_a_locale_may_accept_other_answers_in_a_blank():
    document = menu_and_text()
    response = {"blanks": {"n1": "Namen", "n2": "o4"}}
    assert mark(document, response, "nl").outcome == "ok"
    assert mark(document, response, "fr-BE", fallback={"fr-BE": "nl"}).outcome == "ok"
    assert mark(document, response, "fr").outcome == "ko"


def test_a_cloze_without_any_solution_is_wrong():
    document = cloze(n1=[], n2=[])
    assert both(document, {"n1": "", "n2": ""}) == ("ko", "ko")
    assert both(document, {}) == ("ko", "ko")


def test_a_blank_without_solution_is_an_error_in_pix():
    document = cloze(n1=["Paris"], n2=[])
    assert both(document, {"n1": "Paris", "n2": "x"}) == ("ko", "error")
    detail = mark(document, {"blanks": {"n1": "Paris", "n2": "x"}}).details["blanks"]["n2"]
    assert detail == {"ok": False, "through": [], "reason": "no-solution"}


def test_the_answer_of_a_simulator_is_marked_as_a_short_answer():
    document = cloze(a=["42"], tolerances=["case"])
    document["type"] = "embed"
    document["blanks"][0]["input"] = "embed"
    assert both(document, {"a": "42"}) == ("ok", "ok")
    assert both(document, {"a": " 4 2"}) == ("ok", "ok")
    assert both(document, {"a": "41"}) == ("ko", "ko")
    assert both(document, {}) == ("ko", "ko")
    assert both(document, {"b": "42"}) == ("ko", "ko")
