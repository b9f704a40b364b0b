"""What a step of a challenge's life takes along (PIX_CONTRACT.md §5). Reads, changes nothing.

The same plan is shown before a step and carried out by it (``lifecycle.py``).
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import QuerySet

from content.effects import Effects, Verb
from content.enums import Status
from content.lifecycle import RETIRABLE
from referentiel.enums import SkillStatus
from referentiel.guards import SkillChange
from referentiel.models import Skill
from referentiel.queries import named_skills

from .models import Challenge

_SKILL_VERBS = {
    SkillChange.ACTIVATED: Verb.ACTIVATE,
    SkillChange.REPLACED: Verb.ARCHIVE,
    SkillChange.ARCHIVED: Verb.ARCHIVE,
    SkillChange.REOPENED: Verb.REOPEN,
}


@dataclass
class Cascade:
    """What happens beside the step itself."""

    #: Validated challenges that are archived, prototypes first.
    archived: list[Challenge] = field(default_factory=list)
    #: Drafts (and archived variants of what is retired) that become obsolete.
    retired: list[Challenge] = field(default_factory=list)
    #: Validated variants whose documents change with their prototype's.
    reminted: list[Challenge] = field(default_factory=list)
    #: Steps of skills, in the order in which they are taken. What is ``REPLACED`` follows what is
    #: ``ACTIVATED`` by itself.
    skills: list[tuple[Skill, SkillChange]] = field(default_factory=list)

    def effects(self, verb: Verb, challenge: Challenge) -> Effects:
        """In words, the step itself (``verb`` on ``challenge``) included."""
        found = Effects()
        found.add(verb, _noun(challenge), challenge)
        found.effects += self.also().effects
        return found

    def also(self) -> Effects:
        """In words, without the step itself."""
        found = Effects()
        for does, rows in (
            (Verb.ARCHIVE, self.archived),
            (Verb.RETIRE, self.retired),
            (Verb.REMINT, self.reminted),
        ):
            for row in rows:
                found.add(does, _noun(row), row)
        for skill, change in self.skills:
            found.add(_SKILL_VERBS[change], "skill", skill, skill.name)
        return found


def of_validation(draft: Challenge) -> Cascade:
    """Validating ``draft``: another prototype of the skill goes, and the skill becomes active."""
    skill = draft.skill
    if draft.is_variant or skill is None:
        return Cascade()
    replaced = list(
        named_skills()
        .filter(topic=skill.topic_id, level=skill.level, status=SkillStatus.ACTIVE)
        .exclude(pk=skill.pk)
    )
    going = _prototypes([skill, *replaced]).filter(status=Status.VALIDATED).exclude(pk=draft.pk)
    found = _families(list(going))
    found.reminted = list(draft.variants.filter(status=Status.VALIDATED).order_by("pk"))
    found.skills = [*_left(draft, skill)]
    if skill.status != SkillStatus.ACTIVE:
        found.skills.append((skill, SkillChange.ACTIVATED))
        found.skills += [(other, SkillChange.REPLACED) for other in replaced]
    return found


def of_archiving(row: Challenge) -> Cascade:
    """Archiving ``row``: its variants go with it, and the skill may lose its place."""
    if row.is_variant:
        return Cascade()
    found = _families([row])
    found.archived.remove(row)
    found.skills = [*_without(row.skill, row)]
    return found


def of_retiring(row: Challenge) -> Cascade:
    """Making ``row`` obsolete: so are its variants."""
    if row.is_variant:
        return Cascade()
    return Cascade(retired=list(row.variants.filter(status__in=RETIRABLE).order_by("pk")))


def of_replacing(skills: Iterable[Skill]) -> Cascade:
    """Another version of ``skills`` becomes active: what is validated for them is archived."""
    return _families(list(_prototypes(skills).filter(status=Status.VALIDATED)))


def _families(prototypes: list[Challenge]) -> Cascade:
    """Archiving ``prototypes``: validated variants follow, drafts of variants become obsolete."""
    variants = Challenge.objects.filter(prototype__in=prototypes).order_by("prototype", "pk")
    return Cascade(
        archived=[*prototypes, *variants.filter(status=Status.VALIDATED)],
        retired=list(variants.filter(status=Status.PROPOSED)),
    )


def _prototypes(skills: Iterable[Skill]) -> QuerySet[Challenge]:
    return Challenge.objects.filter(skill__in=list(skills), prototype=None).order_by("pk")


def _left(draft: Challenge, skill: Skill) -> Iterable[tuple[Skill, SkillChange]]:
    """A validated prototype that goes to another skill leaves the one that it had."""
    if not draft.live:
        return ()
    row = Challenge.objects.select_related("skill").get(pk=draft.pk)
    return _without(row.skill, row) if row.skill_id != skill.pk else ()


def _without(skill: Skill | None, row: Challenge) -> Iterable[tuple[Skill, SkillChange]]:
    """What becomes of ``skill`` when ``row`` does not serve it any more.

    Nothing while another validated prototype does; in construction when somebody writes one;
    archived otherwise.
    """
    if skill is None or skill.status != SkillStatus.ACTIVE:
        return
    others = _prototypes([skill]).exclude(pk=row.pk)
    if others.filter(status=Status.VALIDATED).exists():
        return
    written = others.filter(status=Status.PROPOSED).exists()
    named = named_skills().get(pk=skill.pk)
    yield named, SkillChange.REOPENED if written else SkillChange.ARCHIVED


def _noun(challenge: Challenge) -> str:
    return "variant" if challenge.is_variant else "prototype"
