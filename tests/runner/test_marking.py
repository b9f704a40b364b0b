"""Marking, rule by rule (PIX_CONTRACT.md §3)."""

import pytest

from runner.answers import own_answer
from runner.marking import mark
from tests import samples


def outcome(document, response, **kwargs):
    return mark(document, response, **kwargs).outcome


def typed(answer, profile="atelier", **document):
    return outcome(samples.short_answer(**document), {"blanks": {"v": answer}}, profile=profile)


# -- Choices ---------------------------------------------------------------------------------------
def test_a_single_choice_is_right_when_it_is_the_one():
    assert outcome(samples.joined(), {"choices": ["cA9"]}) == "ok"
    assert outcome(samples.joined(), {"choices": ["cK3"]}) == "ko"
    assert outcome(samples.joined(), {"choices": []}) == "ko"
    assert outcome(samples.joined(), {"choices": ["cA9", "cK3"]}) == "ko"


def test_a_multiple_choice_is_the_same_set_in_any_order_and_nothing_in_between():
    document = samples.joined(type="multiple_choice")
    document["key"]["choices"] = ["cA9", "cB1"]
    assert outcome(document, {"choices": ["cB1", "cA9"]}) == "ok"
    assert outcome(document, {"choices": ["cB1"]}) == "ko"
    assert outcome(document, {"choices": ["cB1", "cA9", "cK3"]}) == "ko"


def test_a_choice_that_does_not_exist_is_wrong():
    result = mark(samples.joined(), {"choices": ["cZZ"]})
    assert (result.outcome, result.details) == ("ko", {"reason": "unknown-choice"})


# -- Treatments ------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("answer", "accepted", "tolerances", "expected"),
    [
        ("Namur", "Namur", [], "ok"),
        ("namur", "Namur", [], "ko"),
        (" NÂMUR ", "Namur", ["case"], "ok"),
        ("La Lou vière", "la louviere", ["case"], "ok"),
        ("L'Isle-Adam", "LIsleAdam", ["punctuation"], "ok"),
        ("Namur !", "Namur", ["punctuation"], "ko"),  # a space stays where the sign was
        ("Namur!", "Namur", ["punctuation"], "ok"),
        ("Namir", "Namur", ["typing"], "ok"),  # 1 of 5
        ("Nimir", "Namur", ["typing"], "ko"),  # 2 of 5
        ("Hut!", "Huy!", ["typing"], "ok"),  # 1 of 4
        ("Hut", "Huy", ["typing"], "ko"),  # 1 of 3
        ("Nivexxes", "Nivelles", ["typing"], "ok"),  # 2 of 8
        ("Diexant", "Dinant", ["typing"], "ko"),  # 2 of 7: of the answer's length
        ("namir", "Namur", ["case", "typing"], "ok"),
        ("œuf", "oeuf", ["case"], "ko"),  # ligatures stay
        ("", "Namur", ["typing"], "ko"),
        ("Na\u00a0mur", "Na mur", [], "ok"),
        ("Nam\u0061\u0302t", "Namât", [], "ok"),  # NFC
    ],
)
def test_tolerances(answer, accepted, tolerances, expected):
    for profile in ("atelier", "pix"):
        assert typed(answer, profile, accepted=[accepted], tolerances=tolerances) == expected


def test_details_say_which_tolerance_let_an_answer_through():
    document = samples.short_answer(tolerances=["case", "typing"])
    assert mark(document, {"blanks": {"v": "Namur"}}).details["blanks"]["v"]["through"] == []
    assert mark(document, {"blanks": {"v": "namur"}}).details["blanks"]["v"]["through"] == ["case"]
    through = mark(document, {"blanks": {"v": "namir"}}).details["blanks"]["v"]["through"]
    assert through == ["case", "typing"]


