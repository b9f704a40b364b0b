"""Pix challenges and answers, marked through documents in ``pix``, as Pix itself marks them."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from formats.pix import from_pix, response_from_pix
from formats.pix.solutions import read_lines, read_mapping, write_mapping
from runner.documents import join
from runner.marking import mark
from runner.marking.treatments import normalise
from tests.formats import pix_reference, pix_samples
from tests.formats.pix_samples import (
    CHALLENGES,
    clozes,
    embeds,
    menus,
    numbers,
    pools,
    short_answers,
    words,
)

UNKNOWN = st.sampled_from([[], [], [], [], ["zz"]])


def through_documents(challenge, answer):
    """What Atelier says of a Pix answer, in the profile ``pix``."""
    read = from_pix(challenge).document
    document = join(read["body"], read["key"])
    locale = challenge["locales"][0]
    return mark(
        document, response_from_pix(document, answer, locale), locale, profile="pix"
    ).outcome


def near(text):
    """Texts that are ``text``, or nearly."""
    changes = [
        lambda at, letter: text,
        lambda at, letter: text[:at] + letter + text[at:],
        lambda at, letter: text[:at] + text[at + 1 :],
        lambda at, letter: text[:at] + letter + text[at + 1 :],
        lambda at, letter: text.upper(),
        lambda at, letter: f" {text}\u00a0",
    ]
    place = st.integers(0, max(len(text) - 1, 0))
    return st.builds(
        lambda change, at, letter: change(at, letter),
        st.sampled_from(changes), place, st.sampled_from(pix_samples.LETTERS),
    )  # fmt: skip


@st.composite
def typed(draw, challenges):
    """A QROC and an answer near one of those that it accepts, or anything."""
    challenge = draw(challenges)
    lines = read_lines(challenge["solution"])
    known = st.sampled_from(lines).flatmap(near) if lines else st.just("")
    return challenge, draw(known | words | numbers | st.text(max_size=5) | st.just("#ABAND#"))


@st.composite
def typed_in_blanks(draw, challenges):
    """A QROCM and YAML that answers some of its blanks, or anything."""
    challenge = draw(challenges)
    accepted = read_mapping(normalise(challenge["solution"], "pix"))
    every_text = [text for texts in accepted.values() for text in texts]
    answers = {}
    for name in [*re.findall(r"\$\{(\w+)", challenge["proposals"]), *draw(UNKNOWN)]:
        texts = st.sampled_from(accepted.get(name, every_text))
        if draw(st.integers(0, 9)):
            answers[name] = draw(texts | texts.flatmap(near))
    written = "".join(f"{write_mapping({name: [text]})[:-1]}\n" for name, text in answers.items())
    written = written.replace(":\n- ", ": ")
    broken = st.sampled_from(["", "n0", "[]", "n0: [a]", "n0: a\nn0: b", ": :", '"', "{}", "n0:\n"])
    return challenge, draw(st.just(written) | st.just(written) | st.just(written) | broken)


@given(pix_samples.choices(), st.data())
def test_choices(challenge, data):
    indices = st.integers(1, 6).map(str)
    answers = (
        indices | st.lists(indices).map(", ".join) | st.just(challenge["solution"]) | st.just("x,")
    )
    answer = data.draw(answers)
    assert through_documents(challenge, answer) == pix_reference.outcome(challenge, answer)


@settings(max_examples=200)
@given(typed(short_answers() | short_answers(accepted=numbers)))
def test_short_answers(case):
    challenge, answer = case
    assert through_documents(challenge, answer) == pix_reference.outcome(challenge, answer)


@given(typed(menus()))
def test_menus(case):
    challenge, answer = case
    assert through_documents(challenge, answer) == pix_reference.outcome(challenge, answer)


@given(typed(embeds()))
def test_simulators(case):
    challenge, answer = case
    assert through_documents(challenge, answer) == pix_reference.outcome(challenge, answer)


@settings(max_examples=200)
@given(typed_in_blanks(clozes()))
def test_texts_with_blanks(case):
    challenge, answer = case
    assert through_documents(challenge, answer) == pix_reference.outcome(challenge, answer)


@settings(max_examples=200)
@given(typed_in_blanks(pools()))
def test_pools(case):
    challenge, answer = case
    assert through_documents(challenge, answer) == pix_reference.outcome(challenge, answer)


@pytest.mark.parametrize(
    ("name", "answer", "expected"),
    [
        ("QCU", "2", "ok"),
        ("QCU", "1", "ko"),
        ("QCU", "#ABAND#", "aband"),
        ("QCM", "3,1", "ok"),
        ("QCM", "1", "ko"),
        ("QCM", "1, 2, 3", "ko"),
        ("QCM", "1, 3, 9", "ko"),
        ("QCM", "", "ko"),
        ("QROC", " namûr", "ok"),
        ("QROC", "", "ko"),
        ("number", "12.50", "ok"),
        ("number", "douze", "ko"),
        ("menu", "eID", "ok"),
        ("menu", "eid", "ko"),
        ("QROCM-ind", "n1: PANAM\nn2: eID", "ok"),
        ("QROCM-ind", "n1: paname", "ok"),
        ("QROCM-ind", "n1: paname\nn2: eid", "ko"),
        ("QROCM-ind", "n1: paname\nn9: x", "error"),
        ("QROCM-ind", "n1: [", "error"),
        ("QROCM-ind", "", "ok"),
        ("QROCM-dep", "n1: azur\nn2: rouge", "ok"),
        ("QROCM-dep", "n1: azur\nn2: bleu", "ko"),
        ("QROCM-dep", "", "ko"),
        ("Embed-auto", "42", "ok"),
        ("embed", "1243", "ko"),
    ],
)
def test_examples(name, answer, expected):
    challenge = CHALLENGES[name]
    assert through_documents(challenge, answer) == expected
    assert pix_reference.outcome(challenge, answer) == expected


def test_a_scalar_stays_the_text_that_it_is():
    challenge = {**CHALLENGES["QROCM-ind"], "t1Status": False, "t3Status": False,
                 "proposals": "${a} ${b} ${c}", "solution": "a:\n- yes\nb:\n- 007\nc:\n- 1.10\n"}  # fmt: skip
    assert through_documents(challenge, "a: yes\nb: 007\nc: 1.10") == "ok"
    assert through_documents(challenge, "a: yes\nb: 7\nc: 1.10") == "ko"
    assert through_documents(challenge, "a: yes\nb: 007\nc: 1.1") == "ko"


@pytest.mark.parametrize("name", ["QROC", "QROCM-ind", "QROCM-dep"])
def test_without_a_solution_every_answer_is_wrong(name):
    for solution in ("", None, "n1"):
        challenge = {**CHALLENGES[name], "solution": solution}
        if name == "QROC" and solution:
            continue
        for answer in ("n1: x", "Namur"):
            assert through_documents(challenge, answer) == "ko"
            assert pix_reference.outcome(challenge, answer) == "ko"
