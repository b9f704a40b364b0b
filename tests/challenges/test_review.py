"""Submitting, deciding: what goes live was approved by somebody who did not write it."""

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied, ValidationError

from challenges.models import Challenge
from cms.roles import REVIEWERS, sync_roles
from content.enums import ReviewPoint
from content.lifecycle import GoLiveRefused
from content.minting import current
from content.review.actions import decide, submit, take, withdraw
from content.review.approvals import approval_of, fingerprint
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def reviewer(db):
    sync_roles()
    user = factories.UserFactory(username="remi")
    user.groups.add(Group.objects.get(name=REVIEWERS))
    return user


def written(designer, **fields):
    challenge = factories.choice_challenge(**fields)
    challenge.created_by = designer
    challenge.save(update_fields=["created_by"])
    challenge.revisions.update(user=designer)
    return challenge


def approve(review, user, **changes):
    challenge = Challenge.objects.get(pk=review.object_id)
    said = {
        "seen": fingerprint(challenge.get_latest_revision()),
        "checklist": ReviewPoint.values,
        **changes,
    }
    return decide(review, user, "approved", **said)


def test_two_people_make_a_challenge_live(designer, reviewer):
    challenge = written(designer)
    review = submit(challenge, designer)
    assert challenge.workflow_in_progress
    decision = approve(review, reviewer)
    challenge.refresh_from_db()
    assert (challenge.status, challenge.live) == ("validated", True)
    assert approval_of(challenge.live_revision) == decision
    assert current("challenge", challenge.public_id).version == 1
    assert not challenge.workflow_in_progress


def test_an_author_does_not_approve(designer):
    designer.groups.add(Group.objects.get(name=REVIEWERS))
    challenge = written(designer)
    review = submit(challenge, designer)
    with pytest.raises(ValidationError, match="Vous êtes auteur"):
        approve(review, designer)
    with pytest.raises(ValidationError, match="Vous êtes auteur"):
        take(review, designer)
    challenge.refresh_from_db()
    assert challenge.status == "proposed"


def test_nothing_goes_live_without_an_approval(designer):
    challenge = written(designer)
    with pytest.raises(GoLiveRefused, match="n'a pas été approuvée"):
        challenge.get_latest_revision().publish()


def test_an_approval_is_of_what_was_read(designer, reviewer):
    challenge = written(designer)
    review = submit(challenge, designer)
    revision = challenge.get_latest_revision()
    seen = fingerprint(revision)
    revision.content["instruction_fr"] = "Autre chose ?"
    revision.save()
    with pytest.raises(ValidationError, match="a changé pendant"):
        approve(review, reviewer, seen=seen)


def test_changes_are_asked_for_and_the_same_review_goes_on(designer, reviewer):
    challenge = written(designer)
    review = submit(challenge, designer, priority=1)
    seen = fingerprint(challenge.get_latest_revision())
    with pytest.raises(ValidationError, match="Dites ce qui"):
        decide(review, reviewer, "changes", seen=seen)
    decide(review, reviewer, "changes", seen=seen, comment="La consigne est longue.")
    challenge = Challenge.objects.get(pk=challenge.pk)
    assert challenge.current_workflow_state.status == "needs_changes"
    with pytest.raises(ValidationError, match="a déjà décidé"):
        approve(review, reviewer)
    draft = challenge.get_latest_revision_as_object()
    draft.instruction_fr = "Quelle couleur laisse passer ?"
    draft.save_revision(user=designer)
    again = submit(Challenge.objects.get(pk=challenge.pk), designer)
    assert again.pk == review.pk
    approve(again, reviewer)
    assert Challenge.objects.get(pk=challenge.pk).instruction_fr == "Quelle couleur laisse passer ?"


def test_what_is_withdrawn_is_not_decided(designer, reviewer):
    challenge = written(designer)
    review = submit(challenge, designer)
    withdraw(review, designer)
    with pytest.raises(ValidationError, match="retirée"):
        approve(review, reviewer)


def test_who_may_not_review_does_not(designer):
    review = submit(written(designer), designer)
    with pytest.raises(PermissionDenied):
        approve(review, factories.UserFactory())


def test_a_second_prototype_takes_the_place_of_the_first(designer, reviewer):
    first = factories.validated_challenge()
    variant = factories.validate(factories.variant_of(first))
    draft = factories.variant_of(first, number=2)
    second = factories.validate(factories.choice_challenge(skill=first.skill))
    states = dict(Challenge.objects.values_list("pk", "status"))
    assert states == {
        first.pk: "archived",
        variant.pk: "archived",
        draft.pk: "obsolete",
        second.pk: "validated",
    }
    assert current("challenge", variant.public_id).status == "archived"


def test_archiving_the_last_prototype_archives_its_skill():
    challenge = factories.validated_challenge()
    challenge.unpublish()
    challenge.skill.refresh_from_db()
    assert challenge.skill.status == "archived"


def test_archiving_waits_for_a_draft_of_the_skill():
    challenge = factories.validated_challenge()
    factories.choice_challenge(skill=challenge.skill)
    challenge.unpublish()
    challenge.skill.refresh_from_db()
    assert challenge.skill.status == "in_construction"
