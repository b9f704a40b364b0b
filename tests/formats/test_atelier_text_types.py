"""Every type in the Atelier text format: what a file says, and what is wrong at which line."""

import re
from pathlib import Path

import pytest

from formats.atelier_text import FileFacts, decode, prototype_of, with_files
from schemas import validate

DOCS = (Path(__file__).parents[2] / "docs" / "format-texte.md").read_text("utf-8")
EXAMPLES = {
    re.search(r"^type: (\w+)$", text, re.MULTILINE)[1]: text
    for text in re.findall(r"^```markdown\n(---\n.*?)^```$", DOCS, re.MULTILINE | re.DOTALL)
}
FACTS = FileFacts("ab" * 32, "application/zip", 9000)


def header(type, more=""):
    return f'---\ntype: {type}\nframework: crcn\nskill: "@moteur2"\n{more}---\n'


TWO_BLANKS = header("cloze", "blanks: {a: {label: x}, b: {label: y}}\n")


def messages(text):
    return [(problem.line, problem.message) for problem in decode(text).problems]


def said(text, line, word):
    found = messages(text)
    assert any(at == line and word in message for at, message in found), found


@pytest.mark.parametrize("kind", sorted(EXAMPLES))
def test_the_examples_of_the_page_are_right(kind):
    decoded = decode(EXAMPLES[kind])
    assert decoded.problems == []
    assert decoded.body["type"] == kind
    body = with_files(decoded.body, dict.fromkeys(decoded.files, FACTS))
    identity = {"id": "challengeAb3", "skill": "skillX9"}
    body = {**body, **identity, "family": {"prototype": "challengeAb3", "variant": None}}
    body["locales"]["fr"]["id"] = "challengeAb3"
    assert validate(body, "challenge") == []
    assert validate({**decoded.key, "id": "challengeAb3"}, "challenge-key") == []


def test_the_page_has_an_example_of_all_types_but_one():
    assert len(EXAMPLES) == 7
    assert "multiple_choice" not in EXAMPLES  # written as single_choice


def test_a_cloze_has_typed_blanks_and_menus():
    decoded = decode(EXAMPLES["cloze"])
    typed, menu = decoded.body["blanks"]
    assert typed == {"id": "domaine", "input": "text", "format": "words"}
    assert menu == {"id": "cadenas", "input": "menu", "options": ["new1", "new2"]}
    assert decoded.key["blanks"] == {
        "domaine": {"tolerances": ["case"]},
        "cadenas": {"correct": ["new1"]},
    }
    assert decoded.key["locales"]["fr"]["blanks"] == {"domaine": ["guichet.test"]}
    lines = EXAMPLES["cloze"].split("\n")
    where = decoded.line_of("/locales/fr/blanks/cadenas/options/new2")
    assert lines[where - 1] == "- [ ] le site est officiel"
    assert lines[decoded.line_of("/blanks/1") - 1] == "## Menu cadenas"


def test_the_order_of_the_file_is_the_answer_and_the_body_does_not_tell_it():
    decoded = decode(header("ordering") + "\n## Éléments dans l’ordre\n\n1. b {#cZ}\n2. a {#cA}\n")
    assert decoded.key["order"] == ["cZ", "cA"]
    assert decoded.body["choices"] == [{"id": "cA"}, {"id": "cZ"}]


def test_rows_with_one_number_go_together():
    decoded = decode(EXAMPLES["matching"])
    assert decoded.key["pairs"] == [["new1", "new3"], ["new2", "new4"]]
    sides = [choice["side"] for choice in decoded.body["choices"]]
    assert sides == ["source", "source", "target", "target", "target"]


def test_a_simulator_answers_in_one_blank_of_its_own():
    decoded = decode(EXAMPLES["embed"])
    assert decoded.body["blanks"] == [{"id": "a", "input": "embed", "format": "words"}]
    assert decoded.body["locales"]["fr"]["blanks"]["a"]["label"] == "Une boîte mail"
    assert decoded.body["embed"]["media"] == "m1"
    assert decoded.body["media"][0]["role"] == "simulator"
    assert decoded.files == {"m1": "boite-mail/"}


def test_an_address_needs_no_files():
    text = header("embed", 'embed: {title: "T", url: "https://exemple.be/x", height: 300}\n')
    decoded = decode(text + "\n## Réponses acceptées\n\n- 42\n")
    assert decoded.problems == []
    assert decoded.body["embed"] == {"source": "address", "height": 300, "auto_reply": True}
    assert decoded.body["locales"]["fr"]["embed"] == {"title": "T", "url": "https://exemple.be/x"}


@pytest.mark.parametrize(
    ("path", "role"),
    [("plan.PNG", "illustration"), ("lettre.docx", "download"), ("boite/", "simulator"),
     ("paquet.zip", "download")],
)  # fmt: skip
def test_what_a_file_is_for_is_seen_from_its_name(path, role):
    decoded = decode(header("single_choice", f"media: {{m1: {{file: {path}}}}}\n"))
    assert decoded.body["media"][0]["role"] == role
    assert decoded.body["media"][0]["name"] == path.replace("boite/", "boite.zip")


