"""The referential's public pages, without an account."""

import pytest
from django.utils import translation

from referentiel.actions import activate_skill
from tests import factories

pytestmark = pytest.mark.django_db


def test_frameworks_and_competences_can_be_read(client, skill, django_assert_max_num_queries):
    activate_skill(skill)
    assert "Cadre de référence" in client.get("/referentiel/").content.decode()
    page = client.get("/referentiel/crcn/").content.decode()
    assert "Mener une recherche" in page
    assert "/referentiel/crcn/1.1/" in page
    with django_assert_max_num_queries(15):
        page = client.get("/referentiel/crcn/1.1/").content.decode()
    assert "Formuler une requête" in page


def test_a_draft_is_nobody_s(client):
    factories.CompetenceFactory(area__framework__status="draft")
    assert client.get("/referentiel/crcn/").status_code == 404
    assert client.get("/referentiel/crcn/1.1/").status_code == 404


def test_fr_be_words_where_they_differ(client):
    competence = factories.CompetenceFactory()
    competence.title_fr_be = "Chercher en Belgique"
    competence.save()
    page = client.get("/referentiel/crcn/1.1/", headers={"accept-language": "fr-be"})
    assert "Chercher en Belgique" in page.content.decode()
    assert 'lang="fr-be"' in page.content.decode()
    page = client.get("/referentiel/crcn/1.1/", headers={"accept-language": "fr"})
    assert "Mener une recherche" in page.content.decode()
    translation.activate("fr")
