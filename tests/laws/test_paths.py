"""Nothing that was not approved goes live, whatever the path: each path, tried in each state."""

import json
from contextlib import contextmanager, suppress
from datetime import timedelta

import pytest
from django.apps import apps
from django.core import serializers
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import CommandError, call_command
from django.db import transaction
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from wagtail.actions.registry import action_registry
from wagtail.management.commands.publish_scheduled import Command as WagtailsCommand
from wagtail.models import ModelLogEntry, Revision, WorkflowState

from banks.actions import publish_bank
from challenges.exporting import export_challenges
from challenges.importing import import_challenges
from challenges.models import Challenge
from content.integrity import find_faults
from content.minting import current
from content.models import ObjectPointer
from content.review.actions import submit
from tests import factories
from tests.challenges.forms import form_data, page_data, url
from tests.laws import world

pytestmark = pytest.mark.django_db

REFUSALS = (ValidationError, PermissionDenied, CommandError)


@pytest.fixture
def people(db):
    return world.people()


@pytest.fixture
def root(db):
    """Somebody who has every permission there is: four eyes hold for them, too."""
    user = factories.UserFactory(username="root")
    user.is_superuser = True
    user.save()
    return user


@pytest.fixture
def client(client, root):
    client.force_login(root)
    return client


# -- States: each answers a challenge of which the latest draft may not go live -------------------


def a_draft(people):
    return world.written(people["anna"], world.skill())


def edited_after_its_approval(people):
    challenge = a_draft(people)
    factories.approve(challenge)
    draft = challenge.get_latest_revision_as_object()
    draft.instruction_fr = "Ceci n'a été approuvé par personne ?"
    draft.save_revision(user=people["anna"])
    return world.fresh(challenge)


def overwritten_after_its_approval(people):
    challenge = a_draft(people)
    factories.approve(challenge)
    revision = challenge.get_latest_revision()
    revision.content["instruction_fr"] = "Ceci n'a été approuvé par personne ?"
    Revision.objects.filter(pk=revision.pk).update(content=revision.content)
    return world.fresh(challenge)


def refused_after_its_approval(people):
    challenge = a_draft(people)
    decision = factories.approve(challenge)
    decision.pk, decision.verdict = None, "changes"
    decision.save()
    return world.fresh(challenge)


def validated_with_a_draft_beside(people):
    challenge = world.brought_live(a_draft(people), people["anna"], people["remi"])
    draft = challenge.get_latest_revision_as_object()
    draft.instruction_fr = "Ceci n'a été approuvé par personne ?"
    draft.save_revision(user=people["anna"])
    return world.fresh(challenge)


def in_review(people):
    challenge = a_draft(people)
    submit(challenge, people["anna"])
    return world.fresh(challenge)


def archived(people):
    challenge = world.brought_live(a_draft(people), people["anna"], people["remi"])
    challenge.unpublish()
    return world.fresh(challenge)


def obsolete(people):
    challenge = a_draft(people)
    factories.approve(challenge)
    challenge.retire()
    return world.fresh(challenge)


STATES = [
    a_draft,
    edited_after_its_approval,
    overwritten_after_its_approval,
    refused_after_its_approval,
    validated_with_a_draft_beside,
    in_review,
    archived,
    obsolete,
]


# -- Paths inside the server: each tries to make the latest draft live ----------------------------


def revision_publish(challenge, user):
    challenge.get_latest_revision().publish()


def revision_publish_without_permissions(challenge, user):
    challenge.get_latest_revision().publish(user=user, skip_permission_checks=True)


def every_revision(challenge, user):
    for revision in challenge.revisions.exclude(decisions__verdict="approved"):
        with suppress(*REFUSALS), transaction.atomic():
            revision.publish(user=user)


def model_publish(challenge, user):
    challenge.publish(challenge.get_latest_revision(), user=user)


def draft_publishes_itself(challenge, user):
    challenge.get_latest_revision_as_object().publish(challenge.get_latest_revision(), user=user)


def registered_publish(challenge, user):
    action = action_registry.get_action_class(Challenge, "publish")
    action(challenge.get_latest_revision(), user=user).execute(skip_permission_checks=True)


def registered_edit(challenge, user):
    action = action_registry.get_action_class(Challenge, "edit")
    draft = challenge.get_latest_revision_as_object()
    action(draft, user=user, publish=True).execute(skip_permission_checks=True)


