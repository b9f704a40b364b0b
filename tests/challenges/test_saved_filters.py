"""Filters kept under a name: one's own, the team's, and nobody else's to change."""

import pytest

from challenges.models import SavedFilter
from challenges.saving_filters import normalised
from tests import factories

pytestmark = pytest.mark.django_db
LIST = "/admin/epreuves/"
ADD = "/admin/epreuves/filtres/"


@pytest.fixture
def colleague(designer):
    """Another designer."""
    other = factories.UserFactory(username="karim", first_name="Karim")
    other.groups.set(designer.groups.all())
    return other


def save(client, name="Mes brouillons", query="status=proposed", **more):
    return client.post(ADD, {"name": name, "query": query, **more}, follow=True)


def test_a_filter_is_kept_shown_and_marked_where_one_is(designer_client, designer):
    page = save(designer_client).content.decode()
    saved = SavedFilter.objects.get()
    assert (saved.owner, saved.query, saved.shared) == (designer, "status=proposed", False)
    assert f'href="{LIST}?status=proposed" aria-current="true"' in page
    assert 'aria-current="true"' not in designer_client.get(LIST).content.decode().split("<main")[1]


def test_only_what_means_something_is_kept():
    query = "?q=+ecole+&p=3&status=proposed&export=csv&type=nonsense&device=&evil=1&ordering=status"
    assert normalised(query) == "status=proposed&q=ecole&ordering=status"
    assert normalised("evil=1&p=2") == ""


def test_nothing_filtered_is_not_kept(designer_client):
    page = save(designer_client, query="p=2").content.decode()
    assert "Rien n&#x27;est filtré" in page or "Rien n'est filtré" in page
    assert not SavedFilter.objects.exists()


def test_a_name_is_used_once_by_one_person(designer_client, client, designer, colleague):
    save(designer_client)
    assert "déjà un filtre" in save(designer_client).content.decode()
    client.force_login(colleague)
    save(client)
    assert SavedFilter.objects.count() == 2


@pytest.mark.parametrize("name", ["", " ", "x" * 81])
def test_a_bad_name_is_refused(designer_client, name):
    save(designer_client, name=name)
    assert not SavedFilter.objects.exists()


def test_the_team_sees_shared_filters_only_and_changes_none(client, designer, colleague):
    mine = SavedFilter.objects.create(owner=designer, name="À moi", query="status=proposed")
    ours = SavedFilter.objects.create(
        owner=designer, name="À nous <b>", query="status=validated", shared=True
    )
    client.force_login(colleague)
    page = client.get(LIST).content.decode()
    assert "À nous &lt;b&gt;" in page
    assert "À moi" not in page
    assert f"/filtres/{ours.pk}/" not in page
    for saved, status in ((mine, 404), (ours, 403)):
        for address in (f"{ADD}{saved.pk}/", f"{ADD}{saved.pk}/supprimer/"):
            answer = client.post(address, {"name": "pris"})
            # Wagtail answers a refusal by sending home with a message.
            assert answer.status_code == status or (status == 403 and answer.url == "/admin/")
    assert set(SavedFilter.objects.values_list("name", flat=True)) == {"À moi", "À nous <b>"}


def test_the_owner_renames_shares_and_deletes(designer_client, designer):
    saved = SavedFilter.objects.create(owner=designer, name="Avant", query="status=proposed")
    address = f"{ADD}{saved.pk}/"
    assert "Avant" in designer_client.get(address).content.decode()
    designer_client.post(address, {"name": "Après", "shared": "on"})
    saved.refresh_from_db()
    assert (saved.name, saved.shared, saved.query) == ("Après", True, "status=proposed")
    designer_client.post(f"{address}supprimer/")
    assert not SavedFilter.objects.exists()


def test_an_administrator_may_tidy_up(client, designer):
    saved = SavedFilter.objects.create(owner=designer, name="Vieux", query="status=proposed")
    client.force_login(factories.UserFactory(is_superuser=True))
    client.post(f"{ADD}{saved.pk}/supprimer/")
    assert not SavedFilter.objects.exists()


def test_who_may_not_see_challenges_keeps_none(client, db):
    person = factories.give(factories.UserFactory(), "wagtailadmin.access_admin")
    client.force_login(person)
    assert save(client).status_code in {200, 403}
    assert not SavedFilter.objects.exists()
