"""Families: variants, duplicates and moves; what the family shares stays on the prototype."""

import threading

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction
from wagtail.log_actions import registry

from challenges.actions import duplicate, make_variant, move
from challenges.documents import challenge_documents
from challenges.lifecycle import propose
from challenges.models import FAMILY_FIELDS, Challenge, Choice
from content.lifecycle import GoLiveRefused
from content.minting import current, load
from tests import factories
from tests.challenges.forms import form_data, url

pytestmark = pytest.mark.django_db


def said(challenge):
    """What a challenge says, without the ids of its children."""
    body, key = challenge_documents(Challenge.objects.get(pk=challenge.pk))
    texts = body["locales"]["fr"]
    return {
        "instruction": texts["instruction"],
        "template": texts["template"],
        "choices": sorted(texts.get("choices", {}).values()),
        "blanks": body["blanks"] if not any("options" in blank for blank in body["blanks"]) else [],
        "accepted": key["locales"]["fr"].get("blanks"),
        "right": sorted(texts["choices"][choice] for choice in key["choices"]),
        "order": [texts["choices"][choice] for choice in key["order"]],
        "pairs": sorted([texts["choices"][c] for c in pair] for pair in key["pairs"]),
        "groups": sorted(key["locales"]["fr"].get("groups", {}).values()),
        "media": body["media"],
        "contexts": body["contexts"],
        "alignments": body["alignments"],
    }


def child_ids(challenge):
    return {
        row.public_id for name in ("choices", "groups") for row in getattr(challenge, name).all()
    }


@pytest.mark.parametrize("type", factories.OF_TYPE)
def test_a_variant_says_the_same_under_new_ids(type, designer):
    prototype = factories.OF_TYPE[type]()
    variant = make_variant(prototype, designer)
    assert (variant.prototype_id, variant.variant) == (prototype.pk, 1)
    assert (variant.status, variant.live, variant.created_by) == ("proposed", False, designer)
    assert said(variant) == said(prototype)
    assert variant.public_id != prototype.public_id
    assert not child_ids(variant) & child_ids(prototype)
    assert variant.to_mend == 0, "that its prototype is not validated is nothing to mend in it"
    row = Challenge.objects.get(pk=variant.pk)
    assert all(getattr(row, name) is None for name in FAMILY_FIELDS)
    assert row.head.type == type
    assert row.get_latest_revision_as_object().variant == 1


def test_a_new_ordering_is_saved_under_ids_that_do_not_tell_it(skill):
    challenge = Challenge(skill=skill, type="ordering", instruction_fr="Remettez dans l'ordre.")
    challenge.choices = [
        Choice(public_id=f"c{name}", text_fr=name, sort_order=order)
        for order, name in enumerate("ABC")
    ]
    propose(challenge)
    row = Challenge.objects.get(pk=challenge.pk)
    ids = [choice.public_id for choice in row.choices.all()]
    assert ids != sorted(ids)
    draft = row.get_latest_revision_as_object()
    assert [choice.public_id for choice in draft.choices.all()] == ids
    assert row.to_mend == 0


def test_a_variant_starts_from_the_latest_draft_not_from_what_is_live(designer):
    prototype = factories.validated_challenge()
    draft = prototype.get_latest_revision_as_object()
    draft.instruction_fr = "Une autre consigne, en brouillon ?"
    draft.save_revision()
    variant = make_variant(Challenge.objects.get(pk=prototype.pk), designer)
    assert variant.instruction_fr == "Une autre consigne, en brouillon ?"


def test_translations_and_dates_stay_with_the_prototype(designer):
    prototype = factories.choice_challenge(instruction_nl="Welke kleur?")
    for made in (make_variant(prototype, designer), duplicate(prototype, designer)):
        row = Challenge.objects.get(pk=made.pk)
        assert not row.instruction_nl
        assert row.go_live_at is None


def test_a_context_that_was_merged_is_copied_as_the_standing_one(designer):
    prototype = factories.choice_challenge()
    standing = factories.ContextFactory(code="be.standing")
    prototype.contexts = [factories.ContextFactory(code="be.old", merged_into=standing)]
    prototype.save()
    prototype.save_revision()
    variant = make_variant(Challenge.objects.get(pk=prototype.pk), designer)
    assert list(Challenge.objects.get(pk=variant.pk).contexts.all()) == [standing]


def test_numbers_go_up_and_histories_say_where_it_came_from(designer):
    prototype = factories.choice_challenge()
    variants = [make_variant(prototype, designer) for _ in range(3)]
    assert [variant.variant for variant in variants] == [1, 2, 3]
    entries = registry.get_logs_for_instance(variants[0])
    assert prototype.public_id in {entry.data.get("from") for entry in entries}
    assert "challenges.make_variant" in {entry.action for entry in entries}


