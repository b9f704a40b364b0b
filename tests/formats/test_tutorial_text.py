"""Tutorials as text files: what is written is read back, what is wrong is told with its line."""

import copy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formats.atelier_text import FileFacts
from formats.tutorial_text import decode, encode, with_pictures
from tests.samples_tutorials import SHA, link_tutorial, tutorial

FACTS = {"m1": FileFacts(SHA, "image/png", 48213)}


def read(source):
    decoded = decode(source)
    assert decoded.problems == []
    return decoded


@pytest.mark.parametrize("document", [tutorial(), link_tutorial(), tutorial(duration=None)])
def test_what_is_written_is_read_back(document):
    expected = {**copy.deepcopy(document), "version": 1, "revision": 1}
    assert with_pictures(read(encode(document)).document, FACTS) == expected


def test_a_short_file_is_enough():
    document = read("---\ntitle: Chercher\nurl: https://example.org/x\n---\n").document
    assert (document["kind"], document["format"], document["language"]) == ("link", "page", "fr")
    assert document["locales"]["fr"]["url"] == "https://example.org/x"


def test_lines_are_known():
    decoded = read("---\ntitle: Chercher\nformat: video\n---\n\nUn texte.\n")
    assert decoded.line_of("/locales/fr/title") == 2
    assert decoded.line_of("/locales/fr/body") > 3


@pytest.mark.parametrize(
    ("source", "line", "word"),
    [
        ("pas d'en-tête", 1, "---"),
        ("---\ntitle: [\n---\n", 2, ""),
        ("---\ntitle: x\ncouleur: bleu\n---\ny\n", 3, "couleur"),
        ("---\ntitle: 12\n---\ny\n", 2, "title"),
        ("---\ntitle: x\nformat: film\n---\ny\n", 3, "format"),
        ("---\ntitle: x\nkind: livre\n---\ny\n", 3, "kind"),
        ("---\ntitle: x\nurl: https://a.example\nkind: article\n---\ny\n", 3, "adresse"),
        ("---\ntitle: x\nurl: https://a.example\n---\ny\n", 5, "texte"),
        ("---\ntitle: x\nlevels: [a]\n---\ny\n", 3, "levels"),
        ("---\ntitle: x\nfavourite: 3\n---\ny\n", 3, "favourite"),
        ("---\ntitle: x\nmedia: {m1: plan.png}\n---\ny\n", 3, "m1"),
        ("---\ntitle: x\nmedia: {m1: {file: a.png, taille: 3}}\n---\ny\n", 3, "taille"),
    ],
)
def test_what_is_wrong_is_told_at_its_line(source, line, word):
    problems = decode(source).problems
    assert problems
    assert problems[0].line == line
    assert word in problems[0].message


@given(st.text(max_size=200))
def test_no_text_breaks_it(text):
    decode(text)
    decode(f"---\n{text}\n---\n{text}")
