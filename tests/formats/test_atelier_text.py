"""The Atelier text format, both ways."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formats.atelier_text import TYPES, decode, encode, prototype_of

FIXTURES = sorted((Path(__file__).parents[2] / "fixtures" / "challenges").glob("*.md"))
PROTOTYPES = {
    decoded.body["id"]: (decoded.body, decoded.key)
    for decoded in (decode(path.read_text("utf-8")) for path in FIXTURES)
    if decoded.body
}

HEADER = """---
type: single_choice
framework: crcn
skill: "@moteur2"
---
"""
GOOD = (
    HEADER
    + """
## Consigne

Quelle couleur ?

## Choix

- [ ] Rouge
- [x] Vert {#cA9}

## Explication

Parce que.
"""
)


def messages(text):
    return [(problem.line, problem.message) for problem in decode(text).problems]


def test_a_choice_challenge():
    decoded = decode(GOOD)
    assert decoded.problems == []
    assert (decoded.framework, decoded.skill) == ("crcn", "@moteur2")
    assert decoded.body["locales"]["fr"]["choices"] == {"new1": "Rouge", "cA9": "Vert"}
    assert decoded.key["choices"] == ["cA9"]
    assert decoded.key["locales"]["fr"]["explanation"] == "Parce que."
    assert decoded.line_of("/locales/fr/choices/cA9") == 14
    assert decoded.line_of("/locales/fr/instruction") == 7
    assert decoded.line_of("/skill") == 4
    assert decoded.line_of("/nowhere") == 1


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.stem)
def test_the_starter_content_can_be_read_and_comes_back_the_same(path):
    named = prototype_of(path.read_text("utf-8"))
    prototype = PROTOTYPES[named] if named else None
    decoded = decode(path.read_text("utf-8"), prototype)
    assert decoded.problems == []
    text = encode(decoded.body, decoded.key, decoded.framework, decoded.skill, files=decoded.files)
    again = decode(text, prototype)
    assert again.problems == []
    # Choices without an id get one when they are written; everything else is the same.
    assert again.files == decoded.files
    assert again.key == decoded.key
    assert again.body == decoded.body


def test_there_are_some_of_every_type_and_at_least_eight_are_belgian():
    bodies = [decode(path.read_text("utf-8")).body for path in FIXTURES]
    assert {body["type"] for body in bodies if body} == set(TYPES)
    belgian = [body for body in bodies if body and body["territories"] == ["BE"]]
    assert len(belgian) >= 8


@pytest.mark.parametrize(
    ("text", "line", "word"),
    [
        ("", 1, "---"),
        ("---\ntype: x\n", 1, "ferme"),
        ("---\na: [1\n---\n", 2, "YAML"),
        ("---\n- 1\n---\n", 2, "clé: valeur"),
        ("---\na: &x 1\nb: *x\n---\n", 3, "alias"),
        (HEADER.replace("type:", "typo:") + "\n## Consigne\n", 2, "typo"),
        (HEADER.replace("single_choice", "poem"), 2, "poem"),
        (HEADER.replace('skill: "@moteur2"\n', ""), 1, "skill"),
        (HEADER.replace("---\n", "---\ntimer: vite\n", 1), 2, "timer"),
        (HEADER.replace("---\n", "---\nblanks: {v: 3}\n", 1), 2, "trou"),
        (HEADER + "\nbonjour\n", 7, "avant le premier titre"),
        (HEADER + "\n## Surprise\n", 7, "Surprise"),
        (HEADER + "\n## Choix\n\n- [ ] a\n\n## Choix\n", 11, "deux fois"),
        (HEADER + "\n## Choix\n\n- a\n", 9, "- [x]"),
        (HEADER + "\n## Choix\n\n- [x] a {#c1}\n- [ ] b {#c1}\n", 10, "deux fois"),
    ],
)
def test_what_cannot_be_read_is_named_with_its_line(text, line, word):
    found = messages(text)
    assert any(at == line and word in message for at, message in found), found


def test_a_heading_inside_code_is_text():
    text = GOOD.replace("Quelle couleur ?", "```\n## Pas un titre\n```")
    decoded = decode(text)
    assert decoded.problems == []
    assert "## Pas un titre" in decoded.body["locales"]["fr"]["instruction"]


def test_an_accepted_answer_must_be_a_list_item():
    text = HEADER.replace("single_choice", "short_answer") + "\n## Réponses acceptées\n\nNamur\n"
    assert (9, "une réponse acceptée s'écrit « - réponse », une par ligne.") in messages(text)


@given(st.text(max_size=300))
def test_no_text_makes_it_crash(text):
    decode(text)
    decode(HEADER + text)
    decode("---\n" + text + "\n---\n")


@pytest.mark.parametrize("inner", ["~~~\n```\n## non\n~~~", "````\n```\n## non\n````"])
def test_a_fence_is_closed_by_its_own_kind(inner):
    decoded = decode(GOOD.replace("Quelle couleur ?", inner))
    assert decoded.problems == []
    assert set(decoded.body["locales"]["fr"]["choices"]) == {"new1", "cA9"}


def test_access_needs_only_what_differs():
    decoded = decode(GOOD.replace("framework:", "access: {blind: ko}\nframework:"))
    assert decoded.body["access"] == {"blind": "ko", "colour_blind": "untested", "deaf": "untested"}
