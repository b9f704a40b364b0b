"""What changes the state of a challenge: validating it (publishing) and archiving it."""

from django.db import models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from content.enums import Status
from content.lifecycle import GoLiveAction, WithdrawAction
from content.minting import Document, Live, current, load, mint
from referentiel.enums import SkillStatus
from referentiel.lifecycle import activate_skill
from schemas import Problem

from .documents import challenge_documents, live_challenge
from .models import Challenge
from .rows import row_problems
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
        return _at_next_version(self.object)

    def after_live(self) -> None:
        """A validated prototype makes its skill active and its family's documents new.

        PIX_CONTRACT.md §5; what a family shares is in the documents of its validated variants.
        """
        if self.object.is_variant:
            return
        skill = self.object.skill
        if skill is not None and skill.status != SkillStatus.ACTIVE:
            activate_skill(skill, self.user)
        for variant in self.object.variants.filter(live=True):
            mint(_at_next_version(variant))


class ArchiveChallenge(WithdrawAction):
    """Archive a validated challenge: releases to come name it as withdrawn."""

    kind = "challenge"

    def refusal(self, row: Challenge) -> str | None:
        """Nor while a variant is validated: it would stand without its prototype."""
        if (why := super().refusal(row)) is not None:
            return why
        count = row.variants.filter(status=Status.VALIDATED).count()
        if not count:
            return None
        return ngettext(
            "%(n)s déclinaison de cette épreuve est validée : archivez-la d'abord.",
            "%(n)s déclinaisons de cette épreuve sont validées : archivez-les d'abord.",
            count,
        ) % {"n": count}


def _at_next_version(challenge: Challenge) -> Live:
    version, revision = next_version(challenge_documents(challenge), current_documents(challenge))
    return live_challenge(challenge, version, revision)


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
    if challenge.is_variant and challenge.head.status != Status.VALIDATED:
        return [
            *review(*challenge_documents(challenge)),
            *row_problems(challenge),
            Problem(
                "prototype-not-validated",
                "",
                _(
                    "Son prototype est « %(status)s » : une déclinaison se valide sous un "
                    "prototype validé. Validez d'abord celui-ci."
                )
                % {"status": challenge.head.get_status_display()},
                "challenge",
            ),
        ]
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
        challenge.created_by = user if isinstance(user, models.Model) else None
        challenge.save()
    challenge.save_revision(user=user, clean=False, log_action=True)
