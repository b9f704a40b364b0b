"""Whoever acts on what they read before somebody else's step is told, and nothing is half done."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from wagtail.actions.edit import EditPermissionError

from challenges.drafting import EditChallenge, RevertChallenge
from challenges.models import Challenge
from content.minting import current
from content.review.actions import submit
from tests.laws import world

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(db):
    return world.people()


@pytest.fixture
def challenge(people):
    return world.written(people["anna"], world.skill())


def edit(draft, user):
    draft.instruction_fr = "Tout autre chose ?"
    return EditChallenge(draft, user=user, clean=False).execute()


def test_a_draft_read_before_the_decision_does_not_take_it_back(challenge, people):
    draft = challenge.get_latest_revision_as_object()
    world.brought_live(challenge, people["anna"], people["remi"])
    with pytest.raises(EditPermissionError, match="Elle est devenue « validé »"):
        edit(draft, people["anna"])
    assert world.fresh(challenge).live
    assert world.broken_laws() == []
    edit(world.fresh(challenge).get_latest_revision_as_object(), people["anna"])
    row = world.fresh(challenge)
    assert (row.live, row.has_unpublished_changes) == (True, True)


def test_a_draft_read_before_the_submission_is_not_saved_during_the_review(challenge, people):
    draft = challenge.get_latest_revision_as_object()
    submit(challenge, people["anna"])
    with pytest.raises(EditPermissionError, match="en relecture"):
        edit(draft, people["anna"])
    with pytest.raises(EditPermissionError, match="en relecture"):
        RevertChallenge(draft, challenge.get_latest_revision(), user=people["anna"]).execute()
    assert challenge.revisions.count() == 1


def test_a_draft_of_what_is_closed_or_gone_is_not_saved(challenge, people):
    draft = challenge.get_latest_revision_as_object()
    challenge.retire(user=people["ada"])
    with pytest.raises(EditPermissionError, match="périmé"):
        edit(draft, people["anna"])
    world.fresh(challenge).delete()
    with pytest.raises(EditPermissionError, match="supprimée"):
        edit(draft, people["anna"])


def test_another_person_s_lock_refuses_and_one_s_own_does_not(challenge, people):
    draft = challenge.get_latest_revision_as_object()
    Challenge.objects.update(locked=True, locked_by=people["bruno"])
    with pytest.raises(EditPermissionError, match="texte est toujours à l'écran"):
        edit(draft, people["anna"])
    edit(world.fresh(challenge).get_latest_revision_as_object(), people["bruno"])


def test_a_row_read_before_a_step_is_not_written_over_it(challenge, people):
    old = world.fresh(challenge)
    world.brought_live(challenge, people["anna"], people["remi"])
    with pytest.raises(PermissionDenied, match="entre-temps"):
        old.save()
    assert world.fresh(challenge).status == "validated"
    old.refresh_from_db()
    old.save()


def test_a_newer_draft_than_was_submitted_is_not_passed_over(challenge, people):
    review = submit(challenge, people["anna"])
    challenge.get_latest_revision_as_object().save_revision(user=people["anna"])
    seen = world.fingerprint(review.workflow_state.current_task_state.revision)
    with pytest.raises(ValidationError, match="brouillon plus récent"):
        world.approve(challenge, people["remi"], seen=seen)
    assert review.decisions.count() == 0
    assert world.fresh(challenge).status == "proposed"


def test_what_is_deleted_is_neither_reviewed_nor_retired(challenge, people):
    review, old = submit(challenge, people["anna"]), world.fresh(challenge)
    world.fresh(challenge).delete()
    for step in (
        lambda: world.decide(review, people["remi"], "approved", seen="x"),
        lambda: submit(old, people["anna"]),
        lambda: old.retire(user=people["ada"]),
        lambda: old.unpublish(user=people["ada"]),
    ):
        with pytest.raises(ValidationError, match="supprimé"):
            step()


def test_withdrawing_is_never_half_of_it(challenge, people):
    """Wagtail may ask not to write the row: then nothing else may be written either, so it is."""
    row = world.brought_live(challenge, people["anna"], people["remi"])
    row.unpublish(commit=False, user=people["ada"])
    assert world.fresh(challenge).status == "archived"
    assert current("challenge", challenge.public_id).status == "archived"


def test_an_autosave_does_not_write_over_what_was_submitted(challenge, people):
    latest = challenge.get_latest_revision()
    draft = challenge.get_latest_revision_as_object()
    submit(challenge, people["anna"])
    draft.instruction_fr = "Tout autre chose ?"
    saved = draft.save_revision(user=people["anna"], overwrite_revision=latest, clean=False)
    assert saved.pk != latest.pk
    latest.refresh_from_db()
    assert latest.content["instruction_fr"] != "Tout autre chose ?"
