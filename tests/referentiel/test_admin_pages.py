"""The referential in the admin is read, by everybody; nobody changes it by a form."""

import pytest
from django.urls import reverse

from referentiel.models import Context, Skill
from tests import factories

pytestmark = pytest.mark.django_db


def address(model, name, *args):
    return reverse(model.snippet_viewset.get_url_name(name), args=args)


@pytest.fixture
def admin(client):
    client.force_login(factories.UserFactory(username="chef", is_superuser=True, is_staff=True))
    return client


def test_skills_and_contexts_can_be_read(designer_client, skill):
    context = factories.ContextFactory()
    for model, row in ((Skill, skill), (Context, context)):
        assert str(row) in designer_client.get(address(model, "list")).content.decode() or (
            row.title_fr in designer_client.get(address(model, "list")).content.decode()
        )
        assert designer_client.get(address(model, "inspect", row.pk)).status_code == 200


@pytest.mark.parametrize("name", ["add", "edit", "delete"])
def test_not_even_an_administrator_writes_by_a_form(admin, skill, name):
    args = [] if name == "add" else [skill.pk]
    for method in (admin.get, admin.post):
        assert method(address(Skill, name, *args)).status_code == 302
    assert Skill.objects.count() == 1


@pytest.mark.parametrize("query", ["requête", "requete", "1.1", "@moteur2"])
def test_a_skill_is_chosen_by_typing(designer_client, skill, query):
    chooser = reverse(Skill.snippet_viewset.chooser_viewset.get_url_name("choose_results"))
    page = designer_client.get(chooser, {"q": query}).content.decode()
    assert "@moteur2" in page
    assert "@moteur2" not in designer_client.get(chooser, {"q": "zzz"}).content.decode()