def test_a_variant_of_a_variant_is_refused_by_every_path(designer, designer_client):
    prototype = factories.choice_challenge()
    variant = make_variant(prototype, designer)
    with pytest.raises(ValidationError, match=prototype.public_id):
        make_variant(variant, designer)
    third = Challenge(prototype=variant, variant=1, **dict.fromkeys(FAMILY_FIELDS))
    with pytest.raises(ValidationError, match="elle-même une déclinaison"):
        third.save()
    with pytest.raises(ValidationError, match="elle-même une déclinaison"):
        third.full_clean()
    page = designer_client.post(f"/admin/epreuves/{variant.pk}/decliner/", follow=True)
    assert prototype.public_id in page.content.decode()
    # The form has no field for it: what is posted for it is not read.
    data = form_data(None, prototype=str(variant.pk), variant="9", action="action-edit")
    designer_client.post(url("edit", prototype.pk), data)
    prototype.refresh_from_db()
    assert (prototype.prototype_id, prototype.variant) == (None, None)
    assert Challenge.objects.count() == 2


def test_a_prototype_with_variants_becomes_no_variant(designer):
    prototype, other = factories.choice_challenge(), factories.choice_challenge()
    make_variant(prototype, designer)
    prototype.prototype, prototype.variant = other, 1
    for name in FAMILY_FIELDS:
        setattr(prototype, name, None)
    with pytest.raises(ValidationError, match="a des déclinaisons"):
        prototype.save()


@pytest.mark.parametrize(
    "changes",
    [
        {"type": "cloze"},
        {"devices": ["phone"]},
        {"focus": True},
        {"variant": None},
        {"prototype": None},
    ],
)
def test_the_database_refuses_family_values_on_a_variant(designer, changes):
    variant = make_variant(factories.choice_challenge(), designer)
    with pytest.raises(IntegrityError), transaction.atomic():
        Challenge.objects.filter(pk=variant.pk).update(**changes)


def test_the_database_refuses_a_number_that_is_taken(designer):
    prototype = factories.choice_challenge()
    make_variant(prototype, designer)
    second = make_variant(prototype, designer)
    with pytest.raises(IntegrityError), transaction.atomic():
        Challenge.objects.filter(pk=second.pk).update(variant=1)


def test_what_is_closed_is_not_declined(designer):
    prototype = factories.validated_challenge()
    prototype.unpublish()
    with pytest.raises(ValidationError, match="ne se décline plus"):
        make_variant(prototype, designer)


