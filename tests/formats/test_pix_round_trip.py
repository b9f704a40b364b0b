"""Pix strings and documents say the same: both ways round, ids apart."""

import copy
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from formats.pix import from_pix, to_pix
from formats.pix.proposals import PixBlank, can_be_written, read_blanks, write_blank
from formats.pix.solutions import read_mapping, write_mapping
from runner.answers import own_answer
from runner.documents import join
from runner.marking import mark
from schemas import validate
from tests.formats import pix_samples
from tests.formats.pix_samples import CHALLENGES


def documents(challenge, start=1):
    """Body and key of ``challenge``, whose ids are counted from ``start``."""
    numbers = count(start)
    read = from_pix(challenge, new_id=lambda: f"c{next(numbers):06d}").document
    return read["body"], read["key"]


@pytest.mark.parametrize("challenge", CHALLENGES.values(), ids=CHALLENGES)
def test_examples_come_back_as_they_were(challenge):
    written = to_pix(*documents(challenge))
    assert (written.challenge, written.unsaid) == (challenge, [])


@settings(max_examples=300)
@given(pix_samples.challenges)
def test_what_pix_says_comes_back_as_it_was(challenge):
    written = to_pix(*documents(challenge))
    assert (written.challenge, written.unsaid) == (challenge, [])


@settings(max_examples=300)
@given(pix_samples.challenges)
def test_what_a_document_says_to_pix_comes_back_as_it_was(challenge):
    body, key = documents(challenge)
    again = documents(to_pix(body, key).challenge)
    assert again == (body, key)
    # Drawn ids change nothing else: the same documents, whatever the ids are.
    other_body, other_key = documents(challenge, start=500)
    assert to_pix(other_body, other_key) == to_pix(body, key)


@given(pix_samples.challenges)
def test_what_is_read_fits_the_schemas_once_it_has_ids_and_labels(challenge):
    body, key = documents(challenge)
    for document in (body, key):
        document["id"] = "challengeX1"
    body["skill"], body["family"] = "skillX1", {"prototype": "challengeX1", "variant": None}
    for texts in body["locales"].values():
        texts["id"] = "challengeX1"
        for words in texts.get("blanks", {}).values():
            words["label"] = words["label"] or "à écrire"
    assert validate(body, "challenge") == []
    assert validate(key, "challenge-key") == []


@given(pix_samples.challenges)
def test_the_own_answer_of_what_is_read_is_right(challenge):
    locale = challenge["locales"][0]
    document = join(*documents(challenge))
    if document["type"] == "cloze_pool" and len(document["blanks"]) > len(
        document["key"]["groups"]
    ):
        return  # no answer can be right
    assert mark(document, own_answer(document, locale), locale).outcome == "ok"


def test_reading_changes_nothing_of_what_it_reads():
    challenge = copy.deepcopy(CHALLENGES["QROCM-ind"])
    from_pix(challenge)
    assert challenge == CHALLENGES["QROCM-ind"]


def test_ids_are_random_by_default():
    first, second = (from_pix(CHALLENGES["QCM"]).document["body"]["choices"] for _ in range(2))
    assert len({choice["id"] for choice in [*first, *second]}) == 6


anything = st.text(max_size=8)


@given(
    st.dictionaries(
        st.from_regex("[A-Za-z][A-Za-z0-9_]{0,5}", fullmatch=True), st.lists(anything, min_size=1)
    )
)
def test_any_text_survives_the_yaml_of_a_solution(solution):
    solution = {
        name: [text.encode("utf-8", "ignore").decode() for text in texts]
        for name, texts in solution.items()
    }
    assert read_mapping(write_mapping(solution)) == solution


@given(anything, anything, st.none() | st.lists(anything, min_size=1))
def test_a_blank_comes_back_or_is_known_not_to(placeholder, label, options):
    blank = PixBlank("v", placeholder or None, label or None, None, options)
    text, blanks = read_blanks(f"avant {write_blank(blank)} après", str)
    if can_be_written(blank):
        assert (text, blanks) == ("avant ${v} après", [blank])
