"""Every step of state leaves an entry with the right person; a command's has none."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import ModelLogEntry

from banks.actions import create_token, publish_bank, revoke_token
from banks.models import AccessToken
from challenges.lifecycle import archive, retire
from challenges.models import Challenge
from cms.roles import ADMINISTRATORS, DESIGNERS, PUBLISHERS, READERS, REVIEWERS, sync_roles
from content.enums import ReviewPoint
from content.review.actions import decide, plan, release, submit, take, withdraw
from content.review.approvals import fingerprint
from referentiel.lifecycle import activate_skill
from tests import factories

pytestmark = pytest.mark.django_db


def person(name, group):
    sync_roles()
    user = factories.UserFactory(username=name)
    user.groups.add(Group.objects.get(name=group))
    return get_user_model().objects.get(pk=user.pk)


@pytest.fixture
def reviewer(db):
    return person("remi", REVIEWERS)


@pytest.fixture
def publisher(db):
    return person("paule", PUBLISHERS)


@pytest.fixture
def administrator(client):
    user = person("ada", ADMINISTRATORS)
    client.force_login(user)
    return user


def entries(thing):
    """(action, person) of every entry about ``thing``, oldest first."""
    rows = ModelLogEntry.objects.for_instance(thing).order_by("pk")
    return [(row.action, row.user.username if row.user_id else None) for row in rows]


def fresh(challenge):
    return Challenge.objects.get(pk=challenge.pk)


def approve(review, challenge, user):
    seen = fingerprint(fresh(challenge).get_latest_revision())
    return decide(review, user, "approved", seen=seen, checklist=ReviewPoint.values)


def written(designer, **fields):
    challenge = factories.choice_challenge(**fields)
    challenge.revisions.update(user=designer)
    return challenge


def test_a_review_from_submitted_to_obsolete(designer, reviewer, publisher):
    challenge = written(designer)
    ModelLogEntry.objects.all().delete()
    review = submit(challenge, designer)
    plan(review, designer, priority=1, due=None)
    take(review, reviewer)
    release(review, reviewer)
    withdraw(review, designer)
    review = submit(fresh(challenge), designer)
    approve(review, challenge, reviewer)
    archive(fresh(challenge), publisher)
    retire(fresh(challenge), publisher)
    said = entries(challenge)
    wanted = [
        ("wagtail.workflow.start", "claire"),
        ("content.review.plan", "claire"),
        ("content.review.take", "remi"),
        ("content.review.release", "remi"),
        ("wagtail.workflow.cancel", "claire"),
        ("wagtail.workflow.start", "claire"),
        ("wagtail.publish", "remi"),
        ("wagtail.workflow.approve", "remi"),
        ("wagtail.unpublish", "paule"),
        ("content.retire", "paule"),
    ]
    assert sorted(set(wanted)) == sorted(set(said))
    assert said[-2:] == wanted[-2:]
    skill = [entry for entry in entries(challenge.skill) if entry[0].endswith("change_status")]
    assert skill == [("referentiel.change_status", "remi"), ("referentiel.change_status", "paule")]


def test_what_a_validation_replaces_is_the_reviewers_doing(designer, reviewer):
    old = factories.validated_challenge()
    variant = factories.validate(factories.variant_of(old, 1))
    draft = factories.variant_of(old, 2)
    new = written(designer, skill=old.skill)
    approve(submit(new, designer), new, reviewer)
    assert entries(old)[-1] == entries(variant)[-1] == ("wagtail.unpublish", "remi")
    assert entries(draft)[-1] == ("content.retire", "remi")
    message = ModelLogEntry.objects.for_instance(variant).first().message
    assert message == f"Archivé, avec « {new} »"


def test_a_schedule_and_its_cancellation(client, designer):
    user = factories.give(person("paule", PUBLISHERS), "challenges.change_challenge")
    challenge = written(designer)
    draft = fresh(challenge).get_latest_revision_as_object()
    draft.go_live_at = timezone.now() + timedelta(days=1)
    revision = draft.save_revision(user=designer)
    factories.approve(challenge)
    revision.publish(user=user)
    assert entries(challenge)[-1] == ("wagtail.publish.schedule", "paule")
    client.force_login(user)
    url = f"/admin/epreuves/history/{challenge.pk}/revisions/{revision.pk}/unschedule/"
    client.post(url)
    assert entries(challenge)[-1] == ("wagtail.schedule.cancel", "paule")
    assert fresh(challenge).scheduled_revision is None


def test_who_may_not_publish_cancels_no_schedule(designer_client, designer):
    challenge = written(designer)
    moment = timezone.now() + timedelta(days=1)
    challenge.revisions.update(approved_go_live_at=moment)
    revision = challenge.get_latest_revision()
    url = f"/admin/epreuves/history/{challenge.pk}/revisions/{revision.pk}/unschedule/"
    designer_client.post(url)
    assert fresh(challenge).scheduled_revision == revision


def test_publishing_a_bank(publisher):
    factories.validated_challenge()
    bank = factories.BankFactory()
    publish_bank(bank, publisher)
    publish_bank(bank)
    assert entries(bank) == [("banks.publish", "paule"), ("banks.publish", None)]
    messages = [row.message for row in ModelLogEntry.objects.for_instance(bank).order_by("pk")]
    assert messages == ["Publication 1 faite", "Publication 2 faite"]


def test_tokens(publisher):
    bank = factories.BankFactory()
    token, secret = create_token("plateforme", "player", [bank], user=publisher)
    call_command("revoke_token", "plateforme")
    revoke_token(AccessToken.objects.get(), publisher)
    assert entries(token) == [("banks.create_token", "paule"), ("banks.revoke_token", None)]
    row = ModelLogEntry.objects.for_instance(token).get(action="banks.create_token")
    assert row.message == "Jeton créé pour essai (player)"
    assert secret not in str(list(ModelLogEntry.objects.values_list("data", "label")))


def test_a_skill_that_somebody_activates(keeper, skill):
    activate_skill(skill, keeper)
    assert entries(skill)[-1] == ("referentiel.change_status", "gardienne")


def test_roles_given_and_taken_on_wagtails_page(client, administrator):
    user = person("claire", READERS)
    ModelLogEntry.objects.all().delete()
    url = f"/admin/users/edit/{user.pk}/"
    form = client.get(url).context["form"]
    data = {
        name: form[name].value() or "" for name in ("username", "email", "first_name", "last_name")
    }
    data |= {
        "first_name": "Claire", "last_name": "Dupont", "is_active": "on",
        "groups": [Group.objects.get(name=DESIGNERS).pk],
    }  # fmt: skip
    client.post(url, data)
    assert set(user.groups.values_list("name", flat=True)) == {DESIGNERS}
    found = {
        (row.action, row.user.username, row.message)
        for row in ModelLogEntry.objects.for_instance(user)
    }
    assert ("auth.give_role", "ada", "Rôle donné : Conception") in found
    assert ("auth.take_role", "ada", "Rôle retiré : Lecture") in found


def test_accounts_closed_and_raised():
    user = factories.UserFactory()
    group = Group.objects.get_or_create(name=READERS)[0]
    group.user_set.add(user)
    user.is_active, user.is_superuser = False, True
    user.save()
    user.save(update_fields=["last_login"])
    user.groups.clear()
    assert entries(user) == [
        ("auth.give_role", None),
        ("auth.close_account", None),
        ("auth.give_everything", None),
        ("auth.take_role", None),
    ]
