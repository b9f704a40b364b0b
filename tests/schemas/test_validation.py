"""Validation: right documents pass, wrong ones get a code, a pointer and a French sentence."""

import pytest

from schemas import is_valid, validate
from tests import samples

RIGHT = list(samples.all_documents())


@pytest.mark.parametrize(("kind", "document"), RIGHT, ids=lambda value: str(value)[:40])
def test_a_right_document_has_no_problem(kind, document):
    assert validate(document, kind) == []


def test_an_unknown_kind_is_an_error():
    with pytest.raises(KeyError):
        validate({}, "poem")


@pytest.mark.parametrize(
    ("change", "code", "pointer"),
    [
        ({"type": "poem"}, "enum", "/type"),
        ({"skill": None}, "type", "/skill"),
        ({"id": "challenge-1"}, "pattern", "/id"),
        ({"id": "challengeA\n"}, "pattern", "/id"),
        ({"version": 0}, "minimum", "/version"),
        ({"surprise": 1}, "additionalProperties", ""),
        ({"devices": []}, "minItems", "/devices"),
        ({"devices": ["phone", "phone"]}, "uniqueItems", "/devices"),
        ({"choices": [{"id": "cK3"}]}, "minItems", "/choices"),
        ({"timer": "3"}, "type", "/timer"),
        ({"timer": 0}, "minimum", "/timer"),
        ({"blanks": [{"id": "v", "input": "text", "format": "words"}]}, "maxItems", "/blanks"),
    ],
)
def test_a_wrong_document_says_what_and_where(change, code, pointer):
    problems = validate(samples.body(**change), "challenge")
    assert (code, pointer) in {(p.code, p.pointer) for p in problems}
    for problem in problems:
        assert problem.message.endswith(".")
        assert problem.kind == "challenge"


def test_a_missing_member_is_named():
    document = samples.body()
    del document["rights"]
    (problem,) = validate(document, "challenge")
    assert problem.code == "required"
    assert "rights" in problem.message


def test_a_locale_that_is_the_same_says_nothing_else():
    document = samples.body()
    document["locales"]["fr-BE"]["instruction"] = "…"
    assert [p.pointer for p in validate(document, "challenge")] == ["/locales/fr-BE"]


def test_the_player_manifest_may_not_name_a_key():
    document = samples.release("engine")
    document["scope"] = "player"
    assert not is_valid(document, "release")


def test_the_engine_manifest_must_name_each_key():
    document = samples.release("player")
    document["scope"] = "engine"
    assert not is_valid(document, "release")


@pytest.mark.parametrize("value", [float("nan"), "\ud800", 10**400, {1, 2}, object()])
def test_what_json_cannot_say_is_a_problem_not_a_crash(value):
    assert validate(samples.body(timer=value), "challenge")


def test_a_long_value_is_not_repeated_in_full():
    (problem,) = validate(samples.body(id="x" * 5000), "challenge")
    assert len(problem.message) < 300
