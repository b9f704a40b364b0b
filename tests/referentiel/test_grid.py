"""The grid: themes and topics take another place, and what is minted follows."""

import pytest
from django.urls import reverse

from content.minting import current, load
from referentiel.actions import mint_framework
from referentiel.models import Theme, Topic
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def competence():
    found = factories.CompetenceFactory()
    for n, title in enumerate(("Chercher", "Veiller")):
        theme = factories.ThemeFactory(competence=found, title_fr=title, sort_order=n)
        for m in range(2):
            factories.TopicFactory(theme=theme, name=f"sujet{'abcd'[2 * n + m]}", sort_order=m)
    mint_framework(found.framework)
    return found


def order(competence):
    themes = load(current("framework", "crcn").body)["areas"][0]["competences"][0]["themes"]
    return {t["title"]["fr"]: [topic["name"][-1] for topic in t["topics"]] for t in themes}


def move(client, competence, **data):
    return client.post(reverse("referential:grid", args=[competence.pk]), data, follow=True)


def test_themes_are_sorted(keeper_client, competence):
    move(keeper_client, competence, move=f"theme:{Theme.objects.last().pk}", to="up")
    assert list(order(competence)) == ["Veiller", "Chercher"]
    move(
        keeper_client,
        competence,
        move=f"theme:{Theme.objects.get(title_fr='Veiller').pk}",
        to="down",
    )
    assert list(order(competence)) == ["Chercher", "Veiller"]


def test_topics_are_sorted_and_moved_between_themes(keeper_client, competence):
    b = Topic.objects.get(name="sujetb")
    move(keeper_client, competence, move=f"topic:{b.pk}", to="up")
    assert order(competence)["Chercher"] == ["b", "a"]
    other = Theme.objects.get(title_fr="Veiller")
    move(keeper_client, competence, move=f"topic:{b.pk}", to="1", theme=other.pk)
    assert order(competence) == {"Chercher": ["a"], "Veiller": ["c", "b", "d"]}
    b.refresh_from_db()
    assert b.revisions.exists()


def test_what_is_not_of_the_competence_is_not_found(keeper_client, competence):
    stranger = factories.TopicFactory(
        name="autre", theme__competence__area__framework=factories.FrameworkFactory(code="autre")
    )
    for data in (
        {"move": f"topic:{stranger.pk}", "to": "up"},
        {"move": f"topic:{Topic.objects.first().pk}", "to": "0", "theme": stranger.theme_id},
        {"move": "theme:99999", "to": "up"},
    ):
        url = reverse("referential:grid", args=[competence.pk])
        assert keeper_client.post(url, data).status_code == 404
    assert "rien" in move(keeper_client, competence, move="nothing").content.decode().lower()
    assert order(competence) == {"Chercher": ["a", "b"], "Veiller": ["c", "d"]}


def test_a_designer_moves_nothing(designer_client, competence):
    move(designer_client, competence, move=f"theme:{Theme.objects.last().pk}", to="up")
    assert list(order(competence)) == ["Chercher", "Veiller"]
