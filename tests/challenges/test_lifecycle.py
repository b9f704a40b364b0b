"""Validating and archiving, by every path, all or nothing."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import CommandError, call_command
from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone
from wagtail.actions.registry import action_registry
from wagtail.models import ModelLogEntry

from challenges.lifecycle import ArchiveChallenge, ValidateChallenge
from challenges.models import Challenge
from content.integrity import find_faults
from content.lifecycle import GoLiveRefused
from content.minting import current, load
from content.models import ObjectPointer
from referentiel import guards
from tests import factories

pytestmark = pytest.mark.django_db


def test_validating_publishes_mints_and_activates_the_skill():
    challenge = factories.validated_challenge()
    assert (challenge.live, challenge.status) == (True, "validated")
    pointer = current("challenge", challenge.public_id)
    assert (pointer.version, pointer.revision, pointer.status) == (1, 1, "validated")
    assert load(pointer.body)["locales"]["fr"]["instruction"] == challenge.instruction_fr
    assert len(load(pointer.key)["choices"]) == 1
    assert challenge.skill.status == "active"
    assert pointer.facets["competence"] == "1.1"
    assert list(find_faults()) == []


def test_what_is_incomplete_stays_a_draft_and_keeps_its_text():
    challenge = factories.choice_challenge(right=())
    with pytest.raises(GoLiveRefused, match="Aucune proposition n'est juste"):
        factories.validate(challenge)
    challenge.refresh_from_db()
    assert (challenge.live, challenge.status) == (False, "proposed")
    assert not ObjectPointer.objects.filter(kind="challenge").exists()
    assert challenge.get_latest_revision_as_object().choices.count() == 3


def test_the_action_registry_has_ours():
    assert action_registry.get_action_class(Challenge, "publish") is ValidateChallenge
    assert action_registry.get_action_class(Challenge, "unpublish") is ArchiveChallenge


def test_who_may_not_publish_may_not_validate(skill):
    challenge = factories.choice_challenge(skill)
    with pytest.raises(PermissionDenied):
        challenge.get_latest_revision().publish(user=factories.UserFactory())
    challenge.refresh_from_db()
    assert not challenge.live


def edit(challenge, **fields):
    """Change fields in a draft and answer the challenge with that draft."""
    draft = challenge.get_latest_revision_as_object()
    for name, value in fields.items():
        setattr(draft, name, value)
    draft.save_revision()
    return Challenge.objects.get(pk=challenge.pk)


def test_editing_a_validated_challenge_leaves_what_is_live():
    challenge = factories.validated_challenge()
    before = current("challenge", challenge.public_id).body_id
    challenge = edit(challenge, instruction_fr="Autre consigne ?")
    assert (challenge.live, challenge.has_unpublished_changes) == (True, True)
    assert challenge.instruction_fr != "Autre consigne ?"
    assert current("challenge", challenge.public_id).body_id == before


def test_wording_is_a_revision_and_answers_are_a_version():
    challenge = factories.validated_challenge()
    challenge = factories.validate(edit(challenge, instruction_fr="Autre consigne ?"))
    pointer = current("challenge", challenge.public_id)
    assert (pointer.version, pointer.revision) == (1, 2)
    draft = challenge.get_latest_revision_as_object()
    for choice in draft.choices.all():
        choice.correct = not choice.correct
        choice.sort_order = choice.sort_order or 0
        draft.choices.add(choice)
    draft.type = "multiple_choice"
    draft.save_revision()
    challenge = factories.validate(Challenge.objects.get(pk=challenge.pk))
    pointer = current("challenge", challenge.public_id)
    assert (pointer.version, pointer.revision) == (2, 1)


def test_validating_the_same_again_changes_no_object():
    challenge = factories.validated_challenge()
    before = current("challenge", challenge.public_id)
    challenge.get_latest_revision().publish()
    after = current("challenge", challenge.public_id)
    assert (after.body_id, after.key_id) == (before.body_id, before.key_id)


def test_archiving_keeps_the_object_and_says_so_on_the_pointer():
    challenge = factories.validated_challenge()
    challenge.unpublish()
    challenge.refresh_from_db()
    assert (challenge.live, challenge.status) == (False, "archived")
    pointer = current("challenge", challenge.public_id)
    assert pointer.status == "archived"
    assert load(pointer.body)["id"] == challenge.public_id


def test_archiving_what_is_not_live_does_nothing():
    challenge = factories.choice_challenge()
    challenge.unpublish()
    challenge.refresh_from_db()
    assert challenge.status == "proposed"


def test_what_is_archived_is_not_validated_again():
    challenge = factories.validated_challenge()
    challenge.unpublish()
    with pytest.raises(GoLiveRefused, match="ne se valide plus"):
        factories.validate(Challenge.objects.get(pk=challenge.pk))


def test_an_obsolete_skill_is_refused():
    challenge = factories.choice_challenge()
    type(challenge.skill).objects.update(status="obsolete")
    with pytest.raises(GoLiveRefused, match="périmé"):
        factories.validate(challenge)


def test_a_scheduled_challenge_goes_live_through_the_same_door():
    challenge = factories.choice_challenge()
    draft = challenge.get_latest_revision_as_object()
    draft.go_live_at = timezone.now() + timedelta(hours=1)
    revision = draft.save_revision()
    with pytest.raises(GoLiveRefused, match="approuvée"):
        revision.publish()
    assert Challenge.objects.get(pk=challenge.pk).scheduled_revision is None
    factories.approve(challenge)
    revision.publish()
    challenge.refresh_from_db()
    assert (challenge.live, challenge.status) == (False, "proposed")
    assert current("challenge", challenge.public_id) is None
    revision = challenge.scheduled_revision
    revision.approved_go_live_at = timezone.now() - timedelta(minutes=1)
    revision.content["go_live_at"] = revision.approved_go_live_at.isoformat()
    revision.save()
    call_command("publish_scheduled")
    challenge = Challenge.objects.get(pk=challenge.pk)
    assert (challenge.live, challenge.status) == (True, "validated")
    assert current("challenge", challenge.public_id).status == "validated"


def test_a_scheduled_end_archives():
    challenge = factories.validated_challenge()
    Challenge.objects.filter(pk=challenge.pk).update(
        expire_at=timezone.now() - timedelta(minutes=1)
    )
    call_command("publish_scheduled")
    challenge.refresh_from_db()
    assert (challenge.live, challenge.status, challenge.expired) == (False, "archived", True)


def test_a_failing_mint_publishes_nothing(monkeypatch):
    challenge = factories.choice_challenge()

    def fail(live):
        raise RuntimeError("disk full")

    monkeypatch.setattr("content.lifecycle.mint", fail)
    with pytest.raises(RuntimeError):
        factories.validate(challenge)
    challenge.refresh_from_db()
    assert (challenge.live, challenge.status) == (False, "proposed")


def test_what_was_validated_cannot_be_deleted_by_any_path():
    challenge = factories.validated_challenge()
    with pytest.raises(ProtectedError, match="s'archive"), transaction.atomic():
        challenge.delete()
    with pytest.raises(ProtectedError), transaction.atomic():
        Challenge.objects.filter(pk=challenge.pk).delete()
    challenge.unpublish()
    with pytest.raises(ProtectedError), transaction.atomic():
        challenge.delete()
    assert Challenge.objects.filter(pk=challenge.pk).exists()


def test_a_draft_can_be_deleted():
    factories.choice_challenge().delete()
    assert not Challenge.objects.exists()


def test_the_state_and_the_id_are_not_taken_from_an_old_revision():
    challenge = factories.validated_challenge()
    first = challenge.revisions.order_by("pk").first()
    assert first.content["status"] == "proposed"
    assert first.as_object().status == "validated"


def test_one_refusal_does_not_stop_what_else_is_scheduled(capsys):
    bad, good = (
        factories.choice_challenge(right=()),
        factories.choice_challenge(factories.SkillFactory(level=3)),
    )
    past = timezone.now() - timedelta(minutes=1)
    for challenge in (bad, good):
        factories.approve(challenge)
        challenge.revisions.update(approved_go_live_at=past)
        past += timedelta(seconds=1)
    call_command("publish_scheduled", "--dryrun")
    assert not Challenge.objects.filter(live=True).exists()
    with pytest.raises(CommandError, match="1 élément"):
        call_command("publish_scheduled")
    assert "Aucune proposition n'est juste" in capsys.readouterr().err
    assert [c.pk for c in Challenge.objects.filter(live=True)] == [good.pk]


def test_what_is_scheduled_without_approval_does_not_go_live(capsys):
    challenge = factories.choice_challenge()
    challenge.revisions.update(approved_go_live_at=timezone.now() - timedelta(minutes=1))
    with pytest.raises(CommandError, match="1 élément"):
        call_command("publish_scheduled")
    assert "n'a pas été approuvée" in capsys.readouterr().err
    assert not Challenge.objects.filter(live=True).exists()


def test_an_archive_that_is_refused_does_not_stop_what_else_is_due(monkeypatch, capsys):
    kept, expired = (
        factories.validated_challenge(),
        factories.validated_challenge(factories.SkillFactory(level=3)),
    )
    scheduled = factories.choice_challenge(factories.SkillFactory(level=4))
    factories.approve(scheduled)
    past = timezone.now() - timedelta(minutes=1)
    Challenge.objects.filter(live=True).update(expire_at=past)
    scheduled.revisions.update(approved_go_live_at=past)

    class Guard:
        def refusal(self, skill, change):
            return "On a besoin de cet acquis." if skill.pk == kept.skill_id else None

        def told(self, skills, change, user):
            pass

    monkeypatch.setattr(guards, "_guards", [Guard()])
    with pytest.raises(CommandError, match="1 élément"):
        call_command("publish_scheduled")
    assert "On a besoin de cet acquis." in capsys.readouterr().err
    rows = Challenge.objects.in_bulk()
    assert [rows[row.pk].status for row in (kept, expired, scheduled)] == [
        "validated", "archived", "validated",
    ]  # fmt: skip
    assert rows[kept.pk].live
    assert not rows[kept.pk].expired


def test_steps_of_commands_have_no_person():
    challenge = factories.validated_challenge()
    Challenge.objects.update(expire_at=timezone.now() - timedelta(minutes=1))
    call_command("publish_scheduled")
    entry = ModelLogEntry.objects.for_instance(challenge).get(action="wagtail.unpublish.scheduled")
    assert (entry.user, entry.message) == (None, "Archivé à l'échéance programmée")


def test_archiving_with_an_old_instance_does_not_bring_old_text_back():
    challenge = factories.validated_challenge()
    stale = Challenge.objects.get(pk=challenge.pk)
    factories.validate(edit(challenge, instruction_fr="Autre consigne ?"))
    stale.unpublish()
    fresh = Challenge.objects.get(pk=challenge.pk)
    assert (fresh.status, fresh.instruction_fr) == ("archived", "Autre consigne ?")
    assert stale.status == "archived"


def test_a_draft_instance_is_archived_without_its_draft():
    challenge = edit(factories.validated_challenge(), instruction_fr="Un brouillon")
    challenge.get_latest_revision_as_object().unpublish()
    fresh = Challenge.objects.get(pk=challenge.pk)
    assert (fresh.status, fresh.live) == ("archived", False)
    assert fresh.instruction_fr != "Un brouillon"


def test_validating_with_an_old_revision_object_sees_that_it_was_archived():
    challenge = factories.validated_challenge()
    revision = challenge.get_latest_revision()
    assert revision.content_object.status == "validated"
    Challenge.objects.get(pk=challenge.pk).unpublish()
    with pytest.raises(GoLiveRefused, match="ne se valide plus"):
        revision.publish()


def test_answers_that_differ_in_composition_only_are_one():
    challenge = factories.validate(factories.short_answer(accepted="Liège\nLie\u0300ge"))
    pointer = current("challenge", challenge.public_id)
    assert load(pointer.key)["locales"]["fr"]["blanks"]["v"] == ["Liège"]


def test_facets_and_orphan_pointers_are_faults():
    challenge = factories.validated_challenge()
    ObjectPointer.objects.filter(kind="challenge").update(facets={})
    assert "facettes" in " ".join(fault.message for fault in find_faults())
    Challenge.objects.filter(pk=challenge.pk).update(live=False, status="archived")
    assert "pas en ligne" in " ".join(fault.message for fault in find_faults())


def test_who_may_not_publish_may_not_archive():
    challenge = factories.validated_challenge()
    with pytest.raises(PermissionDenied):
        challenge.unpublish(user=factories.UserFactory())
    assert Challenge.objects.get(pk=challenge.pk).status == "validated"


def test_another_person_s_lock_refuses_archiving_by_every_path(designer):
    challenge = factories.validated_challenge()
    publisher = factories.give(designer, "challenges.publish_challenge")
    Challenge.objects.update(locked=True, locked_by=factories.UserFactory())
    with pytest.raises(ValidationError):
        challenge.unpublish(user=publisher)
    assert Challenge.objects.get(pk=challenge.pk).status == "validated"
