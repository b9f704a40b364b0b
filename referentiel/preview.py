"""A plan in words: what an import would add, change and remove, for a page and for a terminal."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from formats.reading import Reading

from .enums import SkillStatus
from .models import Alignment, Area, Competence, Skill, Theme, Topic
from .plans import Draft, Plan

#: Rows of each kind that a preview names; the others are counted.
SHOWN = 40


@dataclass(frozen=True)
class Line:
    """One entity of a plan: what it is, and for a change its fields with before and after."""

    kind: str
    name: str
    changes: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True)
class Section:
    """Entities that are added, changed or removed: the first ones, and how many there are."""

    code: str
    title: str
    lines: list[Line]
    total: int

    @property
    def more(self) -> int:
        """How many are counted and not named."""
        return self.total - len(self.lines)


def sections(plan: Plan, shown: int = SHOWN) -> list[Section]:
    """Added, changed and removed, each with its first ``shown`` rows."""
    found = []
    for code, title, rows in (
        ("added", _("Ajouts"), [(draft.entity, draft) for draft in plan.added]),
        ("changed", _("Modifications"), [(draft.entity, draft) for draft in plan.changed]),
        ("removed", _("Retraits"), [(entity, None) for entity in plan.gone]),
    ):
        lines = [_line(entity, draft) for entity, draft in rows[:shown]]
        found.append(Section(code, title, lines, len(rows)))
    steps = [
        Line(
            _("acquis"),
            skill.name,
            (
                (
                    "status",
                    skill.get_status_display(),
                    str(SkillStatus(to).label),
                ),
            ),
        )
        for skill, to in plan.statuses[:shown]
    ]
    if steps:
        found.append(Section("status", _("Changements d'état"), steps, len(plan.statuses)))
    return found


def summary(plan: Plan, reading: Reading, shown: int = 20) -> Iterator[str]:
    """The plan as lines of text."""
    framework = plan.framework.entity
    if plan.is_empty:
        yield _("« %(code)s » est déjà tel que le fichier le décrit : rien à faire.") % {
            "code": framework.code
        }
    elif plan.framework.is_new:
        yield _("Nouveau référentiel « %(code)s ».") % {"code": framework.code}
    for section in sections(plan, shown):
        if not section.total:
            continue
        yield f"{section.title} : {section.total}"
        for line in section.lines:
            yield f"  {line.kind} {line.name}"
            for name, before, after in line.changes:
                yield f"    {name} : {before} → {after}"
        if section.more:
            yield "  " + ngettext("… et %(n)s autre", "… et %(n)s autres", section.more) % {
                "n": section.more
            }
    if plan.status:
        yield _("État du référentiel : %(from)s → %(to)s") % {
            "from": framework.status,
            "to": plan.status,
        }
    yield from remarks(plan, reading)


def remarks(plan: Plan, reading: Reading) -> list[str]:
    """What the import brings about, and what the file says and Atelier cannot hold, or not yet."""
    found = [*plan.effects, *(str(remark) for remark in reading.kept)]
    if plan.unresolved:
        found.append(
            ngettext(
                "%(n)s alignement attend : sa compétence visée n'est d'aucun référentiel connu.",
                "%(n)s alignements attendent : leurs compétences visées ne sont d'aucun référentiel connu.",
                len(plan.unresolved),
            )
            % {"n": len(plan.unresolved)}
        )
    return found


def _line(entity: Any, draft: Draft | None) -> Line:
    changes = []
    for column, (before, after) in sorted((draft.changes if draft else {}).items()):
        if column != "extra":
            changes.append((_column_name(entity, column), _short(before), _short(after)))
    return Line(str(entity._meta.verbose_name), _name(entity), tuple(changes))


def _name(entity: Any) -> str:
    match entity:
        case Area() | Competence():
            return f"{entity.code} {entity.any_title}".strip()
        case Theme():
            return entity.any_title or entity.public_id
        case Topic():
            return f"@{entity.name}"
        case Skill():
            return f"@{entity.topic.name}{entity.level}"
        case Alignment():
            return f"{entity.source.code} → {entity.target.framework.code} {entity.target.code}"
    return str(entity)


def _column_name(entity: Any, column: str) -> str:
    return str(entity._meta.get_field(column).verbose_name) if column else column


def _short(value: Any, most: int = 120) -> str:
    if value is None or value == "":
        return "—"
    if isinstance(value, list):
        value = ", ".join(str(item) for item in value) or "—"
    text = str(value)
    return text if len(text) <= most else text[: most - 1] + "…"
