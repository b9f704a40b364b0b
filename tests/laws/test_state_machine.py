"""No sequence of steps breaks a law, and a refused step changes nothing."""

import random
from contextlib import suppress
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import CommandError, call_command
from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from wagtail.models import Revision

from challenges.actions import make_variant, move
from challenges.drafting import EditChallenge
from challenges.lifecycle import effects_of
from challenges.models import Challenge
from content.effects import Verb
from content.review.actions import decide, open_review_of, submit, take, withdraw
from content.review.approvals import fingerprint
from referentiel.guards import SkillChange
from referentiel.lifecycle import activate_skill, change_skill
from referentiel.models import Skill
from tests import factories
from tests.laws import world

REFUSALS = (ValidationError, PermissionDenied, ProtectedError)
#: What a verb of the dry run makes of a thing.
BECOMES = {
    Verb.VALIDATE: "validated",
    Verb.ARCHIVE: "archived",
    Verb.RETIRE: "obsolete",
    Verb.ACTIVATE: "active",
    Verb.REOPEN: "in_construction",
}
MOST = 7

which = st.integers(0, MOST - 1)
who = st.sampled_from(sorted(world.PEOPLE))
designers = st.sampled_from(["anna", "bruno", "remi"])
skill_numbers = st.integers(0, 2)


