"""People at once, each with a connection of their own: one wins, the other is told, the laws hold.

Meant for PostgreSQL, where rows are held one by one and circles of waiting are possible. SQLite lets
one write at a time: there the same steps are tried less often.
"""

import threading
import time
from datetime import timedelta
from functools import partial
from itertools import count

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.db import connection
from django.db.models import ProtectedError
from django.utils import timezone
from wagtail.models import ModelLogEntry, Revision

from challenges.actions import make_variant, move
from challenges.bulk import Outcome, carry_out
from challenges.drafting import EditChallenge
from challenges.models import Challenge
from challenges.moving import move_one
from content.minting import current
from content.review.actions import decide, open_review_of, submit, take
from content.review.approvals import fingerprint
from referentiel.lifecycle import activate_skill
from referentiel.models import Skill
from tests import factories
from tests.laws import world

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

REFUSALS = (ValidationError, PermissionDenied, ProtectedError)
#: Longer than any step takes: whoever waits as long waits in a circle.
PATIENCE = 60

_numbers = count(1)


@pytest.fixture
def people(transactional_db):
    return world.people()


@pytest.fixture
def rounds():
    """How often a race is run: where it starts moves a little each time."""
    return range(6 if connection.vendor == "postgresql" else 2)


def new_skill(**fields):
    """A skill at a place of its own in a framework that has its object."""
    topic = factories.TopicFactory(name=f"sujet{next(_numbers)}")
    skill = factories.SkillFactory(topic=topic, **fields)
    world.mint_framework(skill.competence.framework)
    return skill


