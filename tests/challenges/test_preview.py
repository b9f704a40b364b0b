"""The preview: one mode per language, the runner's rendering, the key only behind a fold."""

import pytest
from django.test import RequestFactory

from challenges.models import Challenge
from challenges.preview import SHOW, TRIAL
from tests import factories
from tests.challenges.forms import form_data, url

pytestmark = pytest.mark.django_db


def preview(challenge, mode):
    return challenge.serve_preview(RequestFactory().get("/"), mode).content.decode()


def test_there_is_a_mode_per_language():
    assert [code for code, _ in Challenge().preview_modes] == ["fr", "fr-be", "nl", "en", "de"]


def try_it(challenge, mode="fr", **answer):
    """The preview after its own form was sent with ``answer``."""
    request = RequestFactory().post("/", {TRIAL: "1", "seed": "s", **answer})
    return challenge.serve_preview(request, mode).content.decode()


def test_the_question_is_shown_and_its_correction_is_not():
    html = preview(factories.choice_challenge(), "fr")
    assert "<strong>couleur</strong>" in html
    assert 'type="radio"' in html
    assert "Le vert laisse passer." not in html


def test_answering_shows_the_outcome_and_the_explanation():
    challenge = factories.choice_challenge()
    right, wrong = (
        next(choice.public_id for choice in challenge.choices.all() if choice.correct is correct)
        for correct in (True, False)
    )
    good = try_it(challenge, choices=right)
    assert "Bonne réponse" in good
    assert "Le vert laisse passer." in good
    assert "pas la bonne réponse" in try_it(challenge, choices=wrong)


def test_the_right_answer_is_shown_on_demand_and_an_empty_one_is_sent_back():
    challenge = factories.short_answer()
    assert "Le Parlement wallon y siège." in try_it(challenge, **{SHOW: "1"})
    empty = try_it(challenge)
    assert "Il manque encore quelque chose" in empty
    assert "Le Parlement" not in empty


def test_passing_shows_the_correction():
    assert "Le Parlement wallon y siège." in try_it(factories.short_answer(), given_up="1")


def test_what_is_not_complete_says_what_is_missing_instead_of_marking():
    html = try_it(factories.choice_challenge(right=()), choices="x")
    assert "pas encore complète" in html
    assert "Aucune proposition n&#x27;est juste" in html


@pytest.mark.parametrize("make", [factories.cloze, factories.pool, factories.embed, Challenge])
def test_no_answer_whatever_breaks_the_preview(make):
    hostile = {f"blank-{key}": "\x00" * 5000 for key in ("v", "n1", "n2", "a")}
    for answer in ({}, hostile, {"choices": ["x", "y"], "pair-x": "y", "position-x": "-1"}):
        assert "q-question" in try_it(make(), **answer)


def test_the_preview_of_the_form_is_answered_over_http(designer_client, skill):
    address = url("preview_on_add")
    designer_client.post(address, form_data(skill, [("Vert", True), ("Rouge", False)]))
    page = designer_client.post(
        address + "?mode=fr&in_preview_panel=true", {TRIAL: "1", SHOW: "1", "seed": "s"}
    )
    assert page.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert "Ce que voit la personne qui répond juste" in page.content.decode()
    assert "Le vert." in page.content.decode()


def test_an_older_draft_can_be_tried_and_takes_no_other_post(designer_client, skill):
    challenge = factories.choice_challenge(skill)
    address = url("revisions_view", challenge.pk, challenge.latest_revision_id)
    assert "Répondre" in designer_client.get(address).content.decode()
    page = designer_client.post(address, {TRIAL: "1", SHOW: "1"}).content.decode()
    assert "Le vert laisse passer." in page
    assert designer_client.post(address, {}).status_code == 405


def test_who_may_not_write_cannot_try(client, skill):
    challenge = factories.choice_challenge(skill)
    client.force_login(factories.give(factories.UserFactory(), "wagtailadmin.access_admin"))
    answer = client.post(url("preview_on_edit", challenge.pk), {TRIAL: "1", SHOW: "1"})
    assert "Le vert laisse passer." not in answer.content.decode()


def test_a_language_without_text_shows_french_and_says_so():
    html = preview(factories.choice_challenge(), "nl")
    assert '<html lang="nl">' in html
    assert 'lang="fr"' in html
    assert "texte français" in html


def test_an_incomplete_draft_can_be_seen():
    html = preview(Challenge(), "fr")
    assert "q-question" in html


def test_the_live_preview_of_the_form(designer_client, skill):
    address = url("preview_on_add")
    assert designer_client.post(address, form_data(skill)).json()["is_valid"]
    page = designer_client.get(address + "?mode=fr").content.decode()
    assert "Quelle couleur laisse passer ?" in page
