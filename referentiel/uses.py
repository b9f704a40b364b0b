"""Where an entity of the referential is used: what refuses its deletion, and says why.

Rooms above register a finder for the models that they refer to, in ``AppConfig.ready()``.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext, ngettext

from content.minting import current

from .guards import SkillChange, refusals
from .models import (
    Area,
    Competence,
    Context,
    Framework,
    LevelGroup,
    ProficiencyLevel,
    Skill,
    Theme,
    Topic,
)


@dataclass(frozen=True)
class Use:
    """A use of an entity: a French text such as «3 épreuves», and where to see it.

    ``inside`` says that it is in the same framework: an import that removes both may go on.
    ``is_past`` says that it is used no more and that others may still know it.
    """

    text: str
    url: str = ""
    inside: bool = False
    is_past: bool = False


#: Uses that a refusal names; the others are counted.
SHOWN = 5

Finder = Callable[[Any], list[Use]]
_finders: dict[type[models.Model], list[Finder]] = {}


def register_uses(model: type[models.Model], finder: Finder) -> None:
    """Ask ``finder`` before an instance of ``model`` is deleted."""
    finders = _finders.setdefault(model, [])
    if finder not in finders:
        finders.append(finder)


def uses_of(entity: models.Model) -> list[Use]:
    """Every known use of ``entity``."""
    return [use for finder in _finders.get(type(entity), []) for use in finder(entity)]


def deletion_refusal(entity: Any) -> str | None:
    """The sentence that refuses to delete ``entity``, with where it is used; None when it may go."""
    uses = uses_of(entity)
    if not uses:
        against = refusals(entity, SkillChange.DELETED) if isinstance(entity, Skill) else []
        return " ".join(against) or None
    used = ", ".join(use.text for use in uses[:SHOWN])
    if more := len(uses) - SHOWN if len(uses) > SHOWN else 0:
        used += ", " + ngettext("et %(n)s autre usage", "et %(n)s autres usages", more) % {
            "n": more
        }
    return gettext("« %(entity)s » est utilisé : %(uses)s. Rien n'a été effacé.") % {
        "entity": entity,
        "uses": used,
    }


def _framework(framework: Framework) -> list[Use]:
    uses = []
    if current("framework", framework.code) is not None:
        return [Use(gettext("il a été publié (passez-le plutôt à l'état « remplacé »)"))]
    newer = list(framework.superseded_by.values_list("code", flat=True))
    if newer:
        uses.append(Use(gettext("%(codes)s le remplace") % {"codes": ", ".join(newer)}))
    sets = framework.incoming_alignment_sets.select_related("source")
    uses += [
        Use(gettext("l'alignement de %(code)s") % {"code": alignments.source.code})
        for alignments in sets
    ]
    skills = Skill.objects.filter(topic__theme__competence__framework=framework)
    for skill in skills.select_related("topic")[:1000]:
        for use in uses_of(skill):
            uses.append(Use(f"{skill.name} : {use.text}", use.url))
    return uses


def _children(relation: str, one: str, many: str) -> Finder:
    def find(entity: Any) -> list[Use]:
        count = getattr(entity, relation).count()
        text = f"{count} {one if count == 1 else many}"
        return [Use(text, inside=True)] if count else []

    return find


def _competence(competence: Competence) -> list[Use]:
    return [
        *_alignments(competence.alignments, "target", inside=True),
        *_alignments(competence.incoming_alignments, "source", inside=False),
    ]


def _alignments(rows: Any, other: str, inside: bool) -> list[Use]:
    """How many alignments there are, and with which competences."""
    ends = list(rows.values_list(f"{other}__framework__code", f"{other}__code").order_by("pk"))
    if not ends:
        return []
    named = ", ".join(f"{framework} {code}" for framework, code in ends[:SHOWN])
    more = ", …" if len(ends) > SHOWN else ""
    text = ngettext("%(n)s alignement (%(with)s)", "%(n)s alignements (%(with)s)", len(ends)) % {
        "n": len(ends),
        "with": named + more,
    }
    return [Use(text, inside=inside)]


def _level(level: ProficiencyLevel) -> list[Use]:
    count = Skill.objects.filter(
        topic__theme__competence__framework=level.framework_id, level=level.level
    ).count()
    text = ngettext("%(n)s acquis", "%(n)s acquis", count) % {"n": count}
    return [Use(text, inside=True)] if count else []


def _skill(skill: Skill) -> list[Use]:
    if current("skill", skill.public_id) is None:
        return []
    return [Use(gettext("il a été actif : un acquis s'archive, il ne s'efface plus"), is_past=True)]


def _context(context: Context) -> list[Use]:
    aliases = list(context.aliases.values_list("code", flat=True))
    if aliases:
        return [Use(gettext("%(codes)s y est fusionné") % {"codes": ", ".join(aliases)})]
    if context.merged_into_id:
        return [Use(gettext("il est un alias de %(other)s") % {"other": context.merged_into})]
    return []


register_uses(Framework, _framework)
register_uses(LevelGroup, _children("levels", "niveau", "niveaux"))
register_uses(ProficiencyLevel, _level)
register_uses(Area, _children("competences", "compétence", "compétences"))
register_uses(Competence, _children("themes", "thématique", "thématiques"))
register_uses(Competence, _competence)
register_uses(Theme, _children("topics", "sujet", "sujets"))
register_uses(Topic, _children("skills", "acquis", "acquis"))
register_uses(Skill, _skill)
register_uses(Context, _children("children", "contexte plus précis", "contextes plus précis"))
register_uses(Context, _context)
