"""Advice on statements: LIX by its formula, long ones, long sentences; code is no prose."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from challenges.rules.readability import lix, readability_advice


def advice(instruction):
    body = {"locales": {"fr": {"kind": "source", "instruction": instruction}}}
    return [problem.code for problem in readability_advice(body)]


def test_lix_by_hand():
    # 8 words in 2 sentences, 2 of them longer than six letters: 8/2 + 100 x 2/8.
    text = "Le chat dort dans la cuisine. Personne ne."
    assert lix(text) == pytest.approx(4 + 25)
    assert lix("") == 0


def test_what_is_short_and_plain_gets_no_advice():
    assert advice("Vous cherchez un train pour Namur.\n\n- Ouvrez le site.\n- Choisissez l'heure.") == []  # fmt: skip


def test_what_is_long_is_said():
    assert advice("Un mot court. " * 60) == ["long-statement"]
    assert advice("et encore un mot " * 10) == ["long-sentence"]


def test_what_is_hard_is_said():
    hard = "L'administration communale subordonne systématiquement l'autorisation. " * 8
    assert advice(hard) == ["hard-to-read"]


def test_code_is_no_prose():
    assert advice("Lisez : `" + "motinterminable " * 60 + "`") == []


@given(st.text(max_size=300))
def test_any_text_gets_an_answer(text):
    assert set(advice(text)) <= {"long-statement", "long-sentence", "hard-to-read"}
    assert lix(text) >= 0