class Workshop(RuleBasedStateMachine):
    """Four people, three skills, and whatever they do to at most seven challenges."""

    def __init__(self):
        super().__init__()
        self.inside = transaction.atomic()
        self.inside.__enter__()
        random.seed(1)
        self.people = world.people()
        self.skills = world.skills()
        #: What the laws need to remember: who wrote each revision, in which words it was approved.
        self.wrote, self.approved = {}, {}
        self.closed, self.ever_live = set(), set()

    def teardown(self):
        transaction.set_rollback(True)
        self.inside.__exit__(None, None, None)

    # -- Trying ------------------------------------------------------------------------------

    def attempt(self, step, predicted=None):
        """Whether ``step`` was done; refused, it changed nothing; done, it did what was said."""
        before, states = world.digest(), self.states()
        try:
            with transaction.atomic():
                step()
        except REFUSALS as refusal:
            assert str(refusal), "a refusal says why"
            assert world.digest() == before
            return False
        if predicted is not None:
            after = self.states()
            changed = {thing: state for thing, state in after.items() if states.get(thing) != state}
            assert changed == {t: s for t, s in predicted.items() if states.get(t) != s}
        return True

    def states(self):
        """The state of every challenge and skill."""
        found = {("challenge", pk): s for pk, s in Challenge.objects.values_list("pk", "status")}
        return found | {("skill", pk): s for pk, s in Skill.objects.values_list("pk", "status")}

    def predict(self, verb, challenge):
        """What the dry run says that ``verb`` would make of whom."""
        effects = effects_of(verb, challenge).effects
        return {
            ("skill" if effect.noun == "skill" else "challenge", effect.thing.pk): BECOMES[
                effect.verb
            ]
            for effect in effects
            if effect.verb in BECOMES
        }

    def pick(self, n):
        """One of the challenges."""
        rows = Challenge.objects.order_by("pk")
        return rows[n % rows.count()]

    def note(self, user):
        """Remember who wrote the revisions that are new."""
        for pk in Revision.objects.exclude(pk__in=self.wrote).values_list("pk", flat=True):
            self.wrote[pk] = {self.people[user].pk} if user else set()

    def authors(self, row):
        """Who wrote a draft since what is live, as this machine remembers it."""
        since = row.revisions.filter(pk__gt=row.live_revision_id or 0).values_list("pk", flat=True)
        found = set().union(*(self.wrote.get(pk, set()) for pk in since))
        if not row.live and row.created_by_id:
            found.add(row.created_by_id)
        return found

    some = precondition(lambda self: Challenge.objects.exists())
    room = precondition(lambda self: Challenge.objects.count() < MOST)

    # -- Writing -----------------------------------------------------------------------------

    @initialize(skill=skill_numbers)
    def begin(self, skill):
        self.write("anna", skill)

    @room
    @rule(user=designers, skill=skill_numbers)
    def write(self, user, skill):
        world.written(self.people[user], self.skills[skill])
        self.note(user)

    @some
    @room
    @rule(user=designers, n=which)
    def decline(self, user, n):
        row = self.pick(n)
        done = self.attempt(lambda: make_variant(row, self.people[user]))
        self.note(user)
        assert done == (not row.is_variant and row.status in {"proposed", "validated"})

    @some
    @rule(
        user=designers,
        n=which,
        change=st.sampled_from(["words", "answer", "timer", "wrong", "later"]),
        overwrite=st.booleans(),
    )
    def edit(self, user, n, change, overwrite):
        row = self.pick(n)
        draft = row.get_latest_revision_as_object()
        latest = row.get_latest_revision()
        own = overwrite and latest.user_id == self.people[user].pk

        def save():
            change_draft(draft, change)
            EditChallenge(
                draft,
                user=self.people[user],
                clean=False,
                overwrite_revision=latest if own else None,
            ).execute()

        done = self.attempt(save)
        self.note(user)
        free = row.status in {"proposed", "validated"} and row.get_lock() is None
        assert done == free

    @some
    @rule(user=designers, n=which, back=st.integers(0, 5))
    def revert(self, user, n, back):
        row = self.pick(n)
        revisions = list(row.revisions.order_by("pk"))
        old = revisions[back % len(revisions)]
        if row.get_lock() is not None:
            return
        draft = old.as_object()
        if not row.live:
            draft.save()
        draft.save_revision(
            user=self.people[user], previous_revision=old, log_action=True, clean=False
        )
        self.note(user)
        self.wrote[world.fresh(row).latest_revision_id] |= self.wrote[old.pk]

    @some
    @rule(user=designers, n=which, skill=skill_numbers)
    def move(self, user, n, skill):
        self.attempt(lambda: move([self.pick(n)], self.skills[skill], self.people[user]))
        self.note(user)

    @some
    @rule(n=which)
    def delete(self, n):
        row = self.pick(n)
        done = self.attempt(lambda: row.delete())
        assert not (done and row.pk in self.ever_live)

    # -- Reviewing ---------------------------------------------------------------------------

    @some
    @rule(user=who, n=which, change=st.sampled_from(["", "revision", "version"]))
    def submit(self, user, n, change):
        row = self.pick(n)
        closed = row.status in {"archived", "obsolete"} or row.workflow_in_progress
        done = self.attempt(lambda: submit(row, self.people[user], change=change))
        assert not (done and closed)

    @some
    @rule(user=who, n=which)
    def take(self, user, n):
        if (review := open_review_of(self.pick(n))) is not None:
            self.attempt(lambda: take(review, self.people[user]))

    @some
    @rule(user=who, n=which)
    def withdraw(self, user, n):
        if (review := open_review_of(self.pick(n))) is not None:
            self.attempt(lambda: withdraw(review, self.people[user]))

    @some
    @rule(user=who, n=which)
    def ask_changes(self, user, n):
        row = self.pick(n)
        if (review := open_review_of(row)) is None:
            return
        seen = fingerprint(row.get_latest_revision())
        person = self.people[user]
        self.attempt(lambda: decide(review, person, "changes", seen=seen, comment="Plus court."))

    @some
    @rule(user=who, n=which)
    def approve(self, user, n):
        row = self.pick(n)
        if (review := open_review_of(row)) is None:
            return
        revision, person = row.get_latest_revision(), self.people[user]
        later = revision.as_object().go_live_at
        waits = later is not None and later > timezone.now()
        predicted = {} if waits else self.predict(Verb.VALIDATE, revision.as_object())
        done = self.attempt(lambda: world.approve(row, person), predicted)
        if done:
            assert user in {"remi", "ada"}
            assert person.pk not in self.authors(row)
            self.approved[revision.pk] = fingerprint(revision)

    @some
    @rule(n=which)
    def bring_live(self, n):
        """What people do most: submit, and somebody who wrote none of it approves."""
        row = self.pick(n)
        free = {"ada", "remi"} - {
            name for name, user in self.people.items() if user.pk in self.authors(row)
        }
        if free:
            with suppress(*REFUSALS), transaction.atomic():
                submit(row, self.people["anna"])
            self.approve(min(free), n)

    # -- Steps -------------------------------------------------------------------------------

    @some
    @rule(user=who, n=which)
    def archive(self, user, n):
        row = self.pick(n)
        predicted = self.predict(Verb.ARCHIVE, row) if row.live else {}
        done = self.attempt(lambda: row.unpublish(user=self.people[user]), predicted)
        assert done == (user == "ada")

    @some
    @rule(user=who, n=which)
    def retire(self, user, n):
        row = self.pick(n)
        predicted = self.predict(Verb.RETIRE, row) if row.status != "obsolete" else {}
        done = self.attempt(lambda: row.retire(user=self.people[user]), predicted)
        assert done == (user == "ada" and row.status != "validated")

    @some
    @rule(user=who, n=which, back=st.integers(0, 5))
    def publish_by_wagtail(self, user, n, back):
        revisions = list(self.pick(n).revisions.order_by("pk"))
        revision = revisions[back % len(revisions)]
        done = self.attempt(lambda: revision.publish(user=self.people[user]))
        assert not (done and user != "ada")
        assert not (done and self.approved.get(revision.pk) != fingerprint(revision))

    @rule(skill=skill_numbers, step=st.sampled_from(["activate", "archive", "reopen", "retire"]))
    def change_skill(self, skill, step):
        row, user = Skill.objects.get(pk=self.skills[skill].pk), self.people["ada"]
        steps = {
            "activate": lambda: activate_skill(row, user),
            "archive": lambda: change_skill(row, SkillChange.ARCHIVED, user),
            "reopen": lambda: change_skill(row, SkillChange.REOPENED, user),
            "retire": lambda: change_skill(row, SkillChange.RETIRED, user),
        }
        if step == "retire" and skill != 2:
            return  # one skill that ends is enough
        self.attempt(steps[step])

    # -- Time --------------------------------------------------------------------------------

    @rule()
    def time_passes(self):
        """What is scheduled becomes due, and the machine carries it out."""
        past = timezone.now() - timedelta(minutes=1)
        Revision.objects.filter(approved_go_live_at__isnull=False).update(approved_go_live_at=past)
        for revision in Revision.objects.filter(content__go_live_at__isnull=False):
            if revision.content.get("go_live_at"):
                revision.content["go_live_at"] = past.isoformat()
                Revision.objects.filter(pk=revision.pk).update(content=revision.content)
        Challenge.objects.filter(go_live_at__isnull=False).update(go_live_at=past)
        self.carry_out()

    @some
    @rule(n=which)
    def expire(self, n):
        past = timezone.now() - timedelta(minutes=1)
        row = self.pick(n)
        Challenge.objects.filter(pk=row.pk, live=True).update(expire_at=past)
        self.carry_out()
        assert not world.fresh(row).live or row.expire_at is None

    def carry_out(self):
        with suppress(CommandError):
            call_command("publish_scheduled", stdout=Nowhere(), stderr=Nowhere())
        Challenge.objects.filter(live=False).update(expire_at=None)

    # -- Laws --------------------------------------------------------------------------------

    @invariant()
    def laws_hold(self):
        assert world.broken_laws() == []

    @invariant()
    def what_is_final_stays(self):
        obsolete = set(Challenge.objects.filter(status="obsolete").values_list("pk", flat=True))
        assert self.closed <= obsolete | self._deleted()
        self.closed = obsolete
        live = set(Challenge.objects.filter(live=True).values_list("pk", flat=True))
        self.ever_live |= live
        assert set(Challenge.objects.values_list("pk", flat=True)) >= self.ever_live

    def _deleted(self):
        return self.closed - set(Challenge.objects.values_list("pk", flat=True))

    @invariant()
    def what_is_live_was_approved(self):
        for revision in Challenge.objects.filter(live=True).values_list("live_revision", flat=True):
            assert revision in self.approved


