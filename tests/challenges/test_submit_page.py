"""The page that submits: what would go, in which words, and every way in which it does not."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone

from challenges.models import Challenge
from cms.roles import PUBLISHERS, READERS, REVIEWERS, sync_roles
from content.models import Note, Review
from content.review.actions import decide, submit
from content.review.approvals import fingerprint
from tests import factories

pytestmark = pytest.mark.django_db


def page(challenge):
    return reverse("challenges:submit", args=[challenge.pk])


def data(challenge, **fields):
    challenge = Challenge.objects.get(pk=challenge.pk)
    return {
        "revision": challenge.latest_revision_id,
        "priority": 2,
        "due": "",
        "message": "",
        **fields,
    }


def changed(**texts):
    """A validated challenge with a draft beside it."""
    challenge = factories.validated_challenge()
    draft = challenge.get_latest_revision_as_object()
    for name, value in texts.items():
        setattr(draft, name, value)
    draft.save_revision()
    return Challenge.objects.get(pk=challenge.pk)


def other_answer(choice):
    """``choice`` of a draft in which another one is right."""
    choice.correct = choice.text_fr == "Rouge"
    return choice


def somebody(group):
    sync_roles()
    user = factories.UserFactory()
    user.groups.add(Group.objects.get(name=group))
    return user


def test_a_first_version_is_read_as_a_whole_and_asks_for_no_choice(designer_client, skill):
    challenge = factories.choice_challenge(skill)
    shown = designer_client.get(page(challenge)).content.decode()
    assert "Première version" in shown
    assert "Le vert laisse passer." in shown
    assert 'name="change"' not in shown
    assert "Ceci valide 1 prototype" in shown


def test_what_was_said_is_kept_with_the_review(designer_client, designer, skill):
    challenge = factories.choice_challenge(skill)
    due = timezone.localdate() + timedelta(days=3)
    said = data(challenge, priority=1, due=due.strftime("%d/%m/%Y"), message=" Relisez la source. ")
    response = designer_client.post(page(challenge), said, follow=True)
    assert response.redirect_chain[-1][0] == reverse("challenges:review", args=[challenge.pk])
    assert "est en relecture" in response.content.decode()
    review = Review.objects.get()
    assert (review.priority, review.due, review.message) == (1, due, "Relisez la source.")
    assert review.workflow_state.requested_by == designer


def test_other_words_are_proposed_as_a_revision(designer_client):
    challenge = changed(explanation_fr="Le feu vert laisse passer.")
    response = designer_client.get(page(challenge))
    assert response.context["form"]["change"].value() == "revision"
    shown = response.content.decode()
    assert "La machine propose une révision" in shown
    assert "1 champ dit autre chose" in shown
    assert "<ins>" in shown
    designer_client.post(page(challenge), data(challenge, change="version"))
    assert Review.objects.get(object_id=challenge.pk, workflow_state__status="in_progress").change


def test_another_answer_is_proposed_as_a_new_version_with_its_reason(designer_client):
    challenge = factories.validated_challenge()
    draft = challenge.get_latest_revision_as_object()
    draft.choices = [other_answer(choice) for choice in draft.choices.all()]
    draft.save_revision()
    response = designer_client.get(page(challenge))
    assert response.context["form"]["change"].value() == "version"
    assert "les bonnes réponses" in response.content.decode()


def test_problems_are_said_with_the_way_to_their_field_and_nothing_is_sent(designer_client, skill):
    challenge = factories.choice_challenge(skill, texts=("Vert", "vert"), right=())
    shown = designer_client.get(page(challenge)).content.decode()
    assert "points à corriger avant de soumettre" in shown
    assert "#id_choices-1-text_fr" in shown
    assert 'name="revision"' not in shown
    response = designer_client.post(page(challenge), data(challenge))
    assert response.status_code == 200
    assert "Rien n&#x27;est soumis" in response.content.decode()
    assert not Review.objects.exists()


def test_a_page_that_is_older_than_the_draft_submits_nothing_and_keeps_the_words(
    designer_client, skill
):
    challenge = factories.choice_challenge(skill)
    said = data(challenge, message="Mon message")
    draft = challenge.get_latest_revision_as_object()
    draft.instruction_fr = "Une autre question ?"
    newer = draft.save_revision()
    response = designer_client.post(page(challenge), said)
    shown = response.content.decode()
    assert "Un brouillon plus récent existe" in shown
    assert "Mon message" in shown
    assert not Review.objects.exists()
    # What is shown now is the newer draft, and sending again sends that.
    assert response.context["form"]["revision"].value() == str(newer.pk)
    assert "Une autre question ?" in shown
    designer_client.post(page(challenge), {**said, "revision": newer.pk})
    assert Review.objects.count() == 1


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"due": "2020-01-01"}, "Cette date est passée"),
        ({"due": "31/02/2030"}, "Écrivez une date qui existe"),
        ({"priority": "9"}, "Choisissez une priorité"),
        ({"priority": ""}, "Choisissez une priorité"),
        ({"message": "x" * 2001}, "2000"),
        ({"revision": "abc"}, "Rien n&#x27;est soumis"),
        ({"revision": ""}, "Rien n&#x27;est soumis"),
    ],
)
def test_bad_input_is_said_and_nothing_is_sent(designer_client, skill, fields, said):
    challenge = factories.choice_challenge(skill)
    response = designer_client.post(page(challenge), data(challenge, **fields))
    assert response.status_code == 200
    assert said in response.content.decode()
    assert not Review.objects.exists()


def test_a_kind_of_change_that_is_none_is_refused(designer_client):
    challenge = changed(explanation_fr="Autre.")
    before = Review.objects.count()
    response = designer_client.post(page(challenge), data(challenge, change="rien"))
    assert "Choisissez une révision ou une nouvelle version" in response.content.decode()
    assert Review.objects.count() == before


def test_a_second_click_is_told_that_it_is_in_review_already(designer_client, skill):
    challenge = factories.choice_challenge(skill)
    said = data(challenge)
    designer_client.post(page(challenge), said)
    again = designer_client.post(page(challenge), said)
    assert "Déjà en relecture" in again.content.decode()
    assert reverse("challenges:review", args=[challenge.pk]) in again.content.decode()
    assert Review.objects.count() == 1


def test_what_has_not_changed_is_not_submitted(designer_client):
    challenge = factories.validated_challenge()
    shown = designer_client.get(page(challenge)).content.decode()
    assert "Rien n&#x27;a changé depuis la dernière validation" in shown
    assert 'name="revision"' not in shown


def test_what_is_archived_is_not_submitted(designer_client):
    challenge = factories.validated_challenge()
    challenge.unpublish()
    response = designer_client.post(page(challenge), data(challenge))
    assert "cela ne se relit plus" in response.content.decode()


def test_a_lock_of_somebody_else_is_said(designer_client, skill):
    challenge = factories.choice_challenge(skill)
    Challenge.objects.update(locked=True, locked_by=factories.UserFactory(username="autre"))
    response = designer_client.post(page(challenge), data(challenge))
    assert "ne peut pas être soumise maintenant" in response.content.decode()
    assert not Review.objects.exists()


def test_what_was_asked_and_noted_the_last_time_is_shown(designer_client, designer, skill):
    challenge = factories.choice_challenge(skill)
    review = submit(challenge, designer, priority=1)
    reviewer = factories.give(factories.UserFactory(username="remi"), "challenges.review_challenge")
    seen = fingerprint(challenge.get_latest_revision())
    decide(review, reviewer, "changes", seen=seen, comment="La consigne est longue.")
    Note.objects.create(thing=challenge, label="Consigne", text="Ici <i>même</i>", author=reviewer)
    response = designer_client.get(page(challenge))
    shown = response.content.decode()
    assert "La consigne est longue." in shown
    assert "Ici &lt;i&gt;même&lt;/i&gt;" in shown
    assert response.context["form"]["priority"].value() == 1


@pytest.mark.parametrize("group", [READERS, REVIEWERS, PUBLISHERS])
def test_who_does_not_write_does_not_submit(client, skill, group):
    client.force_login(somebody(group))
    challenge = factories.choice_challenge(skill)
    for response in (client.get(page(challenge)), client.post(page(challenge), data(challenge))):
        assert response.status_code == 302
        assert response.url == reverse("wagtailadmin_home")
    assert not Review.objects.exists()


def test_who_is_not_signed_in_is_asked_to(client, skill):
    challenge = factories.choice_challenge(skill)
    assert "/login/" in client.post(page(challenge), data(challenge)).url
    assert not Review.objects.exists()


def test_without_its_token_a_post_is_refused(designer, skill):
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    client.force_login(designer)
    challenge = factories.choice_challenge(skill)
    assert client.post(page(challenge), data(challenge)).status_code == 403
    assert not Review.objects.exists()


def test_what_does_not_exist_is_not_found(designer_client):
    address = reverse("challenges:submit", args=[987654])
    assert designer_client.get(address).status_code == 404
