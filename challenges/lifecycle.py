"""What changes the state of a challenge: validating (publishing), archiving and retiring it.

What a step takes along is in ``cascades.py``.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from content.effects import Effects, Verb
from content.enums import Change, Status
from content.following import archive_rows, retire_rows
from content.lifecycle import (
    GoLiveAction,
    GoLiveRefused,
    RetireAction,
    WithdrawAction,
    lock_row,
)
from content.minting import Document, Live, current, current_many, load, mint_many
from content.models import ObjectPointer
from referentiel.enums import SkillStatus
from referentiel.guards import SkillChange
from referentiel.lifecycle import change_skill
from referentiel.models import Framework, Skill
from schemas import Problem

from .cascades import Cascade, of_archiving, of_replacing, of_retiring, of_validation
from .documents import challenge_documents, live_challenge, ready_for_documents
from .models import Challenge
from .rows import row_problems
from .rules import review
from .versioning import change_between, next_version


class ValidateChallenge(GoLiveAction):
    """Validate an approved revision: publish, mint body and key, carry its cascade out."""

    object: Challenge

    def hold(self) -> None:
        """The frameworks, then the family."""
        hold_family(self.object)

    def problems(self) -> list[Problem]:
        """State and content of the revision."""
        return challenge_problems(self.object)

    def before_live(self) -> None:
        """What had the place goes first: a skill has one validated prototype."""
        self.cascade = of_validation(self.object)
        _carry_out(self.cascade, self.user, {"with": str(self.object)})

    def live_document(self) -> Live:
        """Body and key at their next version and revision, as the author said."""
        old = current("challenge", self.object.public_id)
        return _at_next_version(self.object, old, self._said())

    def after_live(self) -> None:
        """Skills take their steps; what the family shares is in its validated variants' documents."""
        _take_steps(self.cascade, self.user)
        _remint(self.cascade.reminted, self._said())

    def _said(self) -> str:
        """What the author said of the change, with which it was approved."""
        return self.approval.change if self.approval else ""


class ArchiveChallenge(WithdrawAction):
    """Archive a validated challenge with its variants: releases to come name them as withdrawn."""

    kind = "challenge"

    def hold(self) -> None:
        """The frameworks, then the family."""
        hold_family(self.object)

    def effects(self, row: Challenge) -> Effects:
        """The challenge, its variants and its skill."""
        return effects_of(Verb.ARCHIVE, row)

    def after_withdrawn(self, row: Challenge) -> None:
        """Variants go with their prototype, and the skill loses its place or waits for a draft."""
        cascade = of_archiving(row)
        _carry_out(cascade, self.user, {**self.said(), "with": str(row)})
        _take_steps(cascade, self.user)


class RetireChallenge(RetireAction):
    """Make a challenge obsolete, its variants with it."""

    kind = "challenge"

    def hold(self) -> None:
        """The frameworks, then the family."""
        hold_family(self.object)

    def effects(self, row: Challenge) -> Effects:
        """The challenge and its variants."""
        return effects_of(Verb.RETIRE, row)

    def after_retired(self, row: Challenge) -> None:
        """A variant does not outlive its prototype."""
        _carry_out(of_retiring(row), self.user, {**self.said(), "with": str(row)})


def archive(challenge: Challenge, user: Any, *, reason: str = "", seen: str = "") -> bool:
    """Archive for ``user`` what ``seen`` (``Effects.fingerprint()``) said; whether this call did.

    Raises ``PermissionDenied``, ``ValidationError``, ``EffectsChanged``.
    """
    return _step(ArchiveChallenge(challenge, user=user), reason, seen)


def retire(challenge: Challenge, user: Any, *, reason: str = "", seen: str = "") -> bool:
    """Make obsolete for ``user``, as ``archive`` archives."""
    return _step(RetireChallenge(challenge, user=user), reason, seen)


def _step(action: ArchiveChallenge | RetireChallenge, reason: str, seen: str) -> bool:
    action.reason, action.seen = reason.strip(), seen
    action.execute()
    return action.done


def hold_family(challenge: Challenge) -> None:
    """Hold the frameworks of its skills and the rows of its family: of two people, one waits.

    Frameworks come first, as in every step of the referential: nobody waits for who waits for them.
    A draft may be of a skill of another framework than the row's. Raises ``Challenge.DoesNotExist``.
    """
    row = Challenge.objects.select_related("prototype", "latest_revision").get(pk=challenge.pk)
    draft = row.latest_revision.content.get("skill") if row.latest_revision else None
    skills = {row.head.skill_id, challenge.head.skill_id, draft} - {None}
    frameworks = Framework.objects.filter(areas__competences__themes__topics__skills__in=skills)
    for framework in frameworks.order_by("pk").distinct():
        lock_row(framework)
    family = Challenge.objects.filter(Q(pk=row.head.pk) | Q(prototype=row.head.pk))
    list(family.order_by("pk").select_for_update(of=("self",)).values_list("pk"))


def _carry_out(cascade: Cascade, user: Any, said: dict[str, str]) -> None:
    """Archive and retire what the cascade names; skills take their steps after."""
    archive_rows(cascade.archived, "challenge", user, said)
    retire_rows(cascade.retired, "challenge", user, said)


