"""What changes the state of a tutorial: publishing (a version is made), archiving, retiring it."""

from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _

from content.effects import Effects, Verb
from content.enums import Change, Status
from content.lifecycle import GoLiveAction, RetireAction, WithdrawAction
from content.minting import Document, Live, current, load
from content.models import ObjectPointer
from schemas import Problem

from .documents import live_tutorial, tutorial_document
from .models import Tutorial, TutorialVersion
from .rules import review
from .uses import use_refusal
from .versioning import change_between, next_version


class PublishTutorial(GoLiveAction):
    """Publish an approved revision: its object is minted and a version keeps it."""

    object: Tutorial

    def problems(self) -> list[Problem]:
        """State and content of the revision."""
        return tutorial_problems(self.object)

    def before_live(self) -> None:
        """Its numbers, as the author said; when only the note differs, nothing does."""
        before = current_document(self.object)
        said = self.approval.change if self.approval else ""
        self.numbers = next_version(tutorial_document(self.object), before, said)
        if before is not None and self.numbers == (before["version"], before["revision"]):
            self.object.note = before["note"] or ""

    def live_document(self) -> Live:
        """The document at its next version."""
        return live_tutorial(self.object, *self.numbers)

    def after_live(self) -> None:
        """The version that references may pin; publishing the same again makes none."""
        version, revision = self.numbers
        TutorialVersion.objects.get_or_create(
            tutorial=self.object,
            version=version,
            revision=revision,
            defaults={
                "body_id": ObjectPointer.objects.values_list("body", flat=True).get(
                    kind="tutorial", public_id=self.object.public_id
                ),
                "draft": self.revision,
                "note": self.object.note,
                "by_id": getattr(self.user, "pk", None),
            },
        )


class ArchiveTutorial(WithdrawAction):
    """Archive a published tutorial: releases to come name it as withdrawn."""

    kind = "tutorial"

    def effects(self, row: Tutorial) -> Effects:
        """The tutorial alone."""
        return _alone(Verb.ARCHIVE, row)

    def refusal(self, row: Tutorial) -> str | None:
        """Nor while something refers to it: learners would be sent nowhere."""
        return super().refusal(row) or use_refusal(row)


class RetireTutorial(RetireAction):
    """Make a tutorial obsolete."""

    kind = "tutorial"

    def effects(self, row: Tutorial) -> Effects:
        """The tutorial alone."""
        return _alone(Verb.RETIRE, row)

    def refusal(self, row: Tutorial) -> str | None:
        """Nor while something refers to it."""
        return super().refusal(row) or use_refusal(row)


def _alone(verb: Verb, row: Tutorial) -> Effects:
    found = Effects()
    found.add(verb, "tutorial", row)
    return found


def tutorial_problems(tutorial: Tutorial) -> list[Problem]:
    """Why ``tutorial`` as it is now may not go live; none when it may, once approved."""
    if tutorial.status in {Status.ARCHIVED, Status.OBSOLETE}:
        return [
            Problem(
                "closed",
                "",
                _("Ce tutoriel est « %(status)s » : il ne se publie plus. Écrivez-en un autre.")
                % {"status": tutorial.get_status_display()},
                "tutorial",
            )
        ]
    return draft_problems(tutorial)


def draft_problems(tutorial: Tutorial) -> list[Problem]:
    """What is wrong with what ``tutorial`` says."""
    return review(tutorial_document(tutorial))


def current_document(tutorial: Tutorial) -> Document | None:
    """What is live now, or None when it was never published."""
    pointer = current("tutorial", tutorial.public_id)
    return load(pointer.body) if pointer is not None else None


def proposed_change(tutorial: Tutorial) -> Change | None:
    """What the machine takes a draft's change for; None for a first version and for no change."""
    return change_between(tutorial_document(tutorial), current_document(tutorial))


@transaction.atomic
def propose(tutorial: Tutorial, user: Any = None) -> None:
    """Save a new tutorial (or new fields of one) as a draft revision, without making it live."""
    if tutorial.pk is None:
        tutorial.live = False
        tutorial.created_by = user if isinstance(user, models.Model) else None
        tutorial.save()
    tutorial.save_revision(user=user, clean=False, log_action=True)