def test_who_may_not_add_or_change_does_neither():
    reader = factories.give(factories.UserFactory(), "challenges.view_challenge")
    challenge = factories.choice_challenge()
    for action in (make_variant, duplicate):
        with pytest.raises(PermissionDenied):
            action(challenge, reader)
    with pytest.raises(PermissionDenied):
        move([challenge], factories.SkillFactory(level=3), reader)
    assert Challenge.objects.count() == 1


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_at_once_get_two_numbers(designer):
    prototype = factories.choice_challenge()
    start, numbers = threading.Barrier(2), []

    def decline():
        try:
            start.wait(timeout=10)
            numbers.append(make_variant(prototype, designer).variant)
        finally:
            connection.close()

    threads = [threading.Thread(target=decline) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert sorted(numbers) == [1, 2]


def test_a_duplicate_is_a_new_prototype_without_history(designer):
    challenge = factories.validated_challenge()
    made = duplicate(challenge, designer)
    assert (made.prototype_id, made.status, made.live) == (None, "proposed", False)
    assert said(made) == said(challenge)
    assert made.skill == challenge.skill
    assert made.revisions.count() == 1
    assert current("challenge", made.public_id) is None
    assert not child_ids(made) & child_ids(challenge)


def test_a_duplicate_of_a_variant_has_the_family_s_values(designer):
    prototype = factories.choice_challenge(type="multiple_choice", timer=90, devices=["tablet"])
    variant = make_variant(prototype, designer)
    made = duplicate(variant, designer)
    assert (made.prototype_id, made.variant) == (None, None)
    assert {name: getattr(made, name) for name in FAMILY_FIELDS} == {
        name: getattr(prototype, name) for name in FAMILY_FIELDS
    }


def test_moving_makes_a_draft_and_leaves_what_is_live(designer):
    live, draft = factories.validated_challenge(), factories.choice_challenge()
    before, skill = live.skill, factories.SkillFactory(level=4)
    moved = move([live, draft], skill, designer)
    assert {challenge.pk for challenge in moved} == {live.pk, draft.pk}
    live, draft = (Challenge.objects.get(pk=challenge.pk) for challenge in (live, draft))
    assert (live.skill, live.has_unpublished_changes) == (before, True)
    assert live.get_latest_revision_as_object().skill == skill
    assert current("challenge", live.public_id).facets["skill"] == before.public_id
    assert draft.skill == skill
    entry = registry.get_logs_for_instance(live).filter(action="challenges.move").get()
    assert (entry.user, entry.data) == (designer, {"from": before.name, "to": skill.name})
    live = factories.validate(live)
    assert current("challenge", live.public_id).version == 2


def test_moving_to_where_it_is_does_nothing(designer):
    challenge = factories.choice_challenge()
    assert move([challenge], challenge.skill, designer) == []
    assert challenge.revisions.count() == 1


def test_a_move_is_refused_as_a_whole_with_every_reason(designer):
    prototype = factories.validated_challenge()
    variant = make_variant(prototype, designer)
    other = factories.validated_challenge()
    other.unpublish()
    locked = factories.choice_challenge()
    Challenge.objects.filter(pk=locked.pk).update(locked=True, locked_by=factories.UserFactory())
    with pytest.raises(ValidationError) as refused:
        move([prototype, variant, other, locked], factories.SkillFactory(level=4), designer)
    assert len(refused.value.messages) == 3
    assert prototype.public_id in refused.value.messages[0]
    assert prototype.revisions.count() == 1


def test_nothing_moves_to_an_obsolete_skill(designer):
    challenge = factories.choice_challenge()
    skill = factories.SkillFactory(level=4, status="obsolete")
    with pytest.raises(ValidationError, match="périmé"):
        move([challenge], skill, designer)


def test_a_variant_is_not_validated_under_a_prototype_that_is_not(designer):
    prototype = factories.choice_challenge()
    variant = make_variant(prototype, designer)
    with pytest.raises(GoLiveRefused, match="Validez d'abord celui-ci"):
        factories.validate(variant)
    prototype = factories.validate(prototype)
    variant = factories.validate(variant)
    assert variant.status == "validated"
    body = load(current("challenge", variant.public_id).body)
    assert body["family"] == {"prototype": prototype.public_id, "variant": 1}
    assert body["skill"] == prototype.skill.public_id


def family_of(designer):
    """A validated prototype with one validated variant and one that is proposed."""
    prototype = factories.validated_challenge()
    validated = factories.validate(make_variant(prototype, designer))
    return prototype, validated, make_variant(prototype, designer)


def versions(challenge):
    pointer = current("challenge", challenge.public_id)
    return (pointer.version, pointer.revision) if pointer else None


@pytest.mark.parametrize(
    ("changes", "grown"),
    [
        ({"devices": ["tablet"]}, (1, 2)),
        ({"timer": 60}, (2, 1)),
        ({"instruction_fr": "Autre consigne ?"}, (1, 1)),
    ],
)
def test_what_the_family_shares_is_minted_again_for_validated_variants(designer, changes, grown):
    prototype, validated, proposed = family_of(designer)
    before = current("challenge", validated.public_id).body_id
    draft = prototype.get_latest_revision_as_object()
    for name, value in changes.items():
        setattr(draft, name, value)
    draft.save_revision()
    assert versions(validated) == (1, 1), "a draft of the prototype changes nothing"
    factories.validate(Challenge.objects.get(pk=prototype.pk))
    assert versions(validated) == grown
    assert (current("challenge", validated.public_id).body_id != before) == (grown != (1, 1))
    assert versions(proposed) is None


def test_a_variant_that_cannot_be_minted_takes_the_prototype_back(designer, monkeypatch):
    prototype, validated, _ = family_of(designer)
    draft = prototype.get_latest_revision_as_object()
    draft.timer = 60
    draft.save_revision()

    def fail(live):
        raise RuntimeError("disk full")

    monkeypatch.setattr("challenges.lifecycle.mint_many", fail)
    with pytest.raises(RuntimeError):
        factories.validate(Challenge.objects.get(pk=prototype.pk))
    assert versions(prototype) == versions(validated) == (1, 1)
    assert Challenge.objects.get(pk=prototype.pk).timer is None


def test_archiving_a_prototype_takes_its_variants_along(designer):
    prototype, validated, proposed = family_of(designer)
    prototype.unpublish()
    rows = Challenge.objects.in_bulk()
    assert [rows[row.pk].status for row in (prototype, validated, proposed)] == [
        "archived", "archived", "obsolete",
    ]  # fmt: skip
    assert current("challenge", validated.public_id).status == "archived"


def test_archiving_a_variant_leaves_its_family(designer):
    prototype, validated, proposed = family_of(designer)
    validated.unpublish()
    rows = Challenge.objects.in_bulk()
    assert [rows[row.pk].status for row in (prototype, validated, proposed)] == [
        "validated", "archived", "proposed",
    ]  # fmt: skip
