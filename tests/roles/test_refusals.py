"""How a refusal is said: to people, to scripts, to who is not signed in, to a forged form."""

import html

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse

from content.permissions import roles_with
from tests import factories
from tests.challenges.forms import form_data, url

pytestmark = pytest.mark.django_db

SCRIPT = {"x-requested-with": "XMLHttpRequest"}


@pytest.fixture
def bank(db):
    return factories.BankFactory()


def publication(bank):
    return reverse("banks:publish", args=[bank.pk])


def test_people_are_told_which_role_may(reader_client, bank):
    answer = reader_client.get(publication(bank), follow=True)
    assert answer.redirect_chain == [("/admin/", 302)]
    page = html.unescape(answer.content.decode())
    assert "rien n'a été fait" in page
    assert "l'un de ces rôles : « Administration », « Publication »" in page


def test_pages_of_wagtail_say_it_too(reader_client):
    challenge = factories.choice_challenge()
    page = reader_client.get(url("edit", challenge.pk), follow=True).content.decode()
    assert "« Administration », « Conception »" in page


def test_roles_are_those_of_the_database(reader):
    group = Group.objects.create(name="Jury")
    group.permissions.add(Permission.objects.get(codename="publish_bank"))
    assert roles_with(["banks.publish_bank"]) == ["Administration", "Jury", "Publication"]
    assert roles_with(["banks.publish_bank", "challenges.publish_challenge"]) == [
        "Administration",
        "Publication",
    ]
    assert roles_with(["banks.no_such_thing"]) == []


@pytest.mark.parametrize("headers", [SCRIPT, {"accept": "application/json"}])
def test_scripts_get_a_sentence_as_json(reader_client, bank, headers):
    answer = reader_client.post(publication(bank), headers=headers)
    assert answer.status_code == 403
    said = answer.json()
    assert said["forbidden"] is True
    assert "« Publication »" in said["error"]
    # What Wagtail's autosave shows.
    assert said["error_message"] == said["error"]


def test_a_script_whose_session_is_over_is_told_so(client):
    answer = client.post(reverse("content_media_upload"), headers=SCRIPT)
    assert answer.status_code == 403
    assert "session est terminée" in answer.json()["error"]
    assert "forbidden" not in answer.json(), "signing in again helps"


def test_who_is_not_signed_in_comes_back_to_the_page(client, publisher, bank):
    answer = client.get(publication(bank))
    assert answer["Location"] == f"/admin/login/?next={publication(bank)}"
    publisher.set_password("secret")
    publisher.save()
    answer = client.post(
        answer["Location"],
        {"username": publisher.username, "password": "secret", "next": publication(bank)},
    )
    assert answer["Location"] == publication(bank)


def test_an_account_without_role_stays_outside(client, bank):
    client.force_login(factories.UserFactory())
    for address in ("/admin/", publication(bank), url("list")):
        assert client.get(address)["Location"].startswith("/admin/login/")


def test_a_forged_form_is_refused_with_a_sentence(designer, skill):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(designer)
    answer = strict.post(url("add"), form_data(skill))
    assert answer.status_code == 403
    assert "ne vient pas d'une page de l'atelier" in html.unescape(answer.content.decode())
    answer = strict.post(url("add"), form_data(skill), headers={"accept": "application/json"})
    assert "ne vient pas d'une page de l'atelier" in answer.json()["error"]
    assert not type(factories.choice_challenge()).objects.filter(created_by=designer).exists()


def test_a_reader_shares_no_filter(reader_client):
    page = html.unescape(reader_client.get(url("list"), {"status": "proposed"}).content.decode())
    assert "Partager avec l'équipe" not in page
    data = {"name": "À tous", "query": "status=proposed", "shared": "on"}
    answer = reader_client.post(reverse("challenges:add_filter"), data, follow=True)
    assert "Votre compte ne permet pas" in answer.content.decode()


def test_a_reader_s_history_leads_back_to_no_version(reader_client, designer):
    challenge = factories.choice_challenge()
    challenge.save_revision(user=designer)
    page = reader_client.get(url("history", challenge.pk)).content.decode()
    assert "/revert/" not in page
    assert url("edit", challenge.pk) not in page
    assert "/revisions/compare/" in page