def registered_revert_with_a_date(challenge, user):
    action = action_registry.get_action_class(Challenge, "revert")
    past = timezone.now() - timedelta(minutes=1)
    revision = challenge.revisions.order_by("pk").first()
    action(challenge, revision, user=user, approved_go_live_at=past).execute()
    call_command("publish_scheduled")


def revision_saved_with_a_date(challenge, user):
    past = timezone.now() - timedelta(minutes=1)
    challenge.get_latest_revision_as_object().save_revision(approved_go_live_at=past)
    call_command("publish_scheduled")


def due(challenge):
    past = timezone.now() - timedelta(minutes=1)
    challenge.revisions.filter(pk=challenge.latest_revision_id).update(approved_go_live_at=past)


def our_schedule(challenge, user):
    due(challenge)
    call_command("publish_scheduled")


def wagtails_schedule(challenge, user):
    due(challenge)
    call_command(WagtailsCommand())


def wagtails_old_schedule(challenge, user):
    due(challenge)
    call_command("publish_scheduled_pages")


def _state(challenge, user):
    state = challenge.current_workflow_state
    return state or challenge.get_workflow().start(challenge, user)


def workflow_finishes(challenge, user):
    _state(challenge, user).finish(user=user)


def task_approves(challenge, user):
    _state(challenge, user).current_task_state.approve(user=user)


def task_acts(challenge, user):
    state = _state(challenge, user).current_task_state
    state.task.specific.on_action(state, user, "approve")


def task_is_deactivated(challenge, user):
    """The peer review switched off by an administrator: the workflow has only the machine's part."""
    for task in challenge.get_workflow().tasks.order_by("-pk")[:1]:
        task.deactivate(user=user)
    submit(challenge, user)


def a_file_is_imported(challenge, user):
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as folder:
        list(export_challenges(_path(folder), Challenge.objects.filter(pk=challenge.pk)))
        for file in _path(folder).glob("*.md"):
            file.write_text(file.read_text("utf-8").replace("couleur", "teinte"), "utf-8")
        list(import_challenges(_path(folder), user=user))


def _path(folder):
    from pathlib import Path

    return Path(folder)


def archived_and_validated_again(challenge, user):
    challenge.unpublish(user=user)
    world.fresh(challenge).get_latest_revision().publish(user=user)


INSIDE = [
    revision_publish,
    revision_publish_without_permissions,
    every_revision,
    model_publish,
    draft_publishes_itself,
    registered_publish,
    registered_edit,
    registered_revert_with_a_date,
    revision_saved_with_a_date,
    our_schedule,
    wagtails_schedule,
    wagtails_old_schedule,
    workflow_finishes,
    task_approves,
    task_acts,
    task_is_deactivated,
    a_file_is_imported,
]


def is_live_as(challenge):
    """What of a challenge is outside: nothing, or exactly this."""
    row, pointer = world.fresh(challenge), current("challenge", challenge.public_id)
    return (row.status, row.live, row.live_revision_id, row.instruction_fr if row.live else None,
            pointer and (pointer.status, pointer.body_id, pointer.key_id))  # fmt: skip


@contextmanager
def tried(challenge):
    """The row for one path; whatever it did is taken back after what is outside was looked at."""
    before = is_live_as(challenge)
    with transaction.atomic():
        yield world.fresh(challenge)
        assert is_live_as(challenge) == before
        assert world.broken_laws() == []
        transaction.set_rollback(True)


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__)
def test_inside_the_server(state, people, root):
    challenge = state(people)
    for path in INSIDE:
        with tried(challenge) as row, suppress(*REFUSALS), transaction.atomic():
            path(row, root)


def test_the_door_opens_for_what_was_approved(people, root):
    """The same paths do publish what was approved: what is tried above is not simply broken."""
    paths = (revision_publish, registered_publish, our_schedule, wagtails_schedule)
    for n, path in enumerate(paths):
        challenge = world.written(people["anna"], world.skill(topic__name=f"sujet{'abcd'[n]}"))
        factories.approve(challenge)
        path(challenge, root)
        assert world.fresh(challenge).live, path.__name__


def test_what_is_archived_and_approved_is_not_live_again(people, root):
    challenge = world.brought_live(a_draft(people), people["anna"], people["remi"])
    with pytest.raises(ValidationError, match="ne se valide plus"):
        archived_and_validated_again(challenge, root)


