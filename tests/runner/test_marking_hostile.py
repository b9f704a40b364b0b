"""Whatever is sent as a response, or as a document, there is a clear outcome."""

import json
import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from runner.documents import join
from runner.marking import mark
from tests import samples
from tests.runner.marking_samples import cloze, pool

OUTCOMES = {"ok", "ko", "aband", "timedout", "focusedOut", "error"}
PROFILES = ("atelier", "pix")
DOCUMENTS = {type: join(*samples.typed(type)) for type in samples.TYPES}

#: Text that the documents hold, so that what is generated comes near an answer.
KNOWN = ("choices", "blanks", "order", "pairs", "given_up", "remaining", "left_focus",
         "cA9", "cK3", "cA", "tB", "v", "a", "n1", "n2", "o4", "Namur", "rouge")  # fmt: skip
texts = st.sampled_from(KNOWN) | st.text()
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | texts,
    lambda inner: st.lists(inner) | st.dictionaries(texts, inner),
    max_leaves=8,
)
member = st.sampled_from(["choices", "blanks", "order", "pairs"])
responses = (
    anything
    | st.dictionaries(st.sampled_from(KNOWN), anything)
    | st.builds(
        lambda name, value, more: {name: value, **more},
        member,
        anything,
        st.dictionaries(texts, anything),
    )
)


@settings(max_examples=250)
@given(type=st.sampled_from(samples.TYPES), response=responses, profile=st.sampled_from(PROFILES))
def test_any_response_has_an_outcome(type, response, profile):
    result = mark(DOCUMENTS[type], response, profile=profile)
    assert result.outcome in OUTCOMES
    assert result.details.get("reason") != "document", "the document is right"
    assert json.loads(json.dumps(result.details, allow_nan=False)) == result.details
    assert mark(DOCUMENTS[type], response, profile=profile) == result


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("type", samples.TYPES)
def test_what_is_huge_deep_or_not_a_number_is_wrong(type, profile):
    deep = []
    for _ in range(100_000):
        deep = [deep]
    document = DOCUMENTS[type]
    blanks = [blank["id"] for blank in document["blanks"]] or ["v"]
    for value in ("x" * 1_000_000, "\x00\x1b\x7f", math.nan, math.inf, 10**400, deep, "\ud800"):
        for response in (
            {"blanks": dict.fromkeys(blanks, value)},
            {"choices": [value]},
            {"order": [value]},
            {"pairs": [[value, value]]},
            {"choices": value, "blanks": value, "order": value, "pairs": value},
        ):
            assert mark(document, response, profile=profile).outcome in {"ko", "error"}


@pytest.mark.parametrize("profile", PROFILES)
def test_a_megabyte_of_combining_marks_is_wrong(profile):
    # Sorting such marks by insertion, as unicodedata does, would take hours.
    marks = "a" + "\u0301\u0316" * 500_000
    tolerances = ["case", "punctuation", "typing"]
    document = samples.short_answer(tolerances=tolerances)
    assert mark(document, {"blanks": {"v": marks}}, profile=profile).outcome == "ko"
    groups = {f"g{i}": [f"mot{i}"] for i in range(40)}
    response = {"blanks": {"n1": marks, "n2": "mot1"}}
    assert mark(pool(groups, tolerances=tolerances), response, profile=profile).outcome == "ko"


@pytest.mark.parametrize("profile", PROFILES)
def test_a_hundred_thousand_unknown_blanks_are_wrong(profile):
    many = {f"x{i}": "Namur" for i in range(100_000)}
    for document in (cloze(n1=["Namur"]), pool({"g1": ["Namur"], "g2": ["Liège"]})):
        assert mark(document, {"blanks": many}, profile=profile).outcome in {"ko", "error"}


def test_very_long_answers_are_wrong_in_atelier_alone():
    answer = {"blanks": {"v": " " * 20_000 + "Namur"}}
    document = samples.short_answer(tolerances=["case"])
    result = mark(document, answer)
    assert (result.outcome, result.details["reason"]) == ("ko", "too-long")
    assert mark(document, answer, profile="pix").outcome == "ok"


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("type", samples.TYPES)
def test_a_document_that_lacks_what_its_type_needs_is_an_error(type, profile):
    response = {"choices": ["cA9"], "order": ["cA9"], "pairs": [["cA", "tB"]], "blanks": {}}
    needed = ["key", "blanks", "locales"] if DOCUMENTS[type]["blanks"] else ["key", "choices"]
    for name in needed:
        for value in (None, 5):
            document = {**DOCUMENTS[type], name: value}
            result = mark(document, response, profile=profile)
            assert (result.outcome, result.details) == ("error", {"reason": "document"}), name


def test_an_unknown_type_or_profile_is_refused():
    with pytest.raises(ValueError, match="poem"):
        mark(samples.joined(type="poem"), {"choices": []})
    with pytest.raises(ValueError, match="None"):
        mark({}, {"choices": []})
    with pytest.raises(ValueError, match="other"):
        mark(samples.joined(), {"choices": []}, profile="other")