def race(number, *works):
    """What became of each of ``works``, begun at once: True, or the refusal that it was told."""
    start, told = threading.Barrier(len(works)), [None] * len(works)

    def run(place, work):
        try:
            start.wait(PATIENCE)
            # Each round another one is a little late, so that they meet at other moments.
            time.sleep(0.004 * (number // 2) * (place == number % 2))
            work()
            told[place] = True
        except Exception as error:
            told[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
        assert not thread.is_alive(), "somebody waits in a circle"
    for what in told:
        if what is not True:
            assert isinstance(what, REFUSALS), repr(what)
            assert str(what), "who loses is told why"
    assert world.broken_laws() == []
    return told


def submitted(author, challenge):
    submit(challenge, author)
    return world.fresh(challenge)


def test_two_reviewers_approve_at_once(people, rounds):
    for number in rounds:
        challenge = submitted(people["anna"], world.written(people["anna"], new_skill()))
        told = race(
            number,
            partial(world.approve, challenge, people["remi"]),
            partial(world.approve, challenge, people["ada"]),
        )
        assert told.count(True) == 1
        refusal = next(what for what in told if what is not True)
        assert "a déjà décidé" in str(refusal) or "occupe déjà" in str(refusal)
        assert world.fresh(challenge).status == "validated"
        assert current("challenge", challenge.public_id).version == 1


def test_one_approves_while_another_asks_for_changes(people, rounds):
    for number in rounds:
        challenge = submitted(people["anna"], world.written(people["anna"], new_skill()))
        review, seen = open_review_of(challenge), fingerprint(challenge.get_latest_revision())

        def ask(review=review, seen=seen):
            decide(review, people["ada"], "changes", seen=seen, comment="Plus court.")

        told = race(number, partial(world.approve, challenge, people["remi"]), ask)
        assert told.count(True) == 1
        assert (world.fresh(challenge).status == "validated") == (told[0] is True)


def test_two_take_the_same_review(people, rounds):
    for number in rounds:
        challenge = submitted(people["anna"], world.written(people["anna"], new_skill()))
        review = open_review_of(challenge)
        told = race(
            number,
            partial(take, review, people["remi"]),
            partial(take, review, people["ada"]),
        )
        assert told.count(True) == 1


def test_rival_prototypes_of_one_skill_are_approved_at_once(people, rounds):
    for number in rounds:
        skill = new_skill()
        rivals = [submitted(people["anna"], world.written(people["anna"], skill)) for _ in "ab"]
        told = race(
            number,
            partial(world.approve, rivals[0], people["remi"]),
            partial(world.approve, rivals[1], people["ada"]),
        )
        assert told == [True, True]
        states = sorted(world.fresh(rival).status for rival in rivals)
        assert states == ["archived", "validated"]


def test_a_variant_is_approved_while_its_prototype_is_archived(people, rounds):
    for number in rounds:
        prototype = world.brought_live(
            world.written(people["anna"], new_skill()), people["anna"], people["remi"]
        )
        variant = submitted(people["anna"], world.variant(people["anna"], prototype, 1))
        told = race(
            number,
            partial(world.approve, variant, people["remi"]),
            partial(prototype.unpublish, user=people["ada"]),
        )
        assert told[1] is True
        assert world.fresh(prototype).status == "archived"
        assert world.fresh(variant).status == ("archived" if told[0] is True else "obsolete")


def test_a_variant_is_made_while_its_prototype_is_archived(people, rounds):
    for number in rounds:
        prototype = world.brought_live(
            world.written(people["anna"], new_skill()), people["anna"], people["remi"]
        )
        race(
            number,
            partial(make_variant, prototype, people["bruno"]),
            partial(prototype.unpublish, user=people["ada"]),
        )
        assert not prototype.variants.filter(status="proposed").exists()


def test_the_same_draft_is_submitted_twice(people, rounds):
    for number in rounds:
        challenge = world.written(people["anna"], new_skill())
        told = race(
            number,
            partial(submit, challenge, people["anna"]),
            partial(submit, world.fresh(challenge), people["bruno"]),
        )
        assert told.count(True) == 1
        assert world.fresh(challenge).workflow_states.count() == 1


def test_the_same_challenge_is_archived_twice(people, rounds):
    for number in rounds:
        challenge = world.brought_live(
            world.written(people["anna"], new_skill()), people["anna"], people["remi"]
        )
        race(
            number,
            partial(world.fresh(challenge).unpublish, user=people["ada"]),
            partial(challenge.unpublish, user=people["ada"]),
        )
        said = ModelLogEntry.objects.filter(object_id=str(challenge.pk), action="wagtail.unpublish")
        assert said.count() == 1


def test_a_version_is_activated_while_a_prototype_of_another_is_approved(people, rounds):
    for number in rounds:
        first = new_skill()
        second = factories.SkillFactory(topic=first.topic, version=2)
        old = world.brought_live(
            world.written(people["anna"], first), people["anna"], people["remi"]
        )
        world.variant(people["anna"], old, 1)
        draft = submitted(people["anna"], world.written(people["anna"], second))
        third = factories.SkillFactory(topic=first.topic, version=3)
        race(
            number,
            partial(world.approve, draft, people["remi"]),
            partial(activate_skill, Skill.objects.get(pk=third.pk), people["ada"]),
        )
        assert world.fresh(old).status == "archived"


def test_an_edit_meets_a_decision(people, rounds):
    for number in rounds:
        for overwrite in (False, True):
            challenge = world.written(people["anna"], new_skill())
            latest = challenge.get_latest_revision()
            draft = challenge.get_latest_revision_as_object()
            draft.instruction_fr = "Tout autre chose ?"

            def edit(draft=draft, latest=latest if overwrite else None):
                EditChallenge(
                    draft, user=people["anna"], clean=False, overwrite_revision=latest
                ).execute()

            def review(challenge=challenge):
                submit(world.fresh(challenge), people["anna"])
                world.approve(challenge, people["remi"])

            race(number, edit, review)


def test_a_draft_is_made_obsolete_while_it_is_approved(people, rounds):
    for number in rounds:
        challenge = submitted(people["anna"], world.written(people["anna"], new_skill()))
        told = race(
            number,
            partial(world.approve, challenge, people["remi"]),
            partial(challenge.retire, user=people["ada"]),
        )
        assert told.count(True) == 1
        expected = "validated" if told[0] is True else "obsolete"
        assert world.fresh(challenge).status == expected


def test_a_draft_is_deleted_while_it_is_approved(people, rounds):
    for number in rounds:
        challenge = submitted(people["anna"], world.written(people["anna"], new_skill()))
        told = race(
            number,
            partial(world.approve, challenge, people["remi"]),
            partial(world.fresh(challenge).delete),
        )
        assert told.count(True) == 1
        assert Challenge.objects.filter(pk=challenge.pk).exists() == (told[0] is True)


def test_a_challenge_moves_while_it_is_validated_and_its_new_skill_is_activated(people, rounds):
    for number in rounds:
        here, there = new_skill(), new_skill(level=3)
        challenge = world.brought_live(
            world.written(people["anna"], here), people["anna"], people["remi"]
        )
        race(
            number,
            partial(move, [challenge], there, people["bruno"]),
            partial(challenge.unpublish, user=people["ada"]),
            partial(activate_skill, Skill.objects.get(pk=there.pk), people["ada"]),
        )


def test_two_machines_publish_what_is_scheduled(people, rounds):
    for number in rounds:
        challenge = world.written(people["anna"], new_skill())
        draft = challenge.get_latest_revision_as_object()
        draft.go_live_at = timezone.now() + timedelta(hours=1)
        draft.save_revision(user=people["anna"])
        world.brought_live(challenge, people["anna"], people["remi"])
        revision = world.fresh(challenge).scheduled_revision
        past = timezone.now() - timedelta(minutes=1)
        revision.content["go_live_at"] = past.isoformat()
        Revision.objects.filter(pk=revision.pk).update(
            approved_go_live_at=past, content=revision.content
        )
        race(
            number,
            lambda: call_command("publish_scheduled", verbosity=0),
            lambda: call_command("publish_scheduled", verbosity=0),
        )
        assert world.fresh(challenge).status == "validated"
        said = ModelLogEntry.objects.filter(
            object_id=str(challenge.pk), action="wagtail.publish.scheduled"
        )
        assert said.count() == 1


def test_portions_that_overlap(people, rounds):
    skills = [new_skill() for _ in range(6)]
    there, elsewhere = new_skill(level=3), new_skill(level=3)
    keys = [world.written(people["anna"], skill).pk for skill in skills]
    for number in rounds:
        results = [[], []]

        def first(results=results):
            results[0] += carry_out(
                keys, lambda pk, user: move_one(pk, there, user), people["anna"]
            )

        def second(results=results):
            back = list(reversed(keys))
            results[1] += carry_out(
                back, lambda pk, user: move_one(pk, elsewhere, user), people["bruno"]
            )

        assert race(number, first, second) == [True, True]
        for result in (*results[0], *results[1]):
            assert result.outcome != Outcome.REFUSED, result.why
