"""What a form says is what was shown in it; and no form, however made up, does any harm."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runner.answers import empty_answer, own_answer
from runner.rendering import render_question
from runner.responses import is_empty, is_unfinished, response_from_form
from tests import samples_questions as questions
from tests.runner.parsing import Form, Page

#: What a field on one line can hold.
line = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=30)


def read_back(document, response, **kwargs):
    html = render_question(
        document, "fr", response=response, media_url=lambda medium, path: "/m", **kwargs
    )
    return response_from_form(document, Form(Page(html).fields))


@pytest.mark.parametrize("type", questions.OF_TYPE)
def test_what_was_answered_is_read_back_from_the_form_that_shows_it(type):
    document = questions.OF_TYPE[type]()
    response = own_answer(document)
    found = read_back(document, response, seed=4)
    if type in {"multiple_choice", "matching"}:
        (member,) = response
        assert sorted(found[member]) == sorted(response[member])
    else:
        assert found == response


@pytest.mark.parametrize("type", questions.OF_TYPE)
def test_a_form_that_nobody_touched_is_empty(type):
    document = questions.OF_TYPE[type]()
    found = read_back(document, None, seed=4)
    assert found == empty_answer(document)
    assert is_empty(found)
    assert not is_empty(own_answer(document))
    assert not is_empty({"given_up": True})


@pytest.mark.parametrize("auto_reply", [True, False])
@given(text=line)
def test_any_text_comes_back_as_it_was(auto_reply, text):
    for document in (questions.embed(auto_reply), questions.short_answer()):
        (blank,) = document["blanks"]
        response = {"blanks": {blank["id"]: text}}
        assert read_back(document, response) == response


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\x00"), max_size=50))
def test_any_lines_come_back_as_they_were(text):
    document = questions.short_answer()
    document["blanks"][0]["format"] = "paragraph"
    assert read_back(document, {"blanks": {"v": text}}) == {"blanks": {"v": text}}


@given(st.permutations(["cA", "cB", "cC", "cD"]), st.integers())
def test_any_order_comes_back_as_it_was(order, seed):
    assert read_back(questions.ordering(), {"order": order}, seed=seed) == {"order": order}


@given(st.dictionaries(st.sampled_from(["sA", "sB", "sC"]), st.sampled_from(["tA", "tB", "tD"])))
def test_any_pairs_come_back_as_they_were(pairs):
    response = {"pairs": [[source, pairs[source]] for source in sorted(pairs)]}
    assert read_back(questions.matching(), response) == response


def test_items_that_were_moved_are_read_as_they_lie():
    lying = [("order", "cB"), ("order", "cA"), ("order", "cD"), ("order", "cC")]
    document = questions.ordering()
    assert response_from_form(document, Form(lying)) == {"order": []}
    for said in ("order-moved", "order-kept"):
        found = response_from_form(document, Form([*lying, (said, "1")]))
        assert found == {"order": ["cB", "cA", "cD", "cC"]}
        assert not is_unfinished(document, found)


def test_two_items_with_one_place_are_asked_again():
    document = questions.ordering()
    places = {"position-cA": "2", "position-cB": "1", "position-cC": "2", "position-cD": "4"}
    found = response_from_form(document, Form(places.items()))
    assert found == {"order": ["cB", "cA", "cD"]}
    assert is_unfinished(document, found)
    assert not is_unfinished(questions.matching(), {"pairs": [["sA", "tA"]]})


def test_the_clock_and_the_focus_are_read_where_the_challenge_asks_for_them():
    form = Form(choices="cA9", remaining="-12", left_focus="1")
    assert response_from_form(questions.choice(), form) == {"choices": ["cA9"]}
    found = response_from_form(questions.choice(timer=60, focus=True), form)
    assert found == {"choices": ["cA9"], "remaining": -12, "left_focus": True}
    calm = Form(choices="cA9", remaining="", left_focus="")
    assert response_from_form(questions.choice(timer=60, focus=True), calm) == {"choices": ["cA9"]}


NAMES = [
    "choices", "order", "order-kept", "order-moved", "position-cA", "position-cB", "pair-sA",
    "blank-v", "blank-n1", "blank-a", "remaining", "left_focus", "given_up",
]  # fmt: skip
hostile = st.one_of(
    st.text(max_size=20),
    st.sampled_from(["cA", "sA", "²", "٣", "-", "--1", "1e9", "9" * 5000, "nan", "0"]),
    st.none(),
    st.integers(),
    st.binary(max_size=5),
)


@pytest.mark.parametrize("type", questions.OF_TYPE)
@given(fields=st.lists(st.tuples(st.sampled_from(NAMES), hostile), max_size=12))
def test_a_form_that_was_made_up_never_raises(type, fields):
    document = questions.OF_TYPE[type](timer=30, focus=True)
    response = response_from_form(document, Form(fields))
    is_empty(response)
    is_unfinished(document, response)
    assert render_question(document, "fr", response=response)


def test_an_over_long_text_is_cut():
    found = response_from_form(questions.short_answer(), Form([("blank-v", "x" * 1_000_000)]))
    assert len(found["blanks"]["v"]) == 10_000
