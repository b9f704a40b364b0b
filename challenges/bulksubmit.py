"""Submitting many challenges to review: each in its own transaction, reviewers told once."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from content.enums import Priority, Status
from content.review.actions import submit
from content.review.queue import RETURNED, in_state

from .bulk import Decision, Draft, Plan, edit_refusal, make_plan
from .models import Challenge
from .permissions import require


@dataclass(frozen=True)
class Asked:
    """What reviewers are told of every one of the submissions."""

    priority: int = Priority.NORMAL
    due: date | None = None
    message: str = ""


def plan_submission(challenges: QuerySet[Challenge], user: Any) -> Plan:
    """Which of ``challenges`` would be submitted, and why the others would not; nothing is written.

    Told from what is known of their latest drafts: submitting looks at each draft itself.
    """
    unmended = _sent_back()
    return make_plan(challenges, ("to_mend",), lambda draft: _decide(draft, user, unmended))


def submit_one(pk: int, user: Any, asked: Asked) -> int:
    """Submit one challenge, without telling anybody; answers the review's primary key.

    Raises what ``content.review.actions.submit`` raises, and ``Challenge.DoesNotExist``.
    """
    challenge = Challenge.objects.get(pk=pk)
    require(user, "change", challenge)
    if (why := _unmended_refusal(challenge, _sent_back(pk))) is not None:
        raise ValidationError(why)
    review = submit(
        challenge, user, priority=asked.priority, due=asked.due, message=asked.message, tell=False
    )
    return int(review.pk)


def _decide(draft: Draft, user: Any, unmended: dict[int, int]) -> Decision:
    challenge = draft.challenge
    refusals: tuple[Callable[[], str | None], ...] = (
        lambda: _state_refusal(draft),
        lambda: edit_refusal(draft, user),
        lambda: _unmended_refusal(challenge, unmended),
        lambda: _content_refusal(challenge),
    )
    for refusal in refusals:
        if (why := refusal()) is not None:
            return Decision(why)
    return Decision(changes={"submitted": True})


def _state_refusal(draft: Draft) -> str | None:
    challenge = draft.challenge
    if challenge.status in {Status.ARCHIVED, Status.OBSOLETE}:
        return _("« %(status)s » : cela ne se relit plus. Écrivez-en une copie.") % {
            "status": challenge.get_status_display()
        }
    if draft.in_review:
        return _("Déjà en relecture.")
    if challenge.latest_revision_id is None or (
        challenge.live and not challenge.has_unpublished_changes
    ):
        return _("Rien n'a changé depuis la dernière validation : il n'y a rien à relire.")
    return None


def _content_refusal(challenge: Challenge) -> str | None:
    if challenge.to_mend:
        return _("Son brouillon a des points à corriger : ouvrez-la, ils y sont montrés.")
    return None


def _unmended_refusal(challenge: Challenge, unmended: dict[int, int]) -> str | None:
    if unmended.get(challenge.pk) == challenge.latest_revision_id:
        return _(
            "Des changements ont été demandés, et rien n'a changé depuis : modifiez-la, ou "
            "soumettez-la depuis son formulaire en disant pourquoi."
        )
    return None


def _sent_back(pk: int | None = None) -> dict[int, int]:
    """The revision for which changes were asked, by challenge."""
    kind = ContentType.objects.get_for_model(Challenge)
    found = in_state(RETURNED).filter(content_type=kind).order_by()
    if pk is not None:
        found = found.filter(object_id=pk)
    return dict(found.values_list("object_id", "workflow_state__current_task_state__revision_id"))