def test_every_registered_action_is_tried():
    """An action that Wagtail adds must be looked at before it is let in."""
    known = {"create", "edit", "delete", "revert", "publish", "unpublish", "retire"}
    assert set(action_registry.get_actions_for_model(Challenge)) <= known


def test_creating_does_not_publish(people, root):
    skill = world.skill()
    action = action_registry.get_action_class(Challenge, "create")
    made = Challenge(skill=skill, instruction_fr="Quoi ?", type="short_answer", template_fr="${v}")
    with pytest.raises(ValidationError), transaction.atomic():
        action(made, user=root, publish=True, clean=False).execute()
    assert not Challenge.objects.filter(live=True).exists()


# -- Paths over HTTP ------------------------------------------------------------------------------


def _post_form(client, challenge, action, address=None, **more):
    address = address or url("edit", challenge.pk)
    page = client.get(url("edit", challenge.pk))
    data = page_data(client, challenge) if "form" in (page.context or {}) else {}
    return client.post(address, {**data, action: action, **more})


def form_publish(client, challenge):
    return _post_form(client, challenge, "action-publish")


def form_publish_with_a_date(client, challenge):
    soon = (timezone.localtime() + timedelta(hours=1)).strftime("%d/%m/%Y %H:%M")
    return _post_form(client, challenge, "action-publish", go_live_at=soon)


def form_workflow_action(client, challenge):
    name = {"workflow-action-name": "approve"}
    return _post_form(client, challenge, "action-workflow-action", **name)


def form_restart(client, challenge):
    return _post_form(client, challenge, "action-restart-workflow")


def autosave_publish(client, challenge):
    data = {**page_data(client, challenge), "action-publish": "action-publish"}
    return client.post(url("edit", challenge.pk), data, headers={"accept": "application/json"})


def revert_publish(client, challenge):
    first = challenge.revisions.order_by("pk").first()
    address = url("revisions_revert", challenge.pk, first.pk)
    return _post_form(client, challenge, "action-publish", address)


def workflow_address(client, challenge):
    state = challenge.current_workflow_state
    task = state.current_task_state.pk if state else 1
    return client.post(url("workflow_action", challenge.pk, "approve", task), {"comment": "ok"})


def workflow_confirmation(client, challenge):
    state = challenge.current_workflow_state
    task = state.current_task_state.pk if state else 1
    return client.post(url("collect_workflow_action_data", challenge.pk, "approve", task))


def unschedule(client, challenge):
    latest = challenge.latest_revision_id
    return client.post(url("revisions_unschedule", challenge.pk, latest))


def lock_and_unlock(client, challenge):
    client.post(url("lock", challenge.pk))
    return client.post(url("unlock", challenge.pk))


def bulk_publish(client, challenge):
    return client.post(f"/admin/bulk/challenges/challenge/publish/?id={challenge.pk}")


def review_page(client, challenge):
    """A forged decision, without what the page gives."""
    return client.post(
        reverse("challenges:review", args=[challenge.pk]), {"verdict": "approved", "seen": "x"}
    )


OVER_HTTP = [
    form_publish,
    form_publish_with_a_date,
    form_workflow_action,
    form_restart,
    autosave_publish,
    revert_publish,
    workflow_address,
    workflow_confirmation,
    unschedule,
    lock_and_unlock,
    bulk_publish,
    review_page,
]


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__)
def test_over_http(state, people, client):
    challenge = state(people)
    for path in OVER_HTTP:
        with tried(challenge) as row:
            response = path(client, row)
            assert response.status_code in {200, 302, 400, 403, 404, 405}, path.__name__
            if response.status_code == 302:
                # A refusal is a sentence on the page where one lands, never a bare answer.
                assert client.get(response.url).status_code in {200, 302}, path.__name__


def test_what_is_written_and_published_at_once_is_a_draft(client):
    client.post(url("add"), form_data(world.skill(), action="action-publish"))
    assert not Challenge.objects.filter(live=True).exists()


def test_deleted_and_written_again(people, client):
    """An approval is of a revision: a new challenge of the same words has none."""
    challenge = a_draft(people)
    factories.approve(challenge)
    revision = challenge.get_latest_revision()
    client.post(url("delete", challenge.pk))
    assert not Challenge.objects.exists()
    again = world.written(people["anna"], world.skill())
    with pytest.raises(ValidationError):
        again.get_latest_revision().publish()
    assert not Revision.objects.filter(pk=revision.pk).exists()


