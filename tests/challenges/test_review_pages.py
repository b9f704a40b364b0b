"""The page on which a challenge is reviewed, and the small steps beside the decision."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from challenges.models import Challenge
from cms.roles import DESIGNERS, PUBLISHERS, READERS, REVIEWERS, sync_roles
from content.enums import ReviewPoint
from content.models import Decision, Review
from content.review.actions import submit, take, withdraw
from content.review.approvals import fingerprint
from tests import factories
from tests.challenges.forms import url
from tests.challenges.test_submit_page import other_answer

pytestmark = pytest.mark.django_db

ALL = [point.value for point in ReviewPoint]


def somebody(group, name):
    sync_roles()
    user = factories.UserFactory(username=name)
    user.groups.add(Group.objects.get(name=group))
    return user


def browser(user):
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def reviewer(db):
    return somebody(REVIEWERS, "remi")


@pytest.fixture
def challenge(designer, skill):
    """Written and submitted by the designer."""
    made = factories.choice_challenge(skill)
    made.get_latest_revision_as_object().save_revision(user=designer)
    submit(Challenge.objects.get(pk=made.pk), designer, message="Bonne <b>lecture</b>.")
    return Challenge.objects.get(pk=made.pk)


def page(challenge):
    return reverse("challenges:review", args=[challenge.pk])


def step(name, review):
    return reverse(f"reviews:{name}", args=[review.pk])


def decision(challenge, verdict="approved", **fields):
    return {
        "seen": fingerprint(Challenge.objects.get(pk=challenge.pk).get_latest_revision()),
        "checklist": ALL,
        "comment": "",
        "verdict": verdict,
        **fields,
    }


def state_of(challenge):
    return Review.objects.get(object_id=challenge.pk).workflow_state.status


def untouched(challenge):
    """Whether nothing was decided."""
    fresh = Challenge.objects.get(pk=challenge.pk)
    return not Decision.objects.exists() and not fresh.live and state_of(challenge) == "in_progress"


# -- What is shown --------------------------------------------------------------------------------
def test_a_reviewer_finds_everything_on_one_page(reviewer, challenge):
    shown = browser(reviewer).get(page(challenge)).content.decode()
    assert "par claire" in shown
    assert "Bonne &lt;b&gt;lecture&lt;/b&gt;." in shown
    assert "Je m'en occupe" in shown
    assert url("revisions_view", challenge.pk, challenge.latest_revision_id) in shown
    assert "Première version" in shown
    assert "rien à corriger" in shown
    assert "Ceci valide 1 prototype, et active 1 acquis." in shown
    assert "Approuver et valider" in shown
    for point in ReviewPoint:
        assert f'value="{point.value}"' in shown


def test_the_preview_is_that_of_what_was_submitted_question_and_answer(reviewer, challenge):
    client = browser(reviewer)
    shown = client.get(page(challenge))
    question = client.get(shown.context["preview_url"])
    assert question.status_code == 200
    assert "Vert" in question.content.decode()
    assert "Le vert laisse passer." not in question.content.decode()
    answer = client.get(shown.context["answer_url"])
    assert "Le vert laisse passer." in answer.content.decode()
    tried = client.post(
        shown.context["preview_url"], {"atelier-trial": "1", "atelier-show": "1", "seed": "ab"}
    )
    assert "Le vert laisse passer." in tried.content.decode()


def test_a_change_is_compared_with_what_is_validated(designer, reviewer):
    live = factories.validated_challenge()
    draft = live.get_latest_revision_as_object()
    draft.explanation_fr = "Le feu vert laisse passer."
    draft.choices = [other_answer(choice) for choice in draft.choices.all()]
    draft.save_revision(user=designer)
    submit(Challenge.objects.get(pk=live.pk), designer, change="revision")
    client = browser(reviewer)
    shown = client.get(page(live)).content.decode()
    assert "3 champs disent autre chose" in shown
    # The author says revision, the machine says otherwise, and why.
    assert "La machine y voit une nouvelle version" in shown
    assert "les bonnes réponses" in shown
    assert "Quelle est la" not in shown[shown.index('id="comparison"') :]
    every = client.get(page(live) + "?tout=1").content.decode()
    assert "Quelle est la" in every[every.index('id="comparison"') :]


def test_who_reads_sees_the_page_and_cannot_decide(challenge):
    client = browser(somebody(READERS, "lea"))
    shown = client.get(page(challenge)).content.decode()
    assert "Votre rôle permet de lire cette page, pas de décider" in shown
    assert "Approuver et valider" not in shown
    assert "Je m'en occupe" not in shown
    assert "Retirer de la relecture" not in shown
    assert client.get(url("workflow_history", challenge.pk)).status_code == 200
    task = Review.objects.get().workflow_state.current_task_state.task
    assert client.get(url("workflow_preview", challenge.pk, task.pk)).status_code == 200


def test_the_author_is_told_why_they_do_not_decide(designer, designer_client, challenge):
    designer.groups.add(Group.objects.get(name=REVIEWERS))
    shown = designer_client.get(page(challenge)).content.decode()
    assert "Vous êtes auteur de ce changement" in shown
    assert "Approuver et valider" not in shown
    assert "Retirer de la relecture" in shown


def test_a_newer_draft_is_said(reviewer, designer, challenge):
    draft = challenge.get_latest_revision_as_object()
    draft.instruction_fr = "Après coup ?"
    draft.save_revision(user=designer)
    shown = browser(reviewer).get(page(challenge)).content.decode()
    assert "Un brouillon plus récent" in shown
    assert "Après coup" not in shown[shown.index('id="comparison"') :]


def test_a_challenge_that_was_never_submitted_says_so(designer_client, skill):
    made = factories.choice_challenge(skill)
    shown = designer_client.get(page(made)).content.decode()
    assert "pas encore été soumise" in shown
    assert reverse("challenges:submit", args=[made.pk]) in shown


def test_the_page_takes_as_many_queries_for_a_long_history(
    reviewer, challenge, django_assert_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = browser(reviewer)
    client.get(page(challenge))
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get(page(challenge))
    review = Review.objects.get()
    for number in range(6):
        Decision.objects.create(
            review=review,
            fingerprint="x",
            verdict="changes",
            by=factories.UserFactory(username=f"p{number}"),
        )
    with django_assert_num_queries(len(few)):
        client.get(page(challenge))


# -- Deciding -------------------------------------------------------------------------------------
def test_approving_validates_and_tells(reviewer, challenge):
    response = browser(reviewer).post(page(challenge), decision(challenge), follow=True)
    shown = response.content.decode()
    assert "est approuvée et validée" in shown
    assert "Décisions sur cette épreuve" in shown
    assert "par remi" in shown
    assert "Relu : Pédagogie, Faits" in shown
    assert Challenge.objects.get(pk=challenge.pk).status == "validated"


def test_asking_for_changes_gives_it_back_with_the_comment(reviewer, designer_client, challenge):
    said = decision(challenge, "changes", checklist=[], comment="Trop <b>longue</b>.")
    shown = browser(reviewer).post(page(challenge), said, follow=True).content.decode()
    assert "revient à ses auteurs" in shown
    assert state_of(challenge) == "needs_changes"
    shown = designer_client.get(page(challenge)).content.decode()
    assert "remi a demandé des changements" in shown
    assert "Trop &lt;b&gt;longue&lt;/b&gt;." in shown
    assert "Soumettre à nouveau" in shown


def test_a_date_that_was_asked_for_is_kept_by_approving(reviewer, designer, skill):
    made = factories.choice_challenge(skill)
    draft = made.get_latest_revision_as_object()
    draft.go_live_at = timezone.now() + timedelta(days=30)
    draft.save_revision(user=designer)
    submit(Challenge.objects.get(pk=made.pk), designer)
    client = browser(reviewer)
    assert "Une date est demandée" in client.get(page(made)).content.decode()
    shown = client.post(page(made), decision(made), follow=True).content.decode()
    assert "sera validée le" in shown
    fresh = Challenge.objects.get(pk=made.pk)
    assert (fresh.live, fresh.status) == (False, "proposed")
    assert fresh.scheduled_revision is not None


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"checklist": ALL[:2]}, "cochez ce que vous avez relu"),
        ({"verdict": "changes", "comment": "  "}, "Dites ce qui est à modifier"),
        ({"verdict": "peut-être"}, "Choisissez une décision"),
        ({"verdict": ""}, "Choisissez une décision"),
        ({"checklist": [*ALL, "tout"]}, "Cochez des points de la liste"),
        ({"seen": "0" * 64}, "Le texte a changé pendant que vous le lisiez"),
        ({"seen": ""}, "Rien n&#x27;est décidé"),
    ],
)
def test_a_decision_that_is_not_one_is_refused_and_keeps_what_was_typed(
    reviewer, challenge, fields, said
):
    sent = decision(challenge, **{"comment": "Ma remarque", **fields})
    response = browser(reviewer).post(page(challenge), sent)
    assert response.status_code == 200
    shown = response.content.decode()
    assert said in shown
    form = response.context["form"]
    assert form["checklist"].value() == sent["checklist"]
    assert form["comment"].value() == sent["comment"]
    assert untouched(challenge)


def test_who_wrote_it_does_not_decide_even_by_a_forged_post(challenge, designer):
    designer.groups.add(Group.objects.get(name=REVIEWERS))
    response = browser(designer).post(page(challenge), decision(challenge))
    assert "Vous êtes auteur de ce changement" in response.content.decode()
    assert untouched(challenge)


def test_an_administrator_who_wrote_it_does_not_decide(admin_client, admin_user, challenge):
    challenge.get_latest_revision_as_object().save_revision(user=admin_user)
    withdraw(Review.objects.get(), admin_user)
    submit(Challenge.objects.get(pk=challenge.pk), admin_user)
    response = admin_client.post(page(challenge), decision(challenge))
    assert "Vous êtes auteur de ce changement" in response.content.decode()
    assert not Decision.objects.exists()


@pytest.mark.parametrize("group", [READERS, DESIGNERS, PUBLISHERS])
def test_other_roles_do_not_decide_by_a_forged_post(challenge, group):
    response = browser(somebody(group, "autre")).post(page(challenge), decision(challenge))
    assert "Rien n&#x27;est décidé" in response.content.decode()
    assert untouched(challenge)


def test_who_may_not_see_challenges_sees_nothing(client, challenge):
    user = factories.give(factories.UserFactory(), "wagtailadmin.access_admin")
    client.force_login(user)
    for response in (client.get(page(challenge)), client.post(page(challenge), {})):
        assert response.url == reverse("wagtailadmin_home")
    task = Review.objects.get().workflow_state.current_task_state.task
    for address in (
        url("revisions_view", challenge.pk, challenge.latest_revision_id),
        url("workflow_history", challenge.pk),
        url("workflow_preview", challenge.pk, task.pk),
        url("workflow_action", challenge.pk, "approve", 1),
    ):
        assert client.get(address).url == reverse("wagtailadmin_home")


def test_a_second_click_is_told_what_was_decided(reviewer, challenge):
    client = browser(reviewer)
    sent = decision(challenge)
    client.post(page(challenge), sent)
    shown = client.post(page(challenge), sent).content.decode()
    assert "n&#x27;est plus en relecture" in shown
    assert Decision.objects.count() == 1


def test_of_two_reviewers_the_second_is_told(reviewer, challenge):
    other = browser(somebody(REVIEWERS, "rita"))
    changes = decision(challenge, "changes", comment="Non.")
    browser(reviewer).post(page(challenge), changes)
    shown = other.post(page(challenge), decision(challenge)).content.decode()
    assert "remi a déjà décidé" in shown
    assert not Challenge.objects.get(pk=challenge.pk).live


def test_what_was_withdrawn_meanwhile_is_not_decided(reviewer, designer, challenge):
    client = browser(reviewer)
    sent = decision(challenge)
    withdraw(Review.objects.get(), designer)
    shown = client.post(page(challenge), sent).content.decode()
    assert "n&#x27;est plus en relecture" in shown
    assert "retirée" in shown
    assert not Decision.objects.exists()


def test_what_could_not_go_live_is_said_and_the_review_stays_open(reviewer, designer, skill):
    variant = factories.variant_of(factories.choice_challenge(skill))
    submit(Challenge.objects.get(pk=variant.pk), designer)
    client = browser(reviewer)
    assert "Son prototype est « proposé »" in client.get(page(variant)).content.decode()
    response = client.post(page(variant), decision(variant))
    shown = response.content.decode()
    assert "Rien n&#x27;est décidé" in shown
    assert "Son prototype est « proposé »" in shown
    assert response.context["form"]["checklist"].value() == ALL
    assert untouched(variant)


def test_a_role_that_was_lost_meanwhile_is_refused_with_a_sentence(reviewer, challenge):
    client = browser(reviewer)
    client.get(page(challenge))
    reviewer.groups.set([Group.objects.get(name=READERS)])
    shown = client.post(page(challenge), decision(challenge)).content.decode()
    assert "Votre rôle ne permet pas" in shown
    assert untouched(challenge)


# -- Small steps ----------------------------------------------------------------------------------
def test_taking_giving_back_and_taking_over(reviewer, challenge):
    review = Review.objects.get()
    client, other = browser(reviewer), browser(somebody(REVIEWERS, "rita"))
    client.post(step("take", review))
    review.refresh_from_db()
    assert review.taken_by == reviewer
    assert "Rendre à la file" in client.get(page(challenge)).content.decode()
    shown = other.get(page(challenge)).content.decode()
    assert "remi s&#x27;en occupe déjà" in shown
    assert "Prendre la relève" in shown
    assert "Approuver et valider" not in shown
    refused = other.post(step("take", review), follow=True).content.decode()
    assert "prenez d&#x27;abord la relève" in refused
    refused = other.post(step("release", review), follow=True).content.decode()
    assert "Vous ne vous en occupiez pas" in refused
    refused = other.post(page(challenge), decision(challenge)).content.decode()
    assert "remi s&#x27;en occupe déjà" in refused
    assert untouched(challenge)
    other.post(step("take", review), {"over": "1"})
    review.refresh_from_db()
    assert review.taken_by.username == "rita"
    other.post(step("release", review))
    review.refresh_from_db()
    assert review.taken_by is None


def test_an_author_does_not_take_it(designer, challenge):
    designer.groups.add(Group.objects.get(name=REVIEWERS))
    shown = browser(designer).post(step("take", Review.objects.get()), follow=True)
    assert "Vous êtes auteur de ce changement" in shown.content.decode()
    assert Review.objects.get().taken_by is None


def test_planning_is_for_reviewers_and_for_who_submitted(designer_client, reviewer, challenge):
    review = Review.objects.get()
    due = timezone.localdate() + timedelta(days=2)
    designer_client.post(step("plan", review), {"priority": 1, "due": due.isoformat()})
    review.refresh_from_db()
    assert (review.priority, review.due) == (1, due)
    browser(reviewer).post(step("plan", review), {"priority": 3, "due": ""})
    review.refresh_from_db()
    assert (review.priority, review.due) == (3, None)
    for sent, said in (
        ({"priority": 1, "due": "2020-01-01"}, "Cette date est passée"),
        ({"priority": 8, "due": ""}, "Choisissez une priorité"),
        ({}, "Choisissez une priorité"),
    ):
        shown = designer_client.post(step("plan", review), sent, follow=True).content.decode()
        assert said in shown
    stranger = browser(somebody(DESIGNERS, "denis"))
    refused = stranger.post(step("plan", review), {"priority": 1, "due": ""})
    assert refused.url == reverse("wagtailadmin_home")
    review.refresh_from_db()
    assert (review.priority, review.due) == (3, None)


def test_a_date_that_has_passed_may_stay(reviewer, challenge):
    yesterday = timezone.localdate() - timedelta(days=1)
    Review.objects.update(due=yesterday)
    client = browser(reviewer)
    assert "en retard" in client.get(page(challenge)).content.decode()
    client.post(step("plan", Review.objects.get()), {"priority": 1, "due": yesterday.isoformat()})
    assert Review.objects.get().priority == 1


def test_withdrawing_lets_it_be_edited_again(designer_client, challenge):
    review = Review.objects.get()
    shown = designer_client.post(step("withdraw", review), follow=True).content.decode()
    assert "retiré de la relecture" in shown
    assert state_of(challenge) == "cancelled"
    again = designer_client.post(step("withdraw", review), follow=True).content.decode()
    assert "a été retirée entre-temps" in again
    assert "action-submit" in designer_client.get(url("edit", challenge.pk)).content.decode()


STEPS = ("take", "release", "plan", "withdraw")


@pytest.mark.parametrize("name", STEPS)
def test_a_step_is_taken_by_a_button_and_by_who_may(client, reviewer, challenge, name):
    review = Review.objects.get()
    take(review, reviewer)
    asked = browser(reviewer).get(step(name, review), follow=True)
    assert asked.redirect_chain[-1][0] == page(challenge)
    assert "cette action se fait par son bouton" in asked.content.decode()
    assert "/login/" in client.post(step(name, review)).url
    reader = browser(somebody(READERS, "lea"))
    assert reader.post(step(name, review)).url == reverse("wagtailadmin_home")
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(reviewer)
    assert strict.post(step(name, review)).status_code == 403
    missing = reverse(f"reviews:{name}", args=[987654])
    assert browser(reviewer).post(missing).status_code == 404
    review.refresh_from_db()
    assert (review.taken_by, state_of(challenge)) == (reviewer, "in_progress")


@pytest.mark.parametrize("name", STEPS)
def test_a_step_on_what_was_deleted_says_so(reviewer, challenge, name):
    review = Review.objects.get()
    Challenge.objects.filter(pk=challenge.pk).delete()
    if not Review.objects.filter(pk=review.pk).exists():
        return
    response = browser(reviewer).post(step(name, review), follow=True)
    assert "n&#x27;existe plus" in response.content.decode()


def test_a_step_leads_back_to_where_it_was_asked_for_but_never_outside(reviewer, challenge):
    review, client = Review.objects.get(), browser(reviewer)
    inside = client.post(step("take", review), {"next": "/admin/epreuves/"})
    assert inside.url == "/admin/epreuves/"
    outside = client.post(step("release", review), {"next": "https://mechant.example/"})
    assert outside.url == page(challenge)
