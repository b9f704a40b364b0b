"""Archiving and making obsolete over HTTP: what is shown is what is done, refusals are sentences."""

import re
import threading
from html import unescape

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test import Client
from wagtail.models import ModelLogEntry

from challenges.lifecycle import archive, effects_of, retire
from challenges.models import Challenge
from cms.roles import PUBLISHERS, sync_roles
from content.effects import EffectsChanged, Verb
from content.minting import current
from content.review.actions import submit
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def publisher(db):
    sync_roles()
    user = factories.UserFactory(username="paule", first_name="Paule", last_name="Dubois")
    user.groups.add(Group.objects.get(name=PUBLISHERS))
    return user


@pytest.fixture
def publisher_client(client, publisher):
    client.force_login(publisher)
    return client


def family():
    """A validated prototype with two validated variants and a proposed one."""
    prototype = factories.validated_challenge()
    for number in (1, 2):
        factories.validate(factories.variant_of(prototype, number))
    factories.variant_of(prototype, 3)
    return prototype


def status(challenge):
    return Challenge.objects.get(pk=challenge.pk).status


def archive_url(challenge):
    return f"/admin/epreuves/unpublish/{challenge.pk}/"


def retire_url(challenge):
    return f"/admin/epreuves/{challenge.pk}/perimer/"


def text_of(response):
    plain = re.sub(r"<(script|style).*?</\1>|<[^>]+>", " ", response.content.decode(), flags=re.S)
    return re.sub(r"\s+", " ", unescape(plain))


def seen(response):
    return re.search(r'name="seen" value="(\w+)"', response.content.decode()).group(1)


def post(client, url, reason="", token=None):
    token = seen(client.get(url)) if token is None else token
    return client.post(url, {"seen": token, "reason": reason}, follow=True)


def entries(challenge, action):
    return ModelLogEntry.objects.for_instance(challenge).filter(action=action)


def test_the_page_says_what_archiving_takes_along_and_changes_nothing(publisher_client):
    prototype = family()
    page = publisher_client.get(archive_url(prototype))
    said = text_of(page)
    assert "Ceci archive 1 prototype, 2 déclinaisons et 1 acquis, et périme 1 déclinaison." in said
    for variant in prototype.variants.all():
        assert f"/admin/epreuves/{variant.pk}/famille/" in page.content.decode()
    assert f"/admin/referentiel/acquis/{prototype.skill_id}/" in page.content.decode()
    assert status(prototype) == "validated"
    assert not entries(prototype, "wagtail.unpublish").exists()


def test_archiving_does_what_was_shown_and_keeps_the_reason(publisher_client, publisher):
    prototype = family()
    answer = post(publisher_client, archive_url(prototype), "La loi a changé.")
    assert "est archivée. Ceci archive 1 prototype, 2 déclinaisons" in text_of(answer)
    assert status(prototype) == "archived"
    assert list(prototype.variants.order_by("pk").values_list("status", flat=True)) == [
        "archived", "archived", "obsolete",
    ]  # fmt: skip
    assert current("challenge", prototype.public_id).status == "archived"
    own = entries(prototype, "wagtail.unpublish").get()
    assert (own.user, own.data, own.message) == (
        publisher,
        {"reason": "La loi a changé."},
        "Archivé. Raison : La loi a changé.",
    )
    first, _second, draft = prototype.variants.order_by("pk")
    followed = entries(first, "wagtail.unpublish").get()
    assert followed.user == publisher
    assert followed.message == f"Archivé, avec « {prototype} ». Raison : La loi a changé."
    retired = entries(draft, "content.retire").get()
    assert (retired.user, retired.data["from"]) == (publisher, "proposed")
    assert f"avec « {prototype} »" in retired.message


def test_when_the_effects_changed_meanwhile_nothing_is_done(publisher_client):
    prototype = family()
    token = seen(publisher_client.get(archive_url(prototype)))
    factories.validate(factories.variant_of(prototype, 4))
    answer = post(publisher_client, archive_url(prototype), "Parce que.", token)
    said = text_of(answer)
    assert "a changé depuis que vous avez ouvert la page : rien n'est fait" in said
    assert "3 déclinaisons" in said
    assert "Parce que." in said
    assert status(prototype) == "validated"
    post(publisher_client, archive_url(prototype), "Parce que.", seen(answer))
    assert status(prototype) == "archived"


def test_a_post_that_comes_from_no_page_shows_the_page(publisher_client):
    challenge = factories.validated_challenge()
    answer = publisher_client.post(archive_url(challenge))
    assert "Ceci archive 1 prototype" in text_of(answer)
    assert status(challenge) == "validated"


def test_a_second_click_is_told(publisher_client):
    challenge = factories.validated_challenge()
    token = seen(publisher_client.get(archive_url(challenge)))
    post(publisher_client, archive_url(challenge), token=token)
    answer = post(publisher_client, archive_url(challenge), token=token)
    assert "est déjà archivée" in text_of(answer)
    assert entries(challenge, "wagtail.unpublish").count() == 1


