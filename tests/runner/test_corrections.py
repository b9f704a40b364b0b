"""Corrections of every type: part by part, in words as well as in signs and colours."""

import pytest

from runner.answers import own_answer
from runner.marking import Mark, mark
from runner.rendering import render_correction
from tests import samples_questions as questions
from tests.runner.parsing import Page


def correct(document, response, **kwargs):
    return Page(render_correction(document, response, mark(document, response), "fr", **kwargs))


@pytest.mark.parametrize("type", questions.OF_TYPE)
def test_the_right_answer_is_called_right_in_every_part(type):
    document = questions.OF_TYPE[type]()
    page = correct(document, own_answer(document))
    assert "Bonne réponse" in page.words
    assert not [attrs for _tag, attrs in page.tags if "q-wrong" in (attrs.get("class") or "")]
    assert "Pourquoi ?" in page.words


@pytest.mark.parametrize("type", questions.OF_TYPE)
def test_who_passes_sees_what_was_expected_and_no_reproach(type):
    document = questions.OF_TYPE[type]()
    page = correct(document, {"given_up": True})
    assert "Vous avez passé cette épreuve" in page.words
    assert "Votre réponse" not in page.words
    assert "Première langue" not in page.words
    assert not [attrs for _tag, attrs in page.tags if "q-wrong" in (attrs.get("class") or "")]


@pytest.mark.parametrize("type", questions.OF_TYPE)
@pytest.mark.parametrize(
    "response",
    [
        {},
        {"blanks": {"n1": ["x"], "zz": "?"}, "order": [1, None], "pairs": [["sA"], 3], "choices": "x"},
        {"order": ["cA", "cA"], "pairs": [["zz", "yy"]], "blanks": 3, "choices": [{}]},
    ],
)  # fmt: skip
def test_a_response_of_any_shape_can_be_corrected(type, response):
    document = questions.OF_TYPE[type]()
    assert "q-correction" in render_correction(document, response, Mark("ko"), "fr")


def test_each_blank_is_told_apart_and_the_tolerance_too():
    page = correct(questions.cloze(), {"blanks": {"n1": "Bruxelle", "n2": "Liège", "n3": "o7"}})
    words = page.words
    assert "Bruxelle acceptée malgré" in words
    assert "une faute de frappe" in words
    assert "Écriture exacte Bruxelles" in words
    assert "Liège pas la réponse attendue Réponse attendue Namur" in words
    assert "Bancontact pas la réponse attendue Réponse attendue itsme" in words


def test_a_blank_left_open_is_said_to_be_missing():
    words = correct(questions.cloze(), {"blanks": {"n1": "Bruxelles", "n2": "", "n3": ""}}).words
    assert words.count("rien il manque une réponse") == 2


def test_the_answer_shown_afterwards_is_the_author_s_when_there_is_one():
    document = questions.short_answer()
    document["key"]["locales"]["fr"]["display"] = "**12** paragraphes"
    assert "Réponse attendue 12 paragraphes" in correct(document, {"blanks": {"v": "3"}}).words
    document = questions.cloze()
    document["key"]["locales"]["fr"]["display"] = "Bruxelles, Namur, itsme."
    assert "Bruxelles, Namur, itsme." in correct(document, own_answer(document)).words


def test_a_pool_says_which_groups_were_found():
    document = questions.pool()
    words = correct(document, {"blanks": {"n1": "Allemand", "n2": "anglais"}}).words
    assert "Allemand acceptée malgré une différence de majuscules" in words
    assert "anglais pas la réponse attendue" in words
    assert "Réponses possibles, dans n'importe quel ordre" in words
    assert "allemand trouvée" in words
    assert "manquait" not in words
    document["key"]["groups"] = ["g1", "g3"]
    words = correct(document, {"blanks": {"n1": "allemand", "n2": "anglais"}}).words
    assert "français manquait" in words


def test_an_order_is_corrected_item_by_item():
    page = correct(questions.ordering(), {"order": ["cB", "cA", "cD", "cC"]})
    assert page.words.count("à sa place") == 2
    assert "Écrire la réponse ✗ vous l'aviez mis en place 3" in page.words
    assert page.all("ol")


def test_pairs_are_corrected_one_by_one():
    words = correct(questions.matching(), {"pairs": [["sA", "tA"], ["sB", "tD"]]}).words
    assert "CSAM Votre réponse La porte d'entrée des services publics juste" in words
    assert (
        "itsme Votre réponse Les horaires de bus pas la réponse attendue "
        "Réponse attendue L'identité sur le téléphone"
    ) in words
    assert "MyMinfin Votre réponse rien il manque une réponse" in words


def test_what_was_given_is_escaped():
    html = render_correction(
        questions.short_answer(), {"blanks": {"v": "<script>"}}, Mark("ko"), "fr"
    )
    assert "<script>" not in html
