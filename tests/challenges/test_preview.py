"""The preview: one mode per language, the runner's rendering, the key only behind a fold."""

import pytest
from django.test import RequestFactory

from challenges.models import Challenge
from tests import factories
from tests.challenges.forms import form_data, url

pytestmark = pytest.mark.django_db


def preview(challenge, mode):
    return challenge.serve_preview(RequestFactory().get("/"), mode).content.decode()


def test_there_is_a_mode_per_language():
    assert [code for code, _ in Challenge().preview_modes] == ["fr", "fr-be", "nl", "en", "de"]


def test_the_question_and_its_correction_are_shown():
    html = preview(factories.choice_challenge(), "fr")
    assert "<strong>couleur</strong>" in html
    assert 'type="radio"' in html
    assert "Le vert laisse passer." in html


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
