"""What challenges have to say when a skill or a context changes (registered in ``apps.py``)."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import ngettext

from content.enums import Status
from content.models import ObjectPointer
from content.text import batched
from referentiel.documents import skill_place
from referentiel.guards import SkillChange
from referentiel.models import Competence, Context, Skill
from referentiel.uses import Use

from .cascades import of_replacing
from .lifecycle import archive_replaced
from .models import Challenge, ChallengeAlignment

#: Steps after which a skill is not served any more: its validated challenges must go first.
_WITHDRAWING = {SkillChange.ARCHIVED, SkillChange.RETIRED, SkillChange.REOPENED}
#: Skills looked up at a time.
BATCH = 300


class ChallengesGuard:
    """Asked before a skill changes and told after, for the challenges that assess it."""

    def refusal(self, skill: Skill, change: SkillChange) -> str | None:
        """A skill with validated challenges is not taken out of service."""
        count = _validated(skill)
        if change not in _WITHDRAWING or not count:
            return None
        return ngettext(
            "%(n)s épreuve validée évalue %(name)s : archivez-la d'abord.",
            "%(n)s épreuves validées évaluent %(name)s : archivez-les d'abord.",
            count,
        ) % {"n": count, "name": skill.name}

    def consequence(self, skill: Skill, change: SkillChange) -> str | None:
        """Who moves a skill moves its challenges; those of a version that is replaced go with it."""
        if change == SkillChange.REPLACED:
            found = of_replacing([skill]).also()
            return found.summary() if found.effects else None
        count = _validated(skill)
        if change != SkillChange.MOVED or not count:
            return None
        return ngettext(
            "%(n)s épreuve validée le suivra dans les prochaines publications.",
            "%(n)s épreuves validées le suivront dans les prochaines publications.",
            count,
        ) % {"n": count}

    def told(self, skills: Iterable[Skill], change: SkillChange, user: Any) -> None:
        """Banks select challenges by competence and level: their pointers follow the skills.

        What assesses a version that another one replaced goes with it.
        """
        if change == SkillChange.REPLACED:
            archive_replaced(skills, user)
        for batch in batched(skills, BATCH):
            places = {skill.public_id: skill_place(skill) for skill in batch}
            pointers = ObjectPointer.objects.filter(
                kind="challenge", facets__skill__in=list(places)
            )
            moved = []
            for pointer in pointers:
                facets = {**pointer.facets, **places[pointer.facets["skill"]]}
                if facets != pointer.facets:
                    pointer.facets = facets
                    moved.append(pointer)
            ObjectPointer.objects.bulk_update(moved, ["facets"], batch_size=BATCH)


GUARD = ChallengesGuard()


def skill_uses(skill: Skill) -> list[Use]:
    """The challenges that assess ``skill``, drafts included."""
    return _use(_assessing(skill).count(), f"skill={skill.pk}")


def competence_uses(competence: Competence) -> list[Use]:
    """The challenges that are aligned with ``competence`` on their own account, drafts included."""
    aligned = ChallengeAlignment.objects.filter(competence=competence)
    count = aligned.values("challenge").distinct().count()
    if not count:
        return []
    text = ngettext("%(n)s épreuve alignée", "%(n)s épreuves alignées", count) % {"n": count}
    return [Use(text)]


def context_uses(context: Context) -> list[Use]:
    """The challenges that are set in ``context``, drafts included."""
    return _use(context.challenges.count(), f"contexts={context.pk}")


def _use(count: int, query: str) -> list[Use]:
    if not count:
        return []
    text = ngettext("%(n)s épreuve", "%(n)s épreuves", count) % {"n": count}
    listing = reverse(Challenge.snippet_viewset.get_url_name("list"))
    return [Use(text, f"{listing}?{query}")]


def _validated(skill: Skill) -> int:
    return _assessing(skill).filter(status=Status.VALIDATED).count()


def _assessing(skill: Skill) -> QuerySet[Challenge]:
    """The challenges of ``skill``, variants included."""
    return Challenge.objects.filter(Q(skill=skill) | Q(prototype__skill=skill))
