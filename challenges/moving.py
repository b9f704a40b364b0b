"""Moving many challenges to one skill: what it would do, then each on its own."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from referentiel.models import Skill

from . import actions
from .bulk import Decision, Draft, Plan, drafts_of, edit_refusal, make_plan
from .models import Challenge

_FIELDS = ("skill",)


def plan_move(challenges: QuerySet[Challenge], skill: Skill, user: Any) -> Plan:
    """What moving ``challenges`` to ``skill`` would change; nothing is written."""
    return make_plan(challenges, _FIELDS, lambda draft: _decide(draft, skill, user))


def move_one(pk: int, skill: Skill, user: Any) -> bool:
    """Move one prototype; answers whether it was elsewhere.

    Raises ``ValidationError`` for what does not move now, ``PermissionDenied``,
    ``Challenge.DoesNotExist``.
    """
    challenge = Challenge.objects.get(pk=pk)
    decision = _decide(next(drafts_of([pk], _FIELDS)), skill, user)
    if decision.why:
        raise ValidationError(decision.why)
    # The action holds the skill, then the row, and asks again: no lock is taken before it.
    return bool(actions.move([challenge], skill, user))


def _decide(draft: Draft, skill: Skill, user: Any) -> Decision:
    if (why := edit_refusal(draft, user)) is not None:
        return Decision(why)
    if draft.challenge.is_variant:
        return Decision(_("Déclinaison : elle suit son prototype, déplacez celui-ci."))
    return Decision(None, {} if draft.state["skill"] == skill.pk else {"skill": skill.pk})