def _take_steps(cascade: Cascade, user: Any) -> None:
    for skill, change in cascade.skills:
        # What is replaced follows what is activated.
        if change != SkillChange.REPLACED:
            change_skill(skill, change, user)


def archive_replaced(skills: Iterable[Skill], user: Any = None) -> None:
    """Archive what is validated for ``skills``, of which another version is active now."""
    for skill in skills:
        _carry_out(of_replacing([skill]), user, {"with": str(skill)})


def _remint(variants: Iterable[Challenge], said: str) -> None:
    """Mint validated ``variants`` again after their prototype; all must still be right.

    What the author calls a revision of the prototype is one of its variants; a new version of it
    need not be one of theirs. Raises ``GoLiveRefused`` with what no longer fits in a variant.
    """
    said = Change.REVISION.value if said == Change.REVISION else ""
    keys = [variant.pk for variant in variants]
    family = list(ready_for_documents(Challenge.objects.filter(pk__in=keys).order_by("pk")))
    pointers = current_many("challenge", [variant.public_id for variant in family])
    problems = [problem for variant in family for problem in _does_not_fit(variant)]
    if problems:
        raise GoLiveRefused(problems)
    mint_many(
        [_at_next_version(variant, pointers.get(variant.public_id), said) for variant in family],
        "challenge",
    )


def _does_not_fit(variant: Challenge) -> Iterator[Problem]:
    """What is wrong with a validated variant now that its prototype says something else."""
    for problem in (*review(*challenge_documents(variant)), *row_problems(variant)):
        if problem.blocking:
            said = {"n": variant.variant, "variant": variant, "why": problem.message}
            yield replace(
                problem,
                message=_(
                    "Déclinaison %(n)s « %(variant)s » : %(why)s Archivez-la d'abord, ou gardez ce "
                    "que la famille partage."
                )
                % said,
            )


def _at_next_version(challenge: Challenge, old: ObjectPointer | None, change: str = "") -> Live:
    before = _documents_of(old)
    version, revision = next_version(challenge_documents(challenge), before, change)
    return live_challenge(challenge, version, revision)


def challenge_problems(challenge: Challenge) -> list[Problem]:
    """Why ``challenge`` as it is now may not go live; none when it may, once approved."""
    if challenge.status in {Status.ARCHIVED, Status.OBSOLETE}:
        return [
            Problem(
                "closed",
                "",
                _(
                    "Cette épreuve est « %(status)s » : elle ne se valide plus. Écrivez-en une autre."
                )
                % {"status": challenge.get_status_display()},
                "challenge",
            )
        ]
    problems = draft_problems(challenge)
    if challenge.is_variant and challenge.head.status != Status.VALIDATED:
        problems.append(
            Problem(
                "prototype-not-validated",
                "",
                _(
                    "Son prototype est « %(status)s » : une déclinaison se valide sous un "
                    "prototype validé. Validez d'abord celui-ci."
                )
                % {"status": challenge.head.get_status_display()},
                "challenge",
            )
        )
    return problems


def draft_problems(challenge: Challenge) -> list[Problem]:
    """What is wrong with what ``challenge`` says, whatever the state of its family."""
    skill = challenge.head.skill
    if skill is not None and skill.status == SkillStatus.OBSOLETE:
        return [
            Problem(
                "skill-obsolete",
                "/skill",
                _("%(name)s est périmé : choisissez un autre acquis.") % {"name": skill.name},
                "challenge",
            )
        ]
    return [*review(*challenge_documents(challenge)), *row_problems(challenge)]


def effects_of(verb: Verb, challenge: Challenge) -> Effects:
    """What a step would do now: ``VALIDATE`` takes a draft, ``ARCHIVE`` and ``RETIRE`` a row."""
    cascades = {
        Verb.VALIDATE: of_validation,
        Verb.ARCHIVE: of_archiving,
        Verb.RETIRE: of_retiring,
    }
    return cascades[verb](challenge).effects(verb, challenge)


def proposed_change(challenge: Challenge) -> Change | None:
    """What the machine takes a draft's change for; None for a first version and for no change."""
    return change_between(challenge_documents(challenge), current_documents(challenge))


def current_documents(challenge: Challenge) -> tuple[Document, Document] | None:
    """Body and key that are live now, or None when the challenge was never validated."""
    return _documents_of(current("challenge", challenge.public_id))


def _documents_of(pointer: ObjectPointer | None) -> tuple[Document, Document] | None:
    if pointer is None or pointer.key is None:
        return None
    return load(pointer.body), load(pointer.key)


def may_be_deleted(challenge: Challenge) -> bool:
    """What was ever validated cannot be deleted: platforms hold results about it."""
    return current("challenge", challenge.public_id) is None


@transaction.atomic
def propose(challenge: Challenge, user: object = None) -> None:
    """Save a new challenge (or new fields of one) as a draft revision, without making it live."""
    if challenge.pk is None:
        challenge.live = False
        challenge.created_by = user if isinstance(user, models.Model) else None
        challenge.save()
    challenge.save_revision(user=user, clean=False, log_action=True)
