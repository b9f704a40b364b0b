"""A role lost between the page and the button: refused with a sentence, and nothing is changed."""

import html

import pytest
from django.urls import reverse

from banks.models import Release
from challenges.models import Challenge
from content.effects import Verb
from content.enums import ReviewPoint
from content.models import Decision, Note, Review
from content.review.actions import submit
from content.review.approvals import fingerprint
from referentiel.models import Skill
from tests import factories
from tests.challenges.forms import form_data, page_data, url
from tests.roles.world import World

pytestmark = pytest.mark.django_db

JSON = {"accept": "application/json"}


@pytest.fixture
def world(db):
    """Rows, with a review that nobody has taken."""
    made = World(None)
    Review.objects.update(taken_by=None)
    return made


def lose(user):
    user.groups.clear()
    # What everybody keeps who still works here: a reader's role.
    from django.contrib.auth.models import Group

    user.groups.add(Group.objects.get(name="Lecture"))


def said(answer):
    """The sentence on the page where the person arrives, or of the JSON."""
    if answer.headers.get("Content-Type") == "application/json":
        return answer.json()["error"]
    return html.unescape(answer.content.decode())


def refused(answer, *roles):
    words = said(answer)
    assert "Votre compte ne permet pas cette action : rien n'a été fait." in words
    for role in roles:
        assert f"« {role} »" in words


def test_saving(designer_client, designer, world):
    data = {**page_data(designer_client, world.drafted), "instruction_fr": "Autre chose ?"}
    before = world.drafted.revisions.count()
    lose(designer)
    refused(designer_client.post(url("edit", world.drafted.pk), data, follow=True), "Conception")
    assert world.drafted.revisions.count() == before


def test_autosaving(designer_client, designer, world):
    data = {**page_data(designer_client, world.drafted), "instruction_fr": "Autre chose ?"}
    before = world.drafted.revisions.count()
    lose(designer)
    answer = designer_client.post(url("edit", world.drafted.pk), data, headers=JSON)
    assert answer.status_code == 403
    refused(answer, "Conception")
    assert answer.json()["success"] is False
    assert world.drafted.revisions.count() == before


def test_the_first_autosave_of_a_new_challenge(designer_client, designer, world):
    before = Challenge.objects.count()
    lose(designer)
    refused(designer_client.post(url("add"), form_data(world.skill), headers=JSON), "Conception")
    assert Challenge.objects.count() == before


def test_submitting(designer_client, designer, world):
    address = reverse("challenges:submit", args=[world.drafted.pk])
    assert designer_client.get(address).status_code == 200
    before = Review.objects.count()
    lose(designer)
    data = {"revision": world.drafted.latest_revision_id, "priority": "2"}
    refused(designer_client.post(address, data, follow=True), "Conception")
    assert Review.objects.count() == before


def test_deciding(reviewer_client, reviewer, world):
    address = reverse("challenges:review", args=[world.in_review.pk])
    assert reviewer_client.get(address).status_code == 200
    lose(reviewer)
    data = {
        "verdict": "approved",
        "seen": world.seen_of_review(),
        "checklist": ReviewPoint.values,
    }
    refused(reviewer_client.post(address, data, follow=True), "Relecture")
    assert not Decision.objects.filter(review=world.review).exists()
    assert not Challenge.objects.get(pk=world.in_review.pk).live


@pytest.mark.parametrize("step", ["take", "plan", "withdraw"])
def test_small_steps_of_a_review(reviewer_client, reviewer, world, step):
    before = Review.objects.values_list().get(pk=world.review.pk)
    lose(reviewer)
    address = reverse(f"reviews:{step}", args=[world.review.pk])
    refused(reviewer_client.post(address, {"priority": "1"}, follow=True))
    assert Review.objects.values_list().get(pk=world.review.pk) == before
    assert Challenge.objects.get(pk=world.in_review.pk).workflow_in_progress


def test_a_note(reviewer_client, reviewer, world):
    before = Note.objects.count()
    lose(reviewer)
    address = reverse("notes:add", args=["challenges.challenge", world.drafted.pk])
    reviewer_client.post(address, {"text": "Plus court."})
    assert Note.objects.count() == before


def test_archiving(publisher_client, publisher, world):
    assert publisher_client.get(url("unpublish", world.validated.pk)).status_code == 200
    seen = world.seen(Verb.ARCHIVE, world.validated)
    lose(publisher)
    answer = publisher_client.post(url("unpublish", world.validated.pk), seen, follow=True)
    refused(answer, "Publication")
    assert Challenge.objects.get(pk=world.validated.pk).live


def test_retiring(publisher_client, publisher, world):
    seen = world.seen(Verb.RETIRE, world.drafted)
    lose(publisher)
    address = reverse("challenges:retire", args=[world.drafted.pk])
    refused(publisher_client.post(address, seen, follow=True), "Publication")
    assert Challenge.objects.get(pk=world.drafted.pk).status == "proposed"


def test_publishing_a_bank(publisher_client, publisher, world):
    address = reverse("banks:publish", args=[world.empty_bank.pk])
    assert publisher_client.get(address).status_code == 200
    before = Release.objects.count()
    lose(publisher)
    refused(publisher_client.post(address, {"after": ""}, follow=True), "Publication")
    assert Release.objects.count() == before


def test_a_portion_of_a_bulk_action(designer_client, designer, world):
    bulk = reverse("wagtail_bulk_action", args=["challenges", "challenge", "tag"])
    data = {"step": "portion", "ids": str(world.drafted.pk), "add_contexts": [world.context.pk]}
    before = world.drafted.revisions.count()
    lose(designer)
    answer = designer_client.post(f"{bulk}?id={world.drafted.pk}", data, headers=JSON)
    assert answer.status_code == 403
    refused(answer)
    assert world.drafted.revisions.count() == before


def test_a_step_of_the_referential(keeper_client, keeper, world):
    skill = world.spare[Skill]
    address = reverse("referential:step", args=[skill.pk, "activated"])
    assert keeper_client.get(address).status_code == 200
    lose(keeper)
    refused(keeper_client.post(address, follow=True), "Référentiel")
    assert Skill.objects.get(pk=skill.pk).status == skill.status


def test_a_superuser_too_does_not_approve_what_they_wrote(client, skill):
    chief = factories.UserFactory(username="chef", is_superuser=True)
    challenge = factories.choice_challenge(skill)
    challenge.save_revision(user=chief)
    Challenge.objects.filter(pk=challenge.pk).update(created_by=chief)
    challenge = Challenge.objects.get(pk=challenge.pk)
    submit(challenge, chief)
    client.force_login(chief)
    data = {
        "verdict": "approved",
        "seen": fingerprint(challenge.get_latest_revision()),
        "checklist": ReviewPoint.values,
    }
    answer = client.post(reverse("challenges:review", args=[challenge.pk]), data, follow=True)
    assert "Vous êtes auteur de ce changement" in said(answer)
    client.post(url("edit", challenge.pk), form_data(skill, action="action-publish"))
    assert not Challenge.objects.get(pk=challenge.pk).live