def test_alternative_texts_are_given_missing_or_of_no_use():
    media = "media:\n  a: {file: a.png, alt: Plan}\n  b: {file: b.png, decorative: true}\n"
    decoded = decode(header("single_choice", media + "  c: {file: c.png}\n"))
    words = decoded.body["locales"]["fr"]["media"]
    assert words == {"a": {"alt": "Plan"}, "b": {"alt": ""}, "c": {}}
    assert decoded.line_of("/locales/fr/media/c/alt") == 8


def test_links_keep_their_brackets():
    decoded = decode(
        header("single_choice") + "\n## À consulter\n\n- [La carte [PDF]](https://a.be)\n"
    )
    assert decoded.body["locales"]["fr"]["links"] == [
        {"label": "La carte [PDF]", "url": "https://a.be"}
    ]
    assert decoded.line_of("/locales/fr/links/0/url") == 9


def test_a_variant_takes_what_its_family_shares():
    prototype = decode(EXAMPLES["single_choice"])
    prototype.body["skill"] = "skillX9"
    text = "---\nprototype: challengeP1\nvariant: 2\n---\n\n## Choix\n\n- [x] a\n- [ ] b\n"
    assert prototype_of(text) == "challengeP1"
    assert prototype_of(EXAMPLES["single_choice"]) is None
    decoded = decode(text, (prototype.body, prototype.key))
    assert decoded.problems == []
    assert decoded.body["family"] == {"prototype": "challengeP1", "variant": 2}
    assert (decoded.body["type"], decoded.body["skill"]) == ("single_choice", "skillX9")
    assert decoded.body["contexts"] == []  # its own
    assert "n'existe pas" in decode(text).problems[0].message


@pytest.mark.parametrize(
    ("text", "line", "word"),
    [
        ("---\nprototype: challengeP1\nvariant: 0\n---\n", 3, "numéro à partir de 1"),
        ("---\nprototype: challengeP1\n---\n", 2, "variant: 1"),
        ("---\nprototype: challengeP1\nvariant: 1\ntimer: 5\n---\n", 4, "dans le prototype"),
        (header("single_choice", "variant: 1\n"), 5, "prototype"),
        (header("single_choice", "blanks: {v: {label: x}}\n"), 5, "n'a pas de trou"),
        (header("cloze", "embed: {title: x}\n"), 5, "ne concerne que"),
        (header("embed", "embed: {title: x, height: haut}\n"), 5, "height"),
        (header("embed", "embed: {title: x, taille: 3}\n"), 5, "taille"),
        (header("single_choice", "embed: [1]\n"), 5, "embed"),
        (header("single_choice", "media: {m1: {alt: x}}\n"), 5, "nommer son fichier"),
        (header("single_choice", "media: {m1: x.png}\n"), 5, "file: …"),
        (header("single_choice", "media:\n  m1:\n    file: x.png\n    role: fond\n"), 8, "fond"),
        (header("single_choice", "media: {m1: {file: x.png, alt: a, decorative: true}}\n"), 5, "décorative"),
        (header("single_choice", "alignments:\n  - {framework: d, competence: 2.10}\n"), 6, '"2.1"'),
        (header("single_choice", "alignments:\n  - {framework: d}\n"), 6, "alignement"),
        (header("cloze", "blanks:\n  a: {label: x}\n  a: {label: y}\n"), 7, "deux fois"),
        (header("ordering") + "\n## Choix\n\n- [x] a\n", 7, "n'a pas de « Choix »"),
        (header("ordering") + "\n## Éléments dans l'ordre\n\n- a\n", 9, "1. texte"),
        (header("matching") + "\n## À gauche\n\n- [1] a\n\n## À droite\n\n- [2] b\n", 9, "correspondant"),
        (header("matching") + "\n## À droite\n\n- [1] a\n- [1] b\n", 10, "deux fois à droite"),
        (header("cloze") + "\n## Menu\n\n- [x] a\n", 7, "## Menu n1"),
        (header("cloze") + "\n## Menu v\n\n- [x] a\n", 7, "« v »"),
        (header("cloze", "blanks: {v: {input: voix}}\n"), 5, "voix"),
        (TWO_BLANKS + "\n## Réponses acceptées\n\n- 1\n", 8, "Réponses acceptées a"),
        (header("short_answer", "blanks: {v: {label: x}}\n") + "\n## Réponses acceptées w\n\n- 1\n", 8, "« w »"),
        (header("cloze_pool") + "\n## Groupe {#g1}\n\n- a\n\n## Groupe {#g1}\n\n- b\n", 11, "deux fois"),
        (header("single_choice") + "\n## À consulter\n\n- https://a.be\n", 9, "[texte](https://adresse)"),
        (header("single_choice") + "\n## Consigne\n\n```\nx\n\n## Choix\n\n- [x] a\n", 9, "bloc de code"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_with_its_line(text, line, word):
    said(text, line, word)


def test_a_choice_may_end_in_a_code_block():
    rows = "- [x] Ceci :\n      ```\n      ## code\n      ```\n- [ ] b\n"
    decoded = decode(header("single_choice") + f"\n## Choix\n\n{rows}\n## Explication\n\nE\n")
    assert decoded.problems == []
    assert decoded.body["locales"]["fr"]["choices"]["new1"] == "Ceci :\n```\n## code\n```"
    assert decoded.key["locales"]["fr"]["explanation"] == "E"
