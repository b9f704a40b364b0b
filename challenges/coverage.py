"""How well a framework is covered: challenges counted by competence and level. Reads, renders nothing."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from django.conf import settings
from django.db.models import Count, F, Q, QuerySet

from content.enums import Status
from content.review.queue import IN_PROGRESS, things_in
from referentiel.enums import SkillStatus
from referentiel.models import Area, Competence, Framework, ProficiencyLevel, Skill

from .models import Challenge
from .queries import assessing, with_family


class Cover(StrEnum):
    """How well a cell is covered; codes are used as CSS classes."""

    #: The framework has no skill there: nothing can be written yet.
    NO_SKILL = "no-skill"
    #: Nothing validated, nothing proposed.
    EMPTY = "empty"
    #: Fewer validated prototypes than ``settings.CHALLENGES_WANTED_PER_CELL``.
    THIN = "thin"
    ENOUGH = "enough"


@dataclass
class Counts:
    """Prototypes by state, and variants apart (validated or proposed).

    ``in_review`` are those of all these (prototypes and variants, proposed or validated with a draft
    beside) whose draft waits for a decision; they are counted once more where they stand.
    """

    validated: int = 0
    proposed: int = 0
    variants: int = 0
    in_review: int = 0

    def add(self, other: "Counts") -> None:
        """Count ``other`` as well."""
        self.validated += other.validated
        self.proposed += other.proposed
        self.variants += other.variants
        self.in_review += other.in_review


@dataclass
class Cell:
    """A competence at a level."""

    competence: Competence
    level: ProficiencyLevel
    counts: Counts = field(default_factory=Counts)
    #: Skills that challenges can be written for.
    skills: int = 0

    @property
    def cover(self) -> Cover:
        """How well it is covered."""
        counts = self.counts
        if counts.validated >= settings.CHALLENGES_WANTED_PER_CELL:
            return Cover.ENOUGH
        if counts.validated or counts.proposed:
            return Cover.THIN
        return Cover.EMPTY if self.skills else Cover.NO_SKILL


@dataclass
class Row:
    """A competence with one cell per level and its total."""

    competence: Competence
    cells: list[Cell]
    total: Counts


@dataclass
class AreaRows:
    """The competences of an area."""

    area: Area
    rows: list[Row]


@dataclass
class LevelGroupHead:
    """Neighbouring levels of one group, as a head over their columns; a group may be None."""

    title: str
    span: int


@dataclass
class CoverageMap:
    """A framework's competences × levels."""

    framework: Framework
    levels: list[ProficiencyLevel]
    heads: list[LevelGroupHead]
    areas: list[AreaRows]
    #: One per level, in their order.
    totals: list[Counts]
    total: Counts
    #: Cells by how well they are covered.
    covers: dict[Cover, int]
    #: Challenges that are on no map, because nobody said yet which skill they assess.
    without_skill: int


def coverage(framework: Framework, challenges: QuerySet[Challenge]) -> CoverageMap:
    """The map of ``framework`` over ``challenges``, in four queries whatever their number."""
    levels = list(framework.levels.select_related("group").order_by("level"))
    skills = _skills(framework)
    counts, without_skill = _counted(skills, challenges)
    open_skills = _open_by_place(skills)
    totals = {level.level: Counts() for level in levels}
    whole = Counts()
    covers = dict.fromkeys(Cover, 0)
    areas: dict[int, AreaRows] = {}
    for competence in framework.competences.select_related("area").order_by(
        "area__sort_order", "area_id", "sort_order", "pk"
    ):
        row = Row(competence, [], Counts())
        for level in levels:
            place = (competence.pk, level.level)
            cell = Cell(competence, level, counts.get(place, Counts()), open_skills.get(place, 0))
            row.cells.append(cell)
            row.total.add(cell.counts)
            totals[level.level].add(cell.counts)
            covers[cell.cover] += 1
        whole.add(row.total)
        areas.setdefault(competence.area_id, AreaRows(competence.area, [])).rows.append(row)
    return CoverageMap(
        framework,
        levels,
        list(_heads(levels)),
        list(areas.values()),
        list(totals.values()),
        whole,
        covers,
        without_skill,
    )


def standing(challenges: QuerySet[Challenge]) -> QuerySet[Challenge]:
    """Those that count: validated or proposed."""
    return challenges.filter(status__in=(Status.VALIDATED, Status.PROPOSED))


def cell_challenges(
    challenges: QuerySet[Challenge], competence: Competence, level: int
) -> QuerySet[Challenge]:
    """Those of one cell, as it counts them: validated first, then prototypes before variants."""
    found = standing(assessing(challenges, competence=competence, level=level))
    family = (F("prototype").asc(nulls_first=True), F("variant").asc(nulls_first=True))
    return found.order_by("-status", *family, "-pk")


def cell_skills(competence: Competence, level: int) -> QuerySet[Skill]:
    """The skills of a cell that challenges can be written for."""
    skills = Skill.objects.filter(topic__theme__competence=competence, level=level)
    return skills.exclude(status__in=_CLOSED).select_related("topic__theme__competence")


#: A competence's key and a level.
Place = tuple[int, int]
_CLOSED = {SkillStatus.ARCHIVED.value, SkillStatus.OBSOLETE.value}


def _skills(framework: Framework) -> dict[int, tuple[Place, bool]]:
    """The place of every skill, and whether challenges can be written for it."""
    rows = (
        Skill.objects.filter(topic__theme__competence__framework=framework)
        .order_by()
        .values_list("pk", "topic__theme__competence", "level", "status")
    )
    return {pk: ((place, level), status not in _CLOSED) for pk, place, level, status in rows}


def _open_by_place(skills: dict[int, tuple[Place, bool]]) -> Counter[Place]:
    return Counter(place for place, is_open in skills.values() if is_open)


def _counted(
    skills: dict[int, tuple[Place, bool]], challenges: QuerySet[Challenge]
) -> tuple[dict[Place, Counts], int]:
    """Counts by place, and how many prototypes have no skill."""
    counts: dict[Place, Counts] = {}
    without = 0
    prototype = Q(prototype=None)
    grouped = (
        with_family(standing(challenges), "skill")
        .order_by()
        .values("family_skill")
        .annotate(
            n_validated=Count("pk", filter=prototype & Q(status=Status.VALIDATED)),
            n_proposed=Count("pk", filter=prototype & Q(status=Status.PROPOSED)),
            n_variants=Count("pk", filter=~prototype),
            n_in_review=Count("pk", filter=Q(pk__in=things_in(Challenge, IN_PROGRESS))),
        )
    )
    for row in grouped:
        if row["family_skill"] is None:
            without = row["n_validated"] + row["n_proposed"]
        elif row["family_skill"] in skills:
            place, _ = skills[row["family_skill"]]
            counts.setdefault(place, Counts()).add(
                Counts(row["n_validated"], row["n_proposed"], row["n_variants"], row["n_in_review"])
            )
    return counts, without


def _heads(levels: Iterable[ProficiencyLevel]) -> Iterable[LevelGroupHead]:
    """Neighbouring levels of the same group under one head; none when no level has a group."""
    found: list[tuple[int | None, LevelGroupHead]] = []
    for level in levels:
        if found and found[-1][0] == level.group_id:
            found[-1][1].span += 1
        else:
            title = level.group.any_title if level.group else ""
            found.append((level.group_id, LevelGroupHead(title or "", 1)))
    return [head for _, head in found] if any(key for key, _ in found) else []
