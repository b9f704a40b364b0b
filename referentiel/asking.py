"""What is against a plan: the states of skills, who uses them, and what is used and would go."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from schemas import Problem

from .enums import SkillStatus
from .guards import SkillChange, consequences, refusals
from .lifecycle import STEP_TO, problems
from .models import Skill
from .plans import Draft, Plan
from .queries import named_skills
from .uses import uses_of


def refused_steps(plan: Plan, places: dict[int, str]) -> Iterator[Problem]:
    """Steps that the skills' states or their guards refuse; a replaced version is asked nothing.

    ``places`` are pointers into the package, by the ``id()`` of a skill.
    """
    activated = {
        (id(skill.topic), skill.level)
        for skill, status in plan.statuses
        if status == SkillStatus.ACTIVE
    }
    for skill, status in plan.statuses:
        if status == SkillStatus.ARCHIVED and (id(skill.topic), skill.level) in activated:
            continue
        if skill.pk is None:
            continue
        for message in problems(skill, STEP_TO[status]):
            yield _problem("status", places[id(skill)], message)


def moved_skills(plan: Plan) -> list[tuple[Draft, Skill]]:
    """Skills that would go to another topic, level or competence, each as it is now.

    With each the draft that moves it: its own, or its topic's.
    """
    own = {
        draft.entity.pk: draft
        for draft in plan.drafts.get("skill", [])
        if {"topic", "level"} & draft.changes.keys()
    }
    topics = {
        draft.entity.pk: draft
        for draft in plan.drafts.get("topic", [])
        if _goes_elsewhere(draft.changes.get("theme"))
    }
    rows = [*named_skills().in_bulk(list(own)).values()]
    if topics:
        rows += named_skills().filter(topic__in=list(topics)).exclude(pk__in=list(own))
    return [(own.get(row.pk) or topics[row.topic_id], row) for row in rows]


def _goes_elsewhere(themes: tuple[Any, Any] | None) -> bool:
    """Whether a topic's theme before and after are of two competences."""
    return themes is not None and themes[0].competence_id != themes[1].competence.pk


def refused_moves(plan: Plan) -> Iterator[Problem]:
    """Moves to another topic or level that who uses a skill refuses."""
    for draft, skill in plan.moved:
        for message in refusals(skill, SkillChange.MOVED):
            yield _problem("move", draft.pointer, message)


def effects_on_uses(plan: Plan) -> list[str]:
    """What who uses skills says that moves, and versions that take over, would bring about."""
    changes = [(skill, SkillChange.MOVED) for _draft, skill in plan.moved]
    changes += [(skill, SkillChange.REPLACED) for skill in _replaced_skills(plan)]
    return [
        f"{skill.name} : {text}"
        for skill, change in changes
        for text in consequences(skill, change)
    ]


def _replaced_skills(plan: Plan) -> list[Skill]:
    """Active skills, as they are now, of which the plan activates another version."""
    activated = [skill for skill, status in plan.statuses if status == SkillStatus.ACTIVE]
    places = {(skill.topic.pk, skill.level) for skill in activated if skill.topic.pk}
    topics = {topic for topic, _level in places}
    rows = named_skills().filter(topic__in=topics, status=SkillStatus.ACTIVE)
    staying = {skill.pk for skill in activated}
    return [row for row in rows if (row.topic_id, row.level) in places and row.pk not in staying]


def refused_removals(plan: Plan) -> Iterator[Problem]:
    """What is used elsewhere is not removed: the plan says where."""
    for entity in plan.gone:
        against = [use.text for use in uses_of(entity) if not use.inside]
        if isinstance(entity, Skill):
            against += refusals(entity, SkillChange.DELETED)
        if against:
            yield _problem(
                "used", "",
                _(
                    "« %(entity)s » manque dans le fichier et ne peut pas être retiré : %(uses)s. "
                    "Ajoutez-le au fichier, ou demandez de garder ce qui y manque."
                )
                % {"entity": entity, "uses": ", ".join(against)},
            )  # fmt: skip


def _problem(code: str, pointer: str, message: str) -> Problem:
    return Problem(code, pointer, message, "framework-package")
