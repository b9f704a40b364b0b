"""Submitting many challenges: seen before it is done, each on its own, reviewers told once."""

from datetime import timedelta
from html import unescape

import pytest
from django.contrib.auth.models import Group
from django.core import mail as mailbox
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import WorkflowState

from challenges.bulksubmit import Asked, plan_submission, submit_one
from challenges.models import Challenge
from cms.roles import REVIEWERS
from content.models import Review
from content.review.actions import decide, submit
from content.review.approvals import fingerprint
from tests import factories

pytestmark = pytest.mark.django_db
PAGE = "/admin/bulk/challenges/challenge/submit/"


@pytest.fixture
def reviewer(designer):
    user = factories.UserFactory(username="remi")
    user.groups.add(Group.objects.get(name=REVIEWERS))
    return user


def fresh(challenge):
    return Challenge.objects.get(pk=challenge.pk)


def in_review(challenge):
    return bool(fresh(challenge).workflow_in_progress)


def drafts(number):
    return [factories.choice_challenge(factories.SkillFactory()) for _ in range(number)]


def post(client, challenges, step, **data):
    ids = "&".join(f"id={challenge.pk}" for challenge in challenges)
    body = {"step": step, "priority": 2, "ids": ",".join(str(c.pk) for c in challenges), **data}
    return client.post(f"{PAGE}?{ids}", body)


def refused(user, *challenges):
    """Why ``challenges`` are refused, by the plan; that the act refuses them as well."""
    found = plan_submission(Challenge.objects.filter(pk__in=[c.pk for c in challenges]), user)
    for challenge in challenges:
        with pytest.raises(ValidationError):
            submit_one(challenge.pk, user, Asked())
    return {why: {pk for pk, _name in rows} for why, rows in found.refused.items()}


def test_what_is_asked_is_on_every_submission(designer):
    challenge = drafts(1)[0]
    due = timezone.localdate() + timedelta(days=3)
    key = submit_one(challenge.pk, designer, Asked(1, due, "Avant la rentrée."))
    review = Review.objects.get(pk=key)
    assert (review.priority, review.due, review.message) == (1, due, "Avant la rentrée.")
    assert review.workflow_state.requested_by == designer
    assert in_review(challenge)


def test_what_cannot_be_submitted_is_refused_with_the_reason(designer, reviewer):
    other = factories.UserFactory()
    archived = factories.validated_challenge(factories.SkillFactory())
    archived.unpublish()
    unchanged = factories.validated_challenge(factories.SkillFactory())
    broken, waiting, returned, locked, dated = drafts(5)
    wrong = broken.get_latest_revision_as_object()
    wrong.instruction_fr = ""
    wrong.save_revision(clean=False)
    submit(waiting, designer)
    review = submit(returned, designer)
    seen = fingerprint(returned.get_latest_revision())
    decide(review, reviewer, "changes", seen=seen, comment="Trop long.")
    Challenge.objects.filter(pk=locked.pk).update(locked=True, locked_by=other)
    revision = dated.get_latest_revision()
    revision.approved_go_live_at = timezone.now() + timedelta(days=1)
    revision.save()
    why = refused(designer, archived, unchanged, broken, waiting, returned, locked, dated)
    assert why == {
        "« archivé » : cela ne se relit plus. Écrivez-en une copie.": {archived.pk},
        "Rien n'a changé depuis la dernière validation : il n'y a rien à relire.": {unchanged.pk},
        "Son brouillon a des points à corriger : ouvrez-la, ils y sont montrés.": {broken.pk},
        "Déjà en relecture.": {waiting.pk},
        "Des changements ont été demandés, et rien n'a changé depuis : modifiez-la, ou "
        "soumettez-la depuis son formulaire en disant pourquoi.": {returned.pk},
        "Verrouillée par une autre personne.": {locked.pk},
        "Sa validation est programmée : annulez-la d'abord.": {dated.pk},
    }


def test_what_was_mended_after_a_refusal_is_submitted_again(designer, reviewer):
    challenge = drafts(1)[0]
    review = submit(challenge, designer)
    seen = fingerprint(challenge.get_latest_revision())
    decide(review, reviewer, "changes", seen=seen, comment="Trop long.")
    draft = fresh(challenge).get_latest_revision_as_object()
    draft.instruction_fr = "Quelle couleur ?"
    draft.save_revision(user=designer)
    assert plan_submission(Challenge.objects.all(), designer).changed == [challenge.pk]
    assert submit_one(challenge.pk, designer, Asked()) == review.pk


