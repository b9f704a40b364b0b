"""The admin's bank pages: publish with a button, and only who may."""

import html

import pytest
from django.urls import reverse

from banks.models import Bank, Release
from tests import factories

pytestmark = pytest.mark.django_db


def publication(bank):
    return reverse("banks:publish", args=[bank.pk])


def test_the_page_says_what_would_be_published_and_publishes(publisher_client, publisher, bank):
    page = publisher_client.get(publication(bank)).content.decode()
    assert "1 épreuve validée serait publiée" in page
    response = publisher_client.post(publication(bank), {"note": "Première"}, follow=True)
    assert "la publication 1 est faite" in response.content.decode()
    release = Release.objects.get()
    assert (release.author, release.note) == (publisher, "Première")


def test_an_empty_bank_shows_why_and_has_no_button(publisher_client):
    bank = factories.BankFactory()
    page = publisher_client.get(publication(bank)).content.decode()
    assert "aucune épreuve validée" in page
    assert "Publier la banque" not in page
    response = publisher_client.post(publication(bank), follow=True)
    assert "Rien n&#x27;a été publié" in response.content.decode()
    assert not Release.objects.exists()


def test_who_may_not_publish_is_refused_by_address(client, bank, designer):
    assert client.post(publication(bank)).status_code == 302
    client.force_login(designer)
    page = client.post(publication(bank), follow=True).content.decode()
    assert "l'un de ces rôles" in html.unescape(page)
    assert "« Publication »" in page
    assert not Release.objects.exists()
    assert "Publier" not in client.get(reverse("banques:index")).content.decode()


def test_the_list_leads_to_publication(publisher_client, bank, release):
    page = publisher_client.get(reverse("banques:index")).content.decode()
    assert publication(bank) in page


@pytest.fixture
def admin(client, db):
    client.force_login(factories.UserFactory(username="chef", is_superuser=True, is_staff=True))
    return client


def bank_form(bank, **fields):
    return {
        "title_fr": "Banque",
        "slug": bank.slug if bank else "nouvelle",
        "description_fr": "",
        "licence": "CC-BY-SA-4.0",
        "framework": factories.FrameworkFactory().pk,
        **fields,
    }


def test_a_bank_is_made_in_the_admin(admin):
    response = admin.post(reverse("banques:add"), bank_form(None))
    assert response.status_code == 302
    assert Bank.objects.get().slug == "nouvelle"


def test_a_published_slug_stays(admin, bank, release):
    address = reverse("banques:edit", args=[bank.pk])
    assert "il ne change plus" in admin.get(address).content.decode()
    assert admin.post(address, bank_form(bank, slug="autre")).status_code == 302
    bank.refresh_from_db()
    assert bank.slug == "essai"


def test_a_published_bank_is_not_deleted(admin, bank, release):
    response = admin.post(reverse("banques:delete", args=[bank.pk]), follow=True)
    assert "elle ne s&#x27;efface plus" in response.content.decode()
    assert Bank.objects.filter(pk=bank.pk).exists()


def test_a_bank_without_release_is_deleted(admin, bank):
    admin.post(reverse("banques:delete", args=[bank.pk]))
    assert not Bank.objects.exists()


def test_competences_are_those_of_the_framework_and_a_title_is_needed(admin):
    foreign = factories.CompetenceFactory(area__framework__code="digcomp-3.0")
    response = admin.post(
        reverse("banques:add"), bank_form(None, title_fr=" ", competences=[foreign.pk])
    )
    errors = response.context["form"].errors
    assert "n'est pas du référentiel" in " ".join(errors["competences"])
    assert "Champ requis." in errors["title_fr"]


def test_the_page_says_what_changes_and_a_stale_page_publishes_nothing(
    publisher_client, bank, challenge, release
):
    page = publisher_client.get(publication(bank)).content.decode()
    assert "Rien n&#x27;a changé depuis" in page or "Rien n'a changé depuis" in page
    added = factories.validated_challenge(
        factories.SkillFactory(topic=challenge.skill.topic, level=3)
    )
    challenge.unpublish()
    page = publisher_client.get(publication(bank)).content.decode()
    assert f"1 épreuve nouvelle : {added.public_id}" in page
    assert f"1 épreuve retirée : {challenge.public_id}" in page
    publisher_client.post(publication(bank), {"after": "1"})
    response = publisher_client.post(publication(bank), {"after": "1"}, follow=True)
    assert "a été faite entre-temps" in response.content.decode()
    assert Release.objects.count() == 2


def test_a_new_wording_is_a_change(publisher_client, bank, challenge, release):
    draft = challenge.get_latest_revision_as_object()
    draft.instruction_fr = "Autre consigne ?"
    draft.save_revision()
    factories.validate(type(challenge).objects.get(pk=challenge.pk))
    page = publisher_client.get(publication(bank)).content.decode()
    assert "1 épreuve modifiée" in page