def test_ways_that_are_not_there():
    """Copying in place and Wagtail's API: whoever lets them in must put them into this table."""
    with pytest.raises(NoReverseMatch):
        url("copy", 1)
    assert not [name for name in apps.app_configs if name.startswith("wagtailapi")]


# -- Beside the door: what writes rows without any action is found, and no release holds it --------


def row_created_live(challenge):
    Challenge.objects.create(skill=challenge.skill, instruction_fr="À côté ?", live=True)


def row_loaded(challenge):
    fixture = json.loads(serializers.serialize("json", [challenge]))
    fixture[0]["fields"] |= {"live": True, "status": "validated"}
    for loaded in serializers.deserialize("json", json.dumps(fixture)):
        loaded.save()


def row_updated(challenge):
    Challenge.objects.filter(pk=challenge.pk).update(live=True, status="validated")


def draft_saved_over_the_row(challenge):
    row_updated(challenge)
    Challenge.objects.filter(pk=challenge.pk).update(instruction_fr="À côté ?")


BESIDE = [row_created_live, row_loaded, row_updated, draft_saved_over_the_row]


@pytest.mark.parametrize("path", BESIDE, ids=lambda path: path.__name__)
def test_beside_the_door(path, people):
    good = world.brought_live(a_draft(people), people["anna"], people["remi"])
    challenge = world.written(people["anna"], world.skill(level=3))
    path(challenge)
    assert any("est en ligne sans objet" in fault.message for fault in find_faults())
    bank = factories.BankFactory(framework=good.skill.competence.framework)
    release = publish_bank(bank)
    for manifest in release.manifests.all():
        entries = json.loads(bytes(manifest.body))["entries"]
        assert {e["id"] for e in entries if e["kind"] == "challenge"} == {good.public_id}


def test_the_text_of_a_live_row_changed_beside_the_door(people):
    """What is outside is the object: it stays, and the difference is found."""
    challenge = world.brought_live(a_draft(people), people["anna"], people["remi"])
    before = current("challenge", challenge.public_id).body_id
    Challenge.objects.filter(pk=challenge.pk).update(instruction_fr="À côté ?")
    assert current("challenge", challenge.public_id).body_id == before
    assert any("a changé sans que l'objet" in fault.message for fault in find_faults())


# -- What else could open the door ----------------------------------------------------------------


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_purging_revisions_keeps_what_is_live_and_who_wrote_the_change(people):
    challenge = validated_with_a_draft_beside(people)
    draft = challenge.get_latest_revision_as_object()
    draft.save_revision(user=people["bruno"])
    kept = set(challenge.revisions.values_list("pk", flat=True))
    call_command("purge_revisions")
    challenge = world.fresh(challenge)
    assert set(challenge.revisions.values_list("pk", flat=True)) == kept
    review = submit(challenge, people["bruno"])
    people["anna"].groups.set(people["remi"].groups.all())
    anna = type(people["anna"]).objects.get(pk=people["anna"].pk)
    with pytest.raises(ValidationError, match="auteur"):
        world.approve(challenge, anna)
    assert review.decisions.count() == 0


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_old_revisions_are_purged_and_a_draft_goes_with_its_own(people):
    challenge = validated_with_a_draft_beside(people)
    draft = world.fresh(challenge)
    submit(draft, people["anna"])
    world.approve(challenge, people["remi"])
    count = challenge.revisions.count()
    call_command("purge_revisions")
    assert challenge.revisions.count() < count
    assert world.broken_laws() == []
    other = world.written(people["anna"], world.skill(level=3))
    other.delete()
    assert not Revision.objects.filter(object_id=str(other.pk)).exists()


def test_a_workflow_that_wagtail_starts_has_its_review(people):
    challenge = a_draft(people)
    state = challenge.get_workflow().start(challenge, people["anna"])
    assert state.review.object_id == challenge.pk
    world.approve(challenge, people["remi"])
    assert world.fresh(challenge).live
    assert WorkflowState.objects.get(pk=state.pk).status == "approved"


def test_who_loses_is_told_and_nothing_is_written(people, root):
    challenge = a_draft(people)
    before = ModelLogEntry.objects.count()
    with pytest.raises(ValidationError, match="n'a pas été approuvée"):
        challenge.get_latest_revision().publish(user=root)
    assert ModelLogEntry.objects.count() == before
    assert not ObjectPointer.objects.filter(kind="challenge").exists()
