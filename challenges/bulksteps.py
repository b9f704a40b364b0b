"""Archiving and making obsolete many challenges: what it would do, then each on its own."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from wagtail.locks import BasicLock

from content.effects import Effect, Effects, Verb
from content.enums import Status
from content.lifecycle import RETIRABLE
from content.text import batched
from referentiel.enums import SkillStatus
from referentiel.models import Skill

from .bulk import BATCH, Decision, Draft, Plan, make_plan
from .lifecycle import archive, retire
from .models import Challenge

#: Where each step leads, and the function that takes it.
_LEADS = {Verb.ARCHIVE: Status.ARCHIVED, Verb.RETIRE: Status.OBSOLETE}
_ACTS = {Verb.ARCHIVE: archive, Verb.RETIRE: retire}


def plan_step(challenges: QuerySet[Challenge], verb: Verb, user: Any) -> Plan:
    """What ``verb`` (``ARCHIVE``, ``RETIRE``) would do to ``challenges``; nothing is written."""
    found = make_plan(challenges, (), lambda draft: _decide(draft, verb, user))
    found.beside = 0
    found.also = _also(found.changed, verb).summary() if found.changed else ""
    return found


def take_step(pk: int, verb: Verb, reason: str, user: Any) -> bool:
    """Take the step with one challenge; answers whether this call did, and not somebody before.

    Raises ``ValidationError``, ``PermissionDenied``, ``Challenge.DoesNotExist``.
    """
    return _ACTS[verb](Challenge.objects.get(pk=pk), user, reason=reason)


def _decide(draft: Draft, verb: Verb, user: Any) -> Decision:
    challenge = draft.challenge
    if challenge.status == _LEADS[verb]:
        return Decision()
    if verb == Verb.ARCHIVE and challenge.status != Status.VALIDATED:
        return Decision(
            _("« %(status)s » : seul ce qui est validé s'archive.")
            % {"status": challenge.get_status_display()}
        )
    if verb == Verb.RETIRE and challenge.status not in RETIRABLE:
        return Decision(_("Validée : archivez-la d'abord."))
    if user is not None and challenge.locked and BasicLock(challenge).for_user(user):
        return Decision(_("Verrouillée par une autre personne."))
    return Decision(None, {"status": _LEADS[verb]})


def _also(keys: Iterable[int], verb: Verb) -> Effects:
    """Everything that the steps change, the chosen challenges included, each once."""
    chosen = set(keys)
    found = Effects()
    for batch in batched(sorted(chosen), BATCH):
        rows = list(Challenge.objects.filter(pk__in=batch).only("pk", "prototype", "skill"))
        found.effects += [Effect(verb, _noun(row), row, "") for row in rows]
        heads = [row.pk for row in rows if not row.is_variant]
        variants = Challenge.objects.filter(prototype__in=heads).only("pk", "prototype", "status")
        for variant in variants:
            if (does := _follows(variant, verb)) is not None and variant.pk not in chosen:
                found.effects.append(Effect(does, "variant", variant, ""))
        if verb == Verb.ARCHIVE:
            found.effects += _skills([row for row in rows if not row.is_variant])
    return found


def _follows(variant: Challenge, verb: Verb) -> Verb | None:
    """What becomes of a variant when its prototype takes the step."""
    if verb == Verb.RETIRE:
        return Verb.RETIRE if variant.status in RETIRABLE else None
    return {Status.VALIDATED: Verb.ARCHIVE, Status.PROPOSED: Verb.RETIRE}.get(
        Status(variant.status)
    )


def _skills(prototypes: list[Challenge]) -> list[Effect]:
    """Skills that lose their one validated prototype (``cascades.py``)."""
    skills = Skill.objects.filter(
        pk__in=[row.skill_id for row in prototypes], status=SkillStatus.ACTIVE
    ).only("pk")
    drafts = Challenge.objects.filter(
        skill__in=skills, prototype=None, status=Status.PROPOSED
    ).values_list("skill", flat=True)
    written = set(drafts)
    return [
        Effect(Verb.REOPEN if skill.pk in written else Verb.ARCHIVE, "skill", skill, "")
        for skill in skills
    ]


def _noun(challenge: Challenge) -> str:
    return "variant" if challenge.is_variant else "prototype"