def test_another_script_survives_the_punctuation_tolerance_in_atelier_only():
    wrong = {"accepted": ["Москва"], "tolerances": ["punctuation"]}
    assert typed("Киев", "pix", **wrong) == "ok"  # both become empty at Pix
    assert typed("Киев", "atelier", **wrong) == "ko"
    assert typed("Москва!", "atelier", **wrong) == "ok"


def test_signs_alone_are_no_answer_in_atelier():
    wrong = {"accepted": ["…"], "tolerances": ["punctuation"]}
    assert typed("!?", "atelier", **wrong) == "ko"


# -- Numbers ---------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("answer", "accepted", "expected"),
    [
        ("12,5", "12.50", "ok"),
        ("1 234,5", "1234.5", "ok"),
        ("012", "12", "ok"),
        ("1e1", "10", "ok"),
        ("12,6", "12,5", "ko"),
        ("douze", "12", "ko"),
        ("12 € ", "12", "ko"),
        ("1,2,3", "1.2", "ko"),
        ("", "0", "ko"),
        ("-0", "0", "ok"),
        ("1\u202f234", "1234", "ok"),
    ],
)
def test_numbers_compare_as_numbers(answer, accepted, expected):
    assert typed(answer, accepted=[accepted], format="number") == expected


def test_a_leading_space_is_the_one_that_pix_drops():
    number = {"accepted": ["1000"], "format": "number"}
    assert typed(" 1 000", "pix", **number) == "ko"
    assert typed(" 1 000", "atelier", **number) == "ok"


def test_numbers_and_words_compare_as_text():
    assert typed("12,0", accepted=["12", "douze"], format="number") == "ko"
    assert typed("douze", accepted=["12", "douze"], format="number") == "ok"


# -- Outcomes --------------------------------------------------------------------------------------
def test_given_up_and_late_and_left():
    document = samples.joined(focus=True, timer=30)
    right, wrong = {"choices": ["cA9"]}, {"choices": ["cK3"]}
    assert outcome(document, {"given_up": True}) == "aband"
    assert outcome(document, {**right, "remaining": -3}) == "timedout"
    assert outcome(document, {**right, "remaining": 0}) == "ok"
    assert outcome(document, {**right, "left_focus": True}) == "focusedOut"
    assert outcome(document, {**wrong, "remaining": -3, "left_focus": True}) == "ko"
    assert outcome(samples.joined(), {**right, "left_focus": True}) == "ok"


@pytest.mark.parametrize(
    "response",
    [
        None,
        [],
        "Namur",
        {},
        {"blanks": None},
        {"blanks": {"v": 5}},
        {"blanks": {"v": None}},
        {"blanks": {"w": "Namur"}},
        {"blanks": {"v": "x" * 1_000_000}},
        {"choices": ["cA9"]},
        {"blanks": {"v": "\x00\x1b"}},
    ],
)
def test_a_malformed_response_is_wrong_and_never_an_exception(response):
    document = samples.short_answer(tolerances=["case", "punctuation", "typing"])
    assert outcome(document, response) == "ko"
    assert outcome(document, response, profile="pix") == "ko"
    expected = "ok" if response == {"choices": ["cA9"]} else "ko"
    assert outcome(samples.joined(), response) == expected


def test_a_type_without_marking_is_an_error():
    with pytest.raises(ValueError, match="poem"):
        mark(samples.joined(type="poem"), {"choices": []})


def test_a_locale_may_accept_other_answers():
    document = samples.short_answer(locales={"nl": {"blanks": {"v": ["Namen"]}}})
    assert mark(document, {"blanks": {"v": "Namen"}}, "nl").outcome == "ok"
    assert mark(document, {"blanks": {"v": "Namen"}}, "fr").outcome == "ko"
    assert mark(document, {"blanks": {"v": "Namur"}}, "fr-BE").outcome == "ok"


@pytest.mark.parametrize("document", [samples.joined(), samples.short_answer()])
def test_the_own_answer_is_right(document):
    for locale in ("fr", "fr-BE"):
        assert mark(document, own_answer(document, locale), locale).outcome == "ok"