@pytest.mark.parametrize(
    ("url", "make", "why"),
    [
        (archive_url, factories.choice_challenge, "n'est pas validée (elle est « proposé »)"),
        (retire_url, factories.validated_challenge, "est validée : archivez-la d'abord"),
    ],
)
def test_a_state_that_does_not_allow_it_is_a_sentence(publisher_client, url, make, why):
    challenge = make()
    before = status(challenge)
    for answer in (
        publisher_client.get(url(challenge), follow=True),
        post(publisher_client, url(challenge), token="x"),
    ):
        assert why in text_of(answer)
    assert status(challenge) == before


@pytest.mark.parametrize("url", [archive_url, retire_url])
def test_who_may_not_publish_is_refused_by_address(designer_client, url):
    challenge = (
        factories.validated_challenge() if url is archive_url else factories.choice_challenge()
    )
    before = status(challenge)
    for answer in (
        designer_client.get(url(challenge), follow=True),
        designer_client.post(url(challenge), {"seen": "x"}, follow=True),
    ):
        assert "Elle demande l'un de ces rôles" in text_of(answer)
    assert status(challenge) == before


def test_a_forged_post_is_refused(publisher):
    challenge = factories.validated_challenge()
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(publisher)
    assert strict.post(archive_url(challenge), {"seen": "x"}).status_code == 403
    assert status(challenge) == "validated"


def test_somebody_elses_lock_refuses(publisher_client):
    challenge = factories.validated_challenge()
    token = seen(publisher_client.get(archive_url(challenge)))
    Challenge.objects.update(locked=True, locked_by=factories.UserFactory())
    answer = post(publisher_client, archive_url(challenge), token=token)
    assert "verrouillé" in text_of(answer)
    assert status(challenge) == "validated"


def test_retiring_takes_variants_along_and_is_final(publisher_client, publisher):
    prototype = factories.choice_challenge()
    factories.variant_of(prototype, 1)
    answer = post(publisher_client, retire_url(prototype), "Fait double emploi.")
    assert "est périmée. Ceci périme 1 prototype et 1 déclinaison." in text_of(answer)
    assert set(Challenge.objects.values_list("status", flat=True)) == {"obsolete"}
    own = entries(prototype, "content.retire").get()
    assert own.message == "Périmé (avant : proposé). Raison : Fait double emploi."
    assert "est déjà périmée" in text_of(publisher_client.get(retire_url(prototype), follow=True))


def test_what_was_archived_may_be_retired(publisher):
    challenge = factories.validated_challenge()
    assert archive(challenge, publisher) is True
    assert archive(challenge, publisher) is False
    assert retire(challenge, publisher) is True
    assert retire(challenge, publisher) is False
    assert current("challenge", challenge.public_id).status == "obsolete"


def test_the_page_says_which_review_and_draft_end(publisher_client, designer):
    challenge = factories.validated_challenge()
    draft = challenge.get_latest_revision_as_object()
    draft.instruction_fr = "Autre consigne ?"
    draft.save_revision(user=designer)
    submit(Challenge.objects.get(pk=challenge.pk), designer)
    said = text_of(publisher_client.get(archive_url(challenge)))
    assert "la relecture est retirée" in said
    assert "Un brouillon est en cours" in said
    post(publisher_client, archive_url(challenge))
    assert not Challenge.objects.get(pk=challenge.pk).workflow_in_progress


def test_the_steps_are_offered_to_who_may_take_them(publisher_client, designer):
    validated = factories.validated_challenge()
    proposed = factories.choice_challenge(factories.SkillFactory(level=3))
    listing = publisher_client.get("/admin/epreuves/").content.decode()
    assert archive_url(validated) in listing
    assert retire_url(proposed) in listing
    assert archive_url(proposed) not in listing
    assert retire_url(validated) not in listing
    publisher_client.force_login(designer)
    listing = publisher_client.get("/admin/epreuves/").content.decode()
    assert archive_url(validated) not in listing
    assert retire_url(proposed) not in listing


def test_the_actions_ask_for_permission_and_for_what_was_seen(designer, publisher):
    challenge = factories.validated_challenge()
    with pytest.raises(PermissionDenied):
        archive(challenge, designer)
    with pytest.raises(EffectsChanged):
        archive(challenge, publisher, seen="autre chose")
    with pytest.raises(ValidationError):
        retire(challenge, publisher)
    assert status(challenge) == "validated"
    assert archive(challenge, publisher, seen=effects_of(Verb.ARCHIVE, challenge).fingerprint())


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_at_once_one_wins_and_the_other_is_told(publisher):
    prototype = family()
    clients = [Client(), Client()]
    for client in clients:
        client.force_login(publisher)
    tokens = [seen(client.get(archive_url(prototype))) for client in clients]
    answers, start = {}, threading.Barrier(2)

    def run(number):
        start.wait()
        answers[number] = text_of(post(clients[number], archive_url(prototype), "", tokens[number]))
        connection.close()

    threads = [threading.Thread(target=run, args=(number,)) for number in (0, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    told = sorted("est déjà archivée" in answer for answer in answers.values())
    assert told == [False, True]
    assert entries(prototype, "wagtail.unpublish").count() == 1
