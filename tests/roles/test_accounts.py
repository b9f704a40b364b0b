"""Who administrates gives roles; all rights are a superuser's, and what somebody did keeps their name."""

import html

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.urls import reverse

from tests import factories

from .table_wagtail import account_form

pytestmark = pytest.mark.django_db

Users = get_user_model().objects


def edit(user):
    return reverse("wagtailusers_users:edit", args=[user.pk])


def said(answer):
    return html.unescape(answer.content.decode())


def test_an_administrator_gives_a_role_and_takes_it_back(administrator_client):
    person = factories.UserFactory(username="nouvelle")
    role = Group.objects.get(name="Relecture")
    administrator_client.post(edit(person), {**account_form("nouvelle"), "groups": [role.pk]})
    assert Users.get(pk=person.pk).has_perm("challenges.review_challenge")
    administrator_client.post(edit(person), account_form("nouvelle"))
    assert not Users.get(pk=person.pk).has_perm("challenges.review_challenge")


def test_an_administrator_makes_no_superuser(administrator_client):
    person = factories.UserFactory(username="nouvelle")
    data = {**account_form("nouvelle"), "is_superuser": "on"}
    answer = administrator_client.post(edit(person), data, follow=True)
    assert "Seul un superutilisateur" in said(answer)
    answer = administrator_client.post(
        reverse("wagtailusers_users:add"), {**data, "username": "autre"}, follow=True
    )
    assert "Seul un superutilisateur" in said(answer)
    assert not Users.filter(is_superuser=True).exists()
    assert not Users.filter(username="autre").exists()


def test_an_administrator_gives_a_superuser_no_other_password(administrator_client):
    chief = factories.UserFactory(username="chef", is_superuser=True)
    answer = administrator_client.post(edit(chief), account_form("chef"), follow=True)
    assert "seul un superutilisateur le modifie" in said(answer)
    assert Users.get(pk=chief.pk).password == chief.password


def test_an_account_with_a_past_is_not_deleted(client, designer):
    client.force_login(factories.UserFactory(username="chef", is_superuser=True))
    challenge = factories.choice_challenge()
    challenge.save_revision(user=designer)
    answer = client.post(reverse("wagtailusers_users:delete", args=[designer.pk]), follow=True)
    assert "apparaît dans l'historique" in said(answer)
    bulk = reverse("wagtail_bulk_action", args=["auth", "user", "delete"])
    answer = client.post(f"{bulk}?id={designer.pk}", follow=True)
    assert "apparaît dans l'historique" in said(answer)
    assert Users.filter(pk=designer.pk).exists()
    nobody = factories.UserFactory(username="erreur")
    client.post(reverse("wagtailusers_users:delete", args=[nobody.pk]))
    assert not Users.filter(pk=nobody.pk).exists()


def test_who_is_made_inactive_is_out_at_once(client, designer):
    client.force_login(designer)
    assert client.get("/admin/").status_code == 200
    Users.filter(pk=designer.pk).update(is_active=False)
    assert client.get("/admin/")["Location"].startswith("/admin/login/")