class Nowhere:
    """Where what a command says goes."""

    def write(self, text):
        """Nothing."""

    def isatty(self):
        return False


def change_draft(draft, change):
    """Somebody changes a draft: its words, its answer, what the family shares, its date…"""
    if change == "words":
        draft.instruction_fr = f"Quelle couleur laisse passer, cas {random.randint(1, 9)} ?"
    elif change == "timer" and not draft.is_variant:
        draft.timer = random.choice([30, 60])
    elif change == "later":
        draft.go_live_at = timezone.now() + timedelta(hours=1)
    else:
        right = {"answer": random.randint(0, 1), "wrong": None}.get(change, 0)
        choices = list(draft.choices.all())
        for n, choice in enumerate(choices):
            choice.correct = n == right
        draft.choices = choices


@pytest.mark.django_db
def test_no_sequence_of_steps_breaks_a_law():
    run_state_machine_as_test(
        Workshop,
        settings=settings(
            max_examples=20,
            stateful_step_count=40,
            deadline=None,
            # Shrinking takes minutes; to see the shortest sequence, add Phase.shrink.
            phases=(Phase.reuse, Phase.generate),
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_the_factories_make_what_the_laws_allow(db):
    """The laws are not empty: they see what is broken."""
    challenge = factories.validated_challenge()
    assert world.broken_laws() == []
    Challenge.objects.filter(pk=challenge.pk).update(live=False)
    assert world.broken_laws() != []
