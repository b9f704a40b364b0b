"""Questions and corrections as HTML: accessible, and silent about the key."""

import pytest

from runner.marking import mark
from runner.rendering import choice_order, render_correction, render_question
from tests import samples
from tests.runner.parsing import Page


def test_a_single_choice_is_a_group_of_labelled_radios():
    page = Page(render_question(samples.body(), "fr"))
    radios = page.all("input")
    assert [r["type"] for r in radios] == ["radio"] * 3
    assert [r["value"] for r in radios] == ["cK3", "cA9", "cB1"]
    assert {r["name"] for r in radios} == {"choices"}
    assert len(page.all("fieldset")) == len(page.all("legend")) == 1
    assert len(page.all("label")) == 3


def test_a_multiple_choice_has_check_boxes():
    page = Page(render_question(samples.body(type="multiple_choice"), "fr"))
    assert [r["type"] for r in page.all("input")] == ["checkbox"] * 3


def test_a_short_answer_has_a_labelled_field_where_the_template_says():
    page = Page(render_question(samples.short_answer(format="number"), "fr"))
    (field,) = page.all("input")
    assert field["name"] == "blank-v"
    assert field["aria-label"] == "Ville"
    assert field["inputmode"] == "decimal"
    assert "${v}" not in page.text


def test_a_long_answer_has_a_text_area():
    page = Page(render_question(samples.short_answer(format="paragraph"), "fr"))
    assert page.all("textarea")[0]["name"] == "blank-v"


@pytest.mark.parametrize(("locale", "lang"), [("fr-BE", "fr-BE"), ("de", "fr")])
def test_the_language_of_the_text_is_marked(locale, lang):
    page = Page(render_question(samples.body(), locale))
    assert page.all("div", class_="q-instruction")[0]["lang"] == lang
    assert {span["lang"] for span in page.all("span", class_="q-choice-text")} == {lang}
    assert "lang" not in page.all("legend")[0]


def test_a_part_that_is_inherited_is_marked_by_itself():
    document = samples.body()
    document["locales"]["nl"] = {
        "id": "challengeN1", "kind": "translated", "instruction": "Kies.", "choices": {"cK3": "Rood"},
    }  # fmt: skip
    page = Page(render_question(document, "nl"))
    assert page.all("div", class_="q-instruction")[0]["lang"] == "nl"
    assert [span["lang"] for span in page.all("span", class_="q-choice-text")] == ["nl", "fr", "fr"]


def test_the_question_says_nothing_of_the_key():
    document = samples.joined()
    document["key"]["locales"]["fr"]["explanation"] = "SECRET"
    assert render_question(document, "fr") == render_question(samples.body(), "fr")


def test_text_is_rendered_once_and_safely():
    document = samples.body()
    document["locales"]["fr"]["choices"]["cK3"] = "<script>x</script> & `<b>`"
    html = render_question(document, "fr")
    assert "<script>" not in html
    assert "&amp;amp;" not in html


def test_what_was_answered_is_shown_again_and_escaped():
    html = render_question(samples.short_answer(), "fr", response={"blanks": {"v": '"><b>'}})
    assert Page(html).all("input")[0]["value"] == '"><b>'
    page = Page(render_question(samples.body(), "fr", response={"choices": ["cB1"]}, disabled=True))
    assert [("checked" in r) for r in page.all("input")] == [False, False, True]
    assert "disabled" in page.all("fieldset")[0]


def test_the_order_is_drawn_from_the_seed_only_when_the_challenge_shuffles():
    document = samples.body()
    orders = {tuple(choice_order(document, seed)) for seed in range(50)}
    assert len(orders) == 6
    assert choice_order(document, 7) == choice_order(document, 7)
    assert choice_order({**document, "shuffle": False}, 7) == ["cK3", "cA9", "cB1"]


@pytest.mark.parametrize(
    ("response", "heading"),
    [
        ({"choices": ["cA9"]}, "Bonne réponse"),
        ({"choices": ["cK3"]}, "Ce n'est pas la bonne réponse"),
        ({"given_up": True}, "Vous avez passé cette épreuve"),
        ({"choices": ["cA9"], "remaining": -1}, "Réponse juste, mais hors délai"),
    ],
)
def test_the_correction_says_what_was_right_and_why(response, heading):
    document = samples.joined()
    page = Page(render_correction(document, response, mark(document, response), "fr"))
    assert heading in page.text
    assert "Le vert laisse passer." in page.text
    assert "réponse attendue" in page.text or "vous l'avez choisie" in page.text


def test_the_correction_of_a_short_answer_shows_both():
    document = samples.short_answer()
    response = {"blanks": {"v": "Liège"}}
    page = Page(render_correction(document, response, mark(document, response), "fr"))
    assert "Liège" in page.text
    assert "Namur" in page.text


def test_words_of_the_interface_are_translated_by_who_renders():
    html = render_question(samples.body(), "fr", translate=lambda text: f"[{text}]")
    assert "[Choisissez une réponse.]" in html