def test_a_draft_beside_what_is_validated_goes_to_review(designer):
    challenge = factories.validated_challenge(factories.SkillFactory())
    draft = challenge.get_latest_revision_as_object()
    draft.instruction_fr = "Autrement dit ?"
    draft.save_revision(user=designer)
    found = plan_submission(Challenge.objects.all(), designer)
    assert (found.changed, found.beside) == ([challenge.pk], 1)
    submit_one(challenge.pk, designer, Asked())
    assert fresh(challenge).live


def test_who_may_not_change_challenges_submits_none(client, reviewer):
    challenge = drafts(1)[0]
    with pytest.raises(PermissionDenied):
        submit_one(challenge.pk, reviewer, Asked())
    client.force_login(reviewer)
    assert post(client, [challenge], "portion").status_code in {302, 403}
    assert client.get(f"{PAGE}?id={challenge.pk}").status_code in {302, 403}
    assert not in_review(challenge)


def test_the_page_shows_what_would_happen_before_it_does(designer_client, designer):
    ready, waiting = drafts(2)
    submit(waiting, designer)
    page = unescape(designer_client.get(f"{PAGE}?id={ready.pk}&id={waiting.pk}").content.decode())
    assert "2 épreuves sont choisies" in page
    due = timezone.localdate() + timedelta(days=3)
    response = post(
        designer_client, [ready, waiting], "look", priority=1, due=due.isoformat(), message="Merci"
    )
    page = unescape(response.content.decode())
    for words in (
        "Priorité : urgente", f"À relire avant le {due:%d/%m/%Y}", "Message : Merci",
        "épreuve irait à la relecture", "Déjà en relecture.", "Soumettre 1 épreuve",
    ):  # fmt: skip
        assert words in page, words
    assert not in_review(ready)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"due": "2020-01-01"}, "Cette date est passée"),
        ({"due": "bientôt"}, "Écrivez une date qui existe"),
        ({"priority": "9"}, "Choisissez une priorité"),
        ({"message": "x" * 2001}, "2000"),
    ],
)
def test_bad_input_is_said_and_does_nothing(designer_client, data, words):
    challenge = drafts(1)[0]
    page = unescape(post(designer_client, [challenge], "look", **data).content.decode())
    assert words in page
    answer = post(designer_client, [challenge], "portion", **data)
    assert answer.status_code == 400
    assert words in answer.json()["error"]
    assert not in_review(challenge)


def test_portions_are_one_mail_at_the_end(
    designer_client, reviewer, django_capture_on_commit_callbacks
):
    first, second, third = drafts(3)
    with django_capture_on_commit_callbacks(execute=True):
        answer = post(designer_client, [first, second], "portion")
    assert [result["outcome"] for result in answer.json()["results"]] == ["changed", "changed"]
    assert mailbox.outbox == []
    with django_capture_on_commit_callbacks(execute=True):
        post(designer_client, [third], "portion", last="1")
    (letter,) = mailbox.outbox
    assert letter.to == ["remi@example.org"]
    assert "3 épreuves soumises" in letter.subject
    with django_capture_on_commit_callbacks(execute=True):
        post(designer_client, [], "end")
    assert len(mailbox.outbox) == 1, "told once"


def test_who_leaves_before_the_end_has_submitted_a_part(
    designer_client, reviewer, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        post(designer_client, drafts(2), "portion")
        post(designer_client, [], "end")
    (letter,) = mailbox.outbox
    assert "2 épreuves soumises" in letter.subject


def test_without_script_one_request_does_it_all(
    designer_client, designer, reviewer, django_capture_on_commit_callbacks
):
    ready, waiting = drafts(2)
    submit(waiting, designer)
    with django_capture_on_commit_callbacks(execute=True):
        page = unescape(post(designer_client, [ready, waiting], "all").content.decode())
    assert "1 épreuve soumise." in page
    assert "Pas soumises :" in page
    assert "Déjà en relecture, soumise par claire." in page
    assert in_review(ready)
    assert len(mailbox.outbox) == 1


def test_one_refusal_does_not_keep_the_others(designer_client):
    gone, ready = drafts(2)
    Challenge.objects.filter(pk=gone.pk).delete()
    answer = post(designer_client, [gone, ready], "portion")
    assert [result["outcome"] for result in answer.json()["results"]] == ["refused", "changed"]
    assert in_review(ready)


def test_a_double_click_submits_once(designer_client):
    challenge = drafts(1)[0]
    post(designer_client, [challenge], "portion")
    answer = post(designer_client, [challenge], "portion").json()["results"][0]
    assert answer["outcome"] == "refused"
    assert "Déjà en relecture" in answer["why"]
    assert WorkflowState.objects.count() == 1


def test_looking_costs_the_same_for_many(designer):
    def queries():
        with CaptureQueriesContext(connection) as found:
            plan_submission(Challenge.objects.all(), designer)
        return len(found)

    drafts(1)
    queries()
    few = queries()
    drafts(5)
    assert queries() == few
