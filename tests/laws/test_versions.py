"""Whether a change is a revision or a new version: said at submission, kept, carried out."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Revision

from challenges.lifecycle import proposed_change
from content.lifecycle import GoLiveRefused
from content.minting import current
from content.review.actions import decide, open_review_of, submit
from content.review.approvals import fingerprint
from tests import factories
from tests.laws import world

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(db):
    return world.people()


@pytest.fixture
def live(people):
    """A validated challenge at version 1, revision 1."""
    challenge = world.written(people["anna"], world.skill())
    return world.brought_live(challenge, people["anna"], people["remi"])


def edited(challenge, user, **fields):
    draft = world.fresh(challenge).get_latest_revision_as_object()
    for name, value in fields.items():
        setattr(draft, name, value)
    draft.save_revision(user=user)
    return world.fresh(challenge)


def counters(challenge):
    pointer = current("challenge", challenge.public_id)
    return pointer.version, pointer.revision


def approved(people, challenge, said):
    submit(world.fresh(challenge), people["anna"], change=said)
    return world.approve(challenge, people["remi"])


WORDS = {"instruction_fr": "Autrement dit ?"}
TASK = {"timer": 30}


@pytest.mark.parametrize(
    ("fields", "said", "expected"),
    [
        (WORDS, "", (1, 2)),
        (WORDS, "revision", (1, 2)),
        (WORDS, "version", (2, 1)),
        (TASK, "", (2, 1)),
        (TASK, "version", (2, 1)),
        (TASK, "revision", (1, 2)),
    ],
)
def test_the_author_s_word_goes_from_the_submission_to_the_object(
    fields, said, expected, live, people
):
    edited(live, people["anna"], **fields)
    decision = approved(people, live, said)
    assert decision.change == said
    assert counters(live) == expected


@pytest.mark.parametrize("said", ["", "revision", "version"])
def test_a_first_version_is_one(said, people):
    challenge = world.written(people["anna"], world.skill())
    assert proposed_change(challenge) is None
    approved(people, challenge, said)
    assert counters(challenge) == (1, 1)


def test_what_has_no_draft_is_not_submitted(live, people):
    with pytest.raises(ValidationError, match="Rien n'a changé"):
        submit(live, people["anna"], change="version")


def test_a_draft_that_says_the_same_is_no_version(live, people):
    edited(live, people["anna"])
    before = current("challenge", live.public_id).body_id
    approved(people, live, "version")
    assert counters(live) == (1, 1)
    assert current("challenge", live.public_id).body_id == before


def test_the_last_word_counts(live, people):
    challenge = edited(live, people["anna"], **WORDS)
    review = submit(challenge, people["anna"], change="revision")
    seen = fingerprint(challenge.get_latest_revision())
    decide(review, people["remi"], "changes", seen=seen, comment="Dites que c'est autre chose.")
    approved(people, challenge, "version")
    assert counters(challenge) == (2, 1)
    assert open_review_of(world.fresh(challenge)) is None


def test_the_word_waits_with_what_is_scheduled(live, people):
    challenge = edited(
        live, people["anna"], go_live_at=timezone.now() + timedelta(hours=1), **WORDS
    )
    approved(people, challenge, "version")
    assert counters(live) == (1, 1)
    row = world.fresh(challenge)
    assert (row.live, row.status) == (True, "validated")
    assert row.instruction_fr != WORDS["instruction_fr"]
    revision = row.scheduled_revision
    past = timezone.now() - timedelta(minutes=1)
    revision.content["go_live_at"] = past.isoformat()
    Revision.objects.filter(pk=revision.pk).update(
        approved_go_live_at=past, content=revision.content
    )
    call_command("publish_scheduled")
    assert counters(live) == (2, 1)
    assert world.fresh(challenge).instruction_fr == WORDS["instruction_fr"]
    assert world.broken_laws() == []


def test_a_draft_older_than_what_is_live_does_not_take_it_down_when_it_is_scheduled(people):
    """A revision holds how its row was when it was written: not live, without a live revision."""
    challenge = world.written(people["anna"], world.skill())
    first = challenge.get_latest_revision()
    factories.approve(challenge)
    later = edited(challenge, people["anna"], go_live_at=timezone.now() + timedelta(hours=1))
    first.publish()
    assert world.fresh(challenge).live
    factories.approve(later)
    later.get_latest_revision().publish()
    row = world.fresh(challenge)
    assert (row.live, row.live_revision_id) == (True, first.pk)
    assert world.broken_laws() == []


# -- Families ---------------------------------------------------------------------------------------


@pytest.fixture
def variant(live, people):
    """A validated variant of ``live``."""
    return world.brought_live(
        world.variant(people["anna"], live, 1), people["anna"], people["remi"]
    )


def test_what_the_family_shares_is_a_new_version_of_its_variants_too(live, variant, people):
    edited(live, people["anna"], **TASK)
    approved(people, live, "")
    assert counters(live) == counters(variant) == (2, 1)


def test_what_the_author_calls_a_revision_is_one_of_the_variants_too(live, variant, people):
    edited(live, people["anna"], **TASK)
    approved(people, live, "revision")
    assert counters(live) == counters(variant) == (1, 2)


def test_a_new_version_of_the_prototype_s_own_words_leaves_its_variants(live, variant, people):
    before = current("challenge", variant.public_id).body_id
    edited(live, people["anna"], **WORDS)
    approved(people, live, "version")
    assert counters(live) == (2, 1)
    assert counters(variant) == (1, 1)
    assert current("challenge", variant.public_id).body_id == before


def test_a_prototype_that_no_longer_fits_its_variants_is_refused_and_they_are_named(
    live, variant, people
):
    draft = live.get_latest_revision_as_object()
    draft.type = "ordering"
    draft.save_revision(user=people["anna"])
    seconds = [choice.text_fr for choice in draft.choices.all()]
    assert len(seconds) == 3
    variant.choices.all().filter(text_fr="Rouge").delete()
    submit(world.fresh(live), people["anna"])
    with pytest.raises(GoLiveRefused, match="Déclinaison 1 «"):
        world.approve(live, people["remi"])
    assert counters(live) == counters(variant) == (1, 1)
    assert world.fresh(live).type == "single_choice"
