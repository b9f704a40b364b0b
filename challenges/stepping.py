"""When a challenge may be archived or made obsolete, and what is said of it: for pages and lists."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from wagtail.models import WorkflowState

from content.effects import Effects, Verb
from content.enums import Status
from content.lifecycle import RETIRABLE, lock_refusal

from .models import Challenge


@dataclass(frozen=True)
class StepRule:
    """A step out of circulation: its verb, the states it starts from, its sentences."""

    verb: Verb
    starts: tuple[Status, ...]
    #: Why the state of a challenge does not allow it.
    wrong_state: Callable[[Challenge], str]
    #: What was done, given the challenge and what was done to all.
    told: Callable[[Challenge, Effects], str]

    def refusal(self, challenge: Challenge, user: Any) -> str | None:
        """Why ``user`` may not take the step with ``challenge`` as it is now; None when they may."""
        if challenge.status not in self.starts:
            return self.wrong_state(challenge)
        return lock_refusal(challenge, user)


def _not_archivable(challenge: Challenge) -> str:
    if challenge.status == Status.ARCHIVED:
        return _("« %(challenge)s » est déjà archivée.") % {"challenge": challenge}
    return _(
        "« %(challenge)s » n'est pas validée (elle est « %(status)s ») : il n'y a rien à archiver."
    ) % {"challenge": challenge, "status": challenge.get_status_display()}


def _not_retirable(challenge: Challenge) -> str:
    if challenge.status == Status.OBSOLETE:
        return _("« %(challenge)s » est déjà périmée.") % {"challenge": challenge}
    return _("« %(challenge)s » est validée : archivez-la d'abord.") % {"challenge": challenge}


def _archived(challenge: Challenge, effects: Effects) -> str:
    return _told(_("« %(challenge)s » est archivée."), challenge, effects)


def _retired(challenge: Challenge, effects: Effects) -> str:
    return _told(_("« %(challenge)s » est périmée."), challenge, effects)


def _told(said: str, challenge: Challenge, effects: Effects) -> str:
    """With what went along, when something did."""
    said = said % {"challenge": challenge}
    return f"{said} {effects.summary()}" if len(effects.effects) > 1 else said


ARCHIVING = StepRule(Verb.ARCHIVE, (Status.VALIDATED,), _not_archivable, _archived)
RETIRING = StepRule(Verb.RETIRE, RETIRABLE, _not_retirable, _retired)


def notes(challenge: Challenge) -> list[str]:
    """What else ends with a step: a draft beside, a review, a schedule."""
    found = []
    state = challenge.current_workflow_state
    if state is not None and state.status == WorkflowState.STATUS_IN_PROGRESS:
        found.append(_("Elle est en relecture : la relecture est retirée."))
    if challenge.scheduled_revision is not None:
        found.append(_("Une validation est programmée : elle est annulée."))
    if challenge.live and challenge.has_unpublished_changes:
        found.append(_("Un brouillon est en cours : il ne pourra plus être validé."))
    return found
