"""The public page leads everywhere; the admin opens with what one can do."""

import pytest
from django.contrib.auth.models import Group

from cms.roles import PUBLISHERS, sync_roles
from tests import factories

pytestmark = pytest.mark.django_db


def test_the_public_page_leads_to_all_rooms(client):
    page = client.get("/").content.decode()
    for address in ("/referentiel/", "/runner/", "/api/v1/docs", "/admin/"):
        assert f'href="{address}"' in page
        assert client.get(address, follow=True).status_code == 200
    assert "concepteur" in page


def test_outside_the_demo_no_password_is_shown(client, settings):
    settings.DEMO = False
    assert "concepteur" not in client.get("/").content.decode()


def test_english_is_a_click_away(client):
    response = client.post("/i18n/setlang/", {"language": "en", "next": "/"}, follow=True)
    page = response.content.decode()
    assert '<html lang="en">' in page
    assert "The workshop" in page


def test_the_admin_home_shows_what_one_may_do(designer_client):
    factories.choice_challenge()
    page = designer_client.get("/admin/").content.decode()
    assert "Écrire une épreuve" in page
    assert "1 épreuve attend" in page
    assert "Publier une banque" not in page, "designers do not publish"
    assert '"name": "explorer"' not in page


def test_the_admin_home_of_a_publisher(client):
    sync_roles()
    person = factories.UserFactory()
    person.groups.add(Group.objects.get(name=PUBLISHERS))
    client.force_login(person)
    page = client.get("/admin/").content.decode()
    assert "Publier une banque" in page
    assert "Écrire une épreuve" not in page


def test_health(client):
    assert client.get("/sante/").json() == {"status": "ok"}


def test_roles_are_the_code_s(designer):
    from django.contrib.auth.models import Group, Permission

    from cms.roles import ROLES, sync_roles

    group = Group.objects.get(name="Conception")
    group.permissions.set(Permission.objects.all()[:3])
    sync_roles()
    codes = {f"{p.content_type.app_label}.{p.codename}" for p in group.permissions.all()}
    assert codes == set(ROLES["Conception"])
