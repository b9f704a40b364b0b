"""The life of a skill: in construction, active, archived, obsolete; new versions, clones, moves.

Who uses skills is asked before and told after (``guards.py``). Source of the rules: PIX_CONTRACT.md
§5; one active skill per topic and level.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext

from content.lifecycle import lock_row
from content.minting import mint, set_status

from .actions import CreateEntity, hold, record, remint_skills
from .documents import live_skill
from .enums import SkillStatus
from .guards import SkillChange, refusals, tell
from .models import Skill, Topic
from .queries import named_skills

#: Which status each step leads to, and from which ones it starts. Obsolete is final.
STEPS: dict[SkillChange, tuple[SkillStatus, tuple[SkillStatus, ...]]] = {
    SkillChange.ACTIVATED: (
        SkillStatus.ACTIVE,
        (SkillStatus.IN_CONSTRUCTION, SkillStatus.ARCHIVED, SkillStatus.ACTIVE),
    ),
    SkillChange.REPLACED: (SkillStatus.ARCHIVED, (SkillStatus.ACTIVE,)),
    SkillChange.ARCHIVED: (
        SkillStatus.ARCHIVED,
        (SkillStatus.ACTIVE, SkillStatus.IN_CONSTRUCTION),
    ),
    SkillChange.REOPENED: (
        SkillStatus.IN_CONSTRUCTION,
        (SkillStatus.ACTIVE, SkillStatus.ARCHIVED),
    ),
    SkillChange.RETIRED: (
        SkillStatus.OBSOLETE,
        (SkillStatus.IN_CONSTRUCTION, SkillStatus.ARCHIVED),
    ),
}


#: The step that leads to a status.
STEP_TO = {to.value: step for step, (to, _) in STEPS.items() if step != SkillChange.REPLACED}


def problems(skill: Skill, change: SkillChange) -> list[str]:
    """Why ``change`` may not happen to ``skill`` as it is now: its state, then its guards."""
    if change in STEPS:
        to, starts = STEPS[change]
        if skill.status == SkillStatus.OBSOLETE:
            return [
                gettext("%(name)s est périmé : créez une nouvelle version de l'acquis.")
                % {"name": skill.name}
            ]
        if skill.status not in starts:
            return [
                gettext("%(name)s est « %(from)s » : il ne peut pas devenir « %(to)s ».")
                % {"name": skill.name, "from": skill.get_status_display(), "to": to.label}
            ]
    return refusals(skill, change)


@transaction.atomic
def change_skill(skill: Skill, change: SkillChange, user: Any = None) -> None:
    """Take a step of ``STEPS``; activating archives the other active version. Tells the guards.

    Raises ``ValidationError`` with every reason against it, and then nothing has changed.
    """
    hold(skill)
    row = _locked(skill)
    if why := problems(row, change):
        raise ValidationError(why)
    to, _starts = STEPS[change]
    if change == SkillChange.ACTIVATED:
        others = named_skills().filter(
            topic=row.topic_id, level=row.level, status=SkillStatus.ACTIVE
        )
        for other in others.exclude(pk=row.pk):
            _set_status(other, SkillStatus.ARCHIVED, user)
            tell([other], SkillChange.REPLACED, user)
    _set_status(row, to, user)
    if to == SkillStatus.ACTIVE:
        mint(live_skill(row))
    tell([row], change, user)
    skill.refresh_from_db(fields=["status", "status_changed_at", "status_changed_by"])


def activate_skill(skill: Skill, user: Any = None) -> None:
    """Make ``skill`` active and mint it; another active version is archived.

    Raises ``ValidationError`` for an obsolete skill, which is final.
    """
    change_skill(skill, SkillChange.ACTIVATED, user)


@transaction.atomic
def add_skill(topic: Topic, level: int, user: Any = None, **fields: Any) -> Skill:
    """A skill in construction, the next version of what ``topic`` has at ``level``.

    ``fields`` are columns such as ``hint_fr``. Raises ``ValidationError`` for a level outside the
    scale.
    """
    lock_row(topic.theme.competence.framework)
    skill = Skill(topic=topic, level=level, version=_next_version(topic, level), **fields)
    _touch(skill, SkillStatus.IN_CONSTRUCTION, user)
    CreateEntity(skill, user=user).execute(skip_permission_checks=True)
    return skill


def new_version(skill: Skill, user: Any = None) -> Skill:
    """A version in construction of the same topic and level, with the hints of ``skill``."""
    return clone_skill(skill, skill.level, user)


def clone_skill(skill: Skill, level: int, user: Any = None) -> Skill:
    """A skill in construction at another ``level`` of the same topic, with the same hints."""
    return add_skill(skill.topic, level, user, **_hints(skill))


@transaction.atomic
def move_skill(skill: Skill, topic: Topic, level: int, user: Any = None) -> None:
    """Put ``skill`` at another topic or level of its framework, as the next version there.

    Its public id stays. Raises ``ValidationError`` when a guard refuses, the place has an active
    skill already while this one is active, or the topic is of another framework.
    """
    hold(skill)
    row = _locked(skill)
    if why := problems(row, SkillChange.MOVED):
        raise ValidationError(why)
    if (row.topic_id, row.level) == (topic.pk, level):
        return
    if topic.theme.competence.framework_id != row.competence.framework_id:
        raise ValidationError(gettext("Ce sujet est d'un autre référentiel."))
    there = Skill.objects.filter(topic=topic, level=level, status=SkillStatus.ACTIVE)
    if row.status == SkillStatus.ACTIVE and there.exists():
        raise ValidationError(
            gettext(
                "@%(topic)s%(level)s est déjà actif : archivez-le d'abord, ou choisissez une autre place."
            )
            % {"topic": topic.name, "level": level}
        )
    before = row.name
    row.topic, row.level, row.link = topic, level, None
    row.version = _next_version(topic, level)
    row.full_clean()
    row.save()
    record(row, "referentiel.move", user, {"from": before, "to": row.name})
    remint_skills(Skill.objects.filter(pk=row.pk), SkillChange.MOVED)
    skill.refresh_from_db()


def versions(skill: Skill) -> models.QuerySet[Skill]:
    """Every version of the skill's topic and level, newest first."""
    return named_skills().filter(topic=skill.topic_id, level=skill.level).order_by("-version")


def _locked(skill: Skill) -> Skill:
    return named_skills().select_for_update(of=("self",)).get(pk=skill.pk)


def _set_status(skill: Skill, status: SkillStatus, user: Any) -> None:
    before = skill.status
    if before == status:
        return
    _touch(skill, status, user)
    skill.save(update_fields=["status", "status_changed_at", "status_changed_by"])
    record(skill, "referentiel.change_status", user, {"from": before, "to": status.value})
    set_status("skill", skill.public_id, status)


def _touch(skill: Skill, status: SkillStatus, user: Any) -> None:
    skill.status = status
    skill.status_changed_at = timezone.now()
    skill.status_changed_by = user if getattr(user, "pk", None) else None


def _next_version(topic: Topic, level: int) -> int:
    found = Skill.objects.filter(topic=topic, level=level)
    return (found.aggregate(last=models.Max("version"))["last"] or 0) + 1


def _hints(skill: Skill) -> dict[str, str]:
    from localisation.languages import codes, localised

    names = [localised("hint", code) for code in codes()]
    return {name: getattr(skill, name) or "" for name in names}
