"""Laws of marking, on generated texts."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from runner.documents import join, locale_chain, resolve
from runner.marking import mark
from runner.marking.keys import accepted as accepted_of
from runner.marking.treatments import drop_punctuation, fold_case, normalise
from tests import samples
from tests.runner.marking_samples import cloze, matching, ordering

texts = st.text(max_size=30)
known = st.sampled_from(["case", "punctuation", "typing"])
tolerances = st.lists(known, unique=True)
#: Few letters, so that answers come near to what is accepted.
near_texts = st.text("aAbé ,-\u00a0ж", min_size=1, max_size=6) | texts.filter(bool)
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


@given(
    near_texts, st.lists(near_texts, min_size=1, max_size=3), tolerances, st.sets(known), profiles
)
def test_one_more_tolerance_never_makes_a_right_answer_wrong(
    answer, accepted, tolerances, more, profile
):
    # With a typing tolerance already there, a shorter treated text forgives fewer errors: see below.
    more = more if "typing" not in tolerances else set()
    response = {"blanks": {"v": answer}}
    strict = samples.short_answer(accepted=accepted, tolerances=tolerances)
    lenient = samples.short_answer(accepted=accepted, tolerances=[*{*tolerances, *more}])
    if mark(strict, response, profile=profile).outcome == "ok":
        assert mark(lenient, response, profile=profile).outcome == "ok"


def test_typing_errors_are_counted_on_what_the_other_tolerances_leave():
    response = {"blanks": {"v": "a b x"}}
    for profile in ("atelier", "pix"):
        typing = samples.short_answer(accepted=["a b y"], tolerances=["typing"])
        both = samples.short_answer(accepted=["a b y"], tolerances=["case", "typing"])
        assert mark(typing, response, profile=profile).outcome == "ok"  # 1 of 5
        assert mark(both, response, profile=profile).outcome == "ko"  # 1 of 3


@given(near_texts, st.lists(near_texts, min_size=1, max_size=3), tolerances, profiles)
def test_the_tolerances_that_let_an_answer_through_are_enough(answer, accepted, given, profile):
    response = {"blanks": {"v": answer}}
    document = samples.short_answer(accepted=accepted, tolerances=given)
    result = mark(document, response, profile=profile)
    if result.outcome == "ok":
        through = result.details["blanks"]["v"]["through"]
        assert set(through) <= set(given)
        enough = samples.short_answer(accepted=accepted, tolerances=through)
        assert mark(enough, response, profile=profile).outcome == "ok"


@given(st.text("aAbé e,-.", max_size=8), st.text("aAbé e,-.", min_size=1, max_size=8), tolerances)
def test_the_profiles_agree_on_a_typed_answer_in_our_letters(answer, accepted, given):
    if "punctuation" in given:  # there Pix drops accented letters too
        answer, accepted = (text.replace("é", "e") for text in (answer, accepted))
    document = samples.short_answer(accepted=[accepted], tolerances=given)
    atelier, pix = (
        mark(document, {"blanks": {"v": answer}}, profile=profile).outcome
        for profile in ("atelier", "pix")
    )
    assert atelier == pix or (pix == "ok" and not drop_punctuation(answer, "atelier").strip())


@given(st.text("a\u0301\u0316\u0344\u0f73é\uac00\u1100\u1161 \u0345", min_size=400, max_size=700))
def test_long_texts_normalise_as_short_ones_do(text):
    assert normalise(text, "pix") == unicodedata.normalize("NFC", text)


@given(
    st.sampled_from(["fr", "fr-BE", "nl", "de"]),
    st.dictionaries(st.sampled_from(["fr-BE", "de"]), st.sampled_from(["fr", "nl"])),
)
def test_marking_looks_for_accepted_answers_where_resolving_does(locale, fallback):
    document = join(*samples.cloze())
    found = accepted_of(document, locale_chain(document, locale, fallback), "blanks", "n1")
    assert found == resolve(document, locale, fallback)["key"]["blanks"]["n1"]


@given(st.permutations(["cK3", "cA9", "cB1"]), st.sets(st.sampled_from(["cK3", "cA9", "cB1"])))
def test_the_order_of_choices_does_not_matter(order, given):
    document = samples.joined(type="multiple_choice", choices=[{"id": id} for id in order])
    document["key"]["choices"] = ["cA9", "cB1"]
    answers = [id for id in order if id in given]
    expected = "ok" if given == {"cA9", "cB1"} else "ko"
    assert mark(document, {"choices": answers}).outcome == expected


@given(st.permutations(["c1", "c2", "c3", "c4"]), st.permutations(["c1", "c2", "c3", "c4"]))
def test_one_order_is_right_however_it_is_shown(right, given):
    expected = "ok" if given == right else "ko"
    assert mark(ordering(right), {"order": given}).outcome == expected
    assert mark(ordering(right, shown=given), {"order": given}).outcome == expected


@given(
    st.permutations([("cA", "tA"), ("cB", "tB"), ("cC", "tC")]), st.permutations(["tA", "tB", "tC"])
)
def test_the_order_of_pairs_does_not_matter(pairs, targets):
    given = [[source, target] for (source, _), target in zip(pairs, targets, strict=True)]
    expected = "ok" if given == [list(pair) for pair in pairs] else "ko"
    assert mark(matching(sorted(pairs)), {"pairs": given}).outcome == expected


@given(st.permutations(["n1", "n2", "n3"]), profiles)
def test_the_order_of_blanks_in_a_response_does_not_matter(order, profile):
    document = cloze(n1=["a"], n2=["b"], n3=["c"])
    answers = {"n1": "a", "n2": "b", "n3": "c"}
    assert (
        mark(document, {"blanks": {n: answers[n] for n in order}}, profile=profile).outcome == "ok"
    )
