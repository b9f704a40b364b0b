"""What changes the state of a challenge: validating it (publishing) and archiving it."""

from django.db import transaction
from django.utils.translation import gettext as _

from content.enums import Status
from content.lifecycle import GoLiveAction, WithdrawAction
from content.minting import Document, Live, current, load
from referentiel.enums import SkillStatus
from referentiel.lifecycle import activate_skill
from schemas import Problem

from .documents import challenge_documents, live_challenge
from .models import Challenge
from .rules import review
from .versioning import next_version


class ValidateChallenge(GoLiveAction):
    """Validate a revision: rules and schemas, publish, mint body and key, activate the skill."""

    object: Challenge

    def problems(self) -> list[Problem]:
        """State and content of the revision."""
        return challenge_problems(self.object)

    def live_document(self) -> Live:
        """Body and key at their next version and revision."""
        version, revision = next_version(
            challenge_documents(self.object), current_documents(self.object)
        )
        return live_challenge(self.object, version, revision)

    def after_live(self) -> None:
        """A validated prototype makes its skill active (PIX_CONTRACT.md §5)."""
        skill = self.object.skill
        if skill is not None and skill.status != SkillStatus.ACTIVE:
            activate_skill(skill, self.user)


class ArchiveChallenge(WithdrawAction):
    """Archive a validated challenge: releases to come name it as withdrawn."""

    kind = "challenge"


def challenge_problems(challenge: Challenge) -> list[Problem]:
    """Why ``challenge`` as it is now may not go live; none when it may."""
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
    skill = challenge.skill
    if skill is not None and skill.status == SkillStatus.OBSOLETE:
        return [
            Problem(
                "skill-obsolete",
                "/skill",
                _("%(name)s est périmé : choisissez un autre acquis.") % {"name": skill.name},
                "challenge",
            )
        ]
    return review(*challenge_documents(challenge))


def current_documents(challenge: Challenge) -> tuple[Document, Document] | None:
    """Body and key that are live now, or None when the challenge was never validated."""
    pointer = current("challenge", challenge.public_id)
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
        challenge.save()
    challenge.save_revision(user=user, clean=False, log_action=True)
