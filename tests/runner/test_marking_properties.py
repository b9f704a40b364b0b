"""Laws of marking, on generated texts."""

from hypothesis import given
from hypothesis import strategies as st

from runner.marking import mark
from runner.marking.treatments import drop_punctuation, fold_case, normalise
from tests import samples

texts = st.text(max_size=30)
tolerances = st.lists(st.sampled_from(["case", "punctuation", "typing"]), unique=True)
profiles = st.sampled_from(["atelier", "pix"])


@given(texts, profiles)
def test_treatments_are_idempotent(text, profile):
    assert normalise(normalise(text, profile), profile) == normalise(text, profile)
    folded = fold_case(text)
    assert fold_case(folded) == folded
    dropped = drop_punctuation(text, profile)
    assert drop_punctuation(dropped, profile) == dropped


@given(
    st.text("abcdefghijklmnopqrstuvwxyzéèà 0123456789'-", min_size=1).filter(str.strip), tolerances
)
def test_an_accepted_answer_is_right_whatever_is_tolerated(text, tolerances):
    document = samples.short_answer(accepted=[text], tolerances=tolerances)
    assert mark(document, {"blanks": {"v": text}}).outcome == "ok"


@given(texts, st.lists(texts, max_size=4), tolerances, profiles)
def test_the_order_of_accepted_answers_does_not_matter(answer, accepted, tolerances, profile):
    response = {"blanks": {"v": answer}}
    forward = samples.short_answer(accepted=accepted, tolerances=tolerances)
    backward = samples.short_answer(accepted=accepted[::-1], tolerances=tolerances)
    assert (
        mark(forward, response, profile=profile).outcome
        == mark(backward, response, profile=profile).outcome
    )


@given(texts, st.lists(texts.filter(bool), min_size=1, max_size=3), tolerances)
def test_one_more_tolerance_never_makes_a_right_answer_wrong(answer, accepted, tolerances):
    response = {"blanks": {"v": answer}}
    strict = samples.short_answer(accepted=accepted, tolerances=tolerances)
    lenient = samples.short_answer(accepted=accepted, tolerances=[*tolerances, "typing"])
    if mark(strict, response).outcome == "ok":
        assert mark(lenient, response).outcome == "ok"


@given(st.permutations(["cK3", "cA9", "cB1"]), st.sets(st.sampled_from(["cK3", "cA9", "cB1"])))
def test_the_order_of_choices_does_not_matter(order, given):
    document = samples.joined(type="multiple_choice", choices=[{"id": id} for id in order])
    document["key"]["choices"] = ["cA9", "cB1"]
    answers = [id for id in order if id in given]
    expected = "ok" if given == {"cA9", "cB1"} else "ko"
    assert mark(document, {"choices": answers}).outcome == expected
