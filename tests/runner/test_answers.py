"""The answers that a document holds itself: its own is right, the empty one wrong."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runner.answers import empty_answer, own_answer
from runner.documents import join
from runner.marking import mark
from tests import samples
from tests.runner.marking_samples import cloze, pool

FALLBACK = {"fr-BE": "fr", "nl-BE": "nl"}
answers = st.lists(
    st.text("abcéж 0123'-,", min_size=1, max_size=8).filter(str.strip),
    min_size=1,
    max_size=3,
    unique=True,
)
tolerances = st.lists(st.sampled_from(["case", "punctuation", "typing"]), unique=True)
formats = st.sampled_from(["words", "number"])


@pytest.mark.parametrize("profile", ["atelier", "pix"])
@pytest.mark.parametrize("locale", ["fr", "fr-BE", "nl", "nl-BE", "de"])
@pytest.mark.parametrize("type", samples.TYPES)
def test_the_own_answer_is_right_and_the_empty_one_wrong_in_every_locale(type, locale, profile):
    document = join(*samples.typed(type))
    marking = {"locale": locale, "profile": profile, "fallback": FALLBACK}
    assert mark(document, own_answer(document, locale, FALLBACK), **marking).outcome == "ok"
    assert mark(document, empty_answer(document), **marking).outcome == "ko"


def test_a_locale_has_an_own_answer_of_its_own():
    document = join(*samples.cloze())
    assert own_answer(document, "fr") == {"blanks": {"n1": "Namur", "n2": "o4"}}
    assert own_answer(document, "nl") == {"blanks": {"n1": "Namen", "n2": "o4"}}
    assert own_answer(document, "nl-BE", FALLBACK) == own_answer(document, "nl")
    assert own_answer(document, "nl-BE") == own_answer(document, "fr")


@given(st.lists(answers, min_size=1, max_size=4), tolerances, formats)
def test_whatever_a_cloze_accepts_its_own_answer_is_right(accepted, tolerances, format):
    blanks = {f"n{place}": texts for place, texts in enumerate(accepted)}
    document = cloze(tolerances, dict.fromkeys(blanks, format), **blanks)
    for profile in ("atelier", "pix"):
        assert mark(document, own_answer(document), profile=profile).outcome == "ok"
    assert mark(document, empty_answer(document)).outcome == "ko"


@given(st.lists(answers, min_size=2, max_size=4), tolerances, formats)
def test_whatever_a_pool_accepts_its_own_answer_is_right(groups, tolerances, format):
    names = [f"n{place}" for place in range(len(groups))]
    document = pool(
        {f"g{place}": texts for place, texts in enumerate(groups)},
        names, tolerances, dict.fromkeys(names, format),
    )  # fmt: skip
    for profile in ("atelier", "pix"):
        assert mark(document, own_answer(document), profile=profile).outcome == "ok"
    assert mark(document, empty_answer(document)).outcome == "ko"


def test_a_body_is_enough_for_the_empty_answer():
    for type in samples.TYPES:
        body, key = samples.typed(type)
        assert empty_answer(body) == empty_answer(join(body, key))


def test_a_key_without_answer_and_an_unknown_type_are_told():
    with pytest.raises(LookupError):
        own_answer(cloze(n1=[]))
    with pytest.raises(LookupError):
        own_answer(pool({"g1": ["rouge"]}))  # two blanks for one group
    for answer in (own_answer, empty_answer):
        with pytest.raises(ValueError, match="poem"):
            answer(samples.joined(type="poem"))
