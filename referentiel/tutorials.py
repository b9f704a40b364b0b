"""The tutorials of a skill: replaced as a whole, in one transaction, and told to who pulls banks."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tutorials.enums import Use
from tutorials.models import Tutorial
from tutorials.references import reference_problems
from tutorials.uses import TutorialUse

from .actions import hold, record, remint_skills
from .enums import SkillStatus
from .models import Skill, SkillTutorial
from .queries import named_skills


@dataclass(frozen=True)
class Reference:
    """A tutorial by its primary key, what for, and the pinned version (None: the latest)."""

    tutorial: int
    use: str = Use.SUCCEED
    version: int | None = None


@transaction.atomic
def set_tutorials(skill: Skill, references: Sequence[Reference], user: Any = None) -> bool:
    """Make ``references`` the tutorials of ``skill``, in that order; answers whether that changes it.

    Raises ``ValidationError`` with a sentence per reference that cannot be served, and for an
    obsolete skill; nothing has changed then.
    """
    hold(skill)
    row = named_skills().get(pk=skill.pk)
    if row.status == SkillStatus.OBSOLETE:
        raise ValidationError(_("%(name)s est périmé : il ne change plus.") % {"name": row.name})
    tutorials = Tutorial.objects.in_bulk([reference.tutorial for reference in references])
    if missing := [ref.tutorial for ref in references if ref.tutorial not in tutorials]:
        raise ValidationError(
            ngettext(
                "%(n)s tutoriel n'existe plus : choisissez-en un autre.",
                "%(n)s tutoriels n'existent plus : choisissez-en d'autres.",
                len(missing),
            )
            % {"n": len(missing)}
        )
    wanted = [
        SkillTutorial(
            skill=row,
            tutorial=tutorials[reference.tutorial],
            use=Use(reference.use).value,
            version=reference.version,
            sort_order=order,
        )
        for order, reference in enumerate(references)
    ]
    if why := [sentence for _row, _field, sentence in reference_problems(wanted)]:
        raise ValidationError(why)
    before = list(row.tutorials.select_related("tutorial"))
    if _said(before) == _said(wanted):
        return False
    row.tutorials.all().delete()
    SkillTutorial.objects.bulk_create(wanted)
    names = {"from": _names(before), "to": _names(wanted)}
    record(row, "referentiel.tutorials", user, names)
    remint_skills(Skill.objects.filter(pk=row.pk))
    return True


def skill_uses(tutorial: Tutorial) -> list[TutorialUse]:
    """The skills that refer to ``tutorial``, whatever their state."""
    rows = SkillTutorial.objects.filter(tutorial=tutorial)
    skills = named_skills().in_bulk(rows.values_list("skill", flat=True))
    return [
        TutorialUse(
            skills[row.skill_id].name,
            reverse("referential:skill", args=[row.skill_id]),
            row.get_use_display(),
            row.version,
        )
        for row in rows.order_by("skill", "sort_order")
    ]


def _said(rows: Iterable[SkillTutorial]) -> list[tuple[int, str, int | None]]:
    return [(row.tutorial_id, row.use, row.version) for row in rows]


def _names(rows: Iterable[SkillTutorial]) -> str:
    return ", ".join(str(row) for row in rows) or "–"
