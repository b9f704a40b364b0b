"""What happens to a challenge at each saved draft, whatever saves it."""

from typing import TYPE_CHECKING

from django.conf import settings

from content.enums import Status

from .enums import ChallengeType

if TYPE_CHECKING:
    from .models import Challenge, Choice


def hide_order(challenge: "Challenge") -> None:
    """Draw the ids of an ordering again while their alphabetical order would be its answer.

    The document lists choices in the order of their ids (DOCUMENTS.md).
    """
    from .models import new_choice_id

    if challenge.head.type != ChallengeType.ORDERING:
        return
    choices = sorted(challenge.choices.all(), key=lambda choice: choice.sort_order or 0)
    if len(choices) < 2 or not _tells(choices):
        return
    while _tells(choices):
        for choice in choices:
            choice.public_id = new_choice_id()
    challenge.choices = choices  # type: ignore[misc]


def note_problems(challenge: "Challenge") -> None:
    """Keep how many problems keep the draft from being submitted: lists show and filter by it."""
    from .lifecycle import draft_problems

    if not settings.CHALLENGES_CHECK_DRAFTS or challenge.status not in {
        Status.PROPOSED,
        Status.VALIDATED,
    }:
        return
    count = sum(problem.blocking for problem in draft_problems(challenge))
    if count != challenge.to_mend:
        challenge.to_mend = count
        type(challenge)._base_manager.filter(pk=challenge.pk).update(to_mend=count)


def _tells(choices: "list[Choice]") -> bool:
    ids = [choice.public_id for choice in choices]
    return ids == sorted(ids)
