"""What the public pages say of frameworks and competences, in few queries. Drafts are nobody's."""

from dataclasses import dataclass

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils.translation import gettext

from content.models import ObjectPointer

from .documents import MINTED_FRAMEWORKS
from .enums import REPORTING_RELATIONS, AlignmentStatus, FrameworkStatus, SkillStatus
from .models import (
    Alignment,
    AlignmentSet,
    Competence,
    Framework,
    ProficiencyLevel,
    Skill,
    Theme,
    Topic,
)

#: What the public may see: a draft is nobody's but its authors'.
PUBLIC = MINTED_FRAMEWORKS
#: A title up to this length names a framework inside a sentence; a longer one leaves that to its code.
SHORT = 20


@dataclass(frozen=True)
class AlignedFramework:
    """Another framework, and how many alignments there are with it, both ways."""

    framework: Framework
    proposed: int
    confirmed: int


@dataclass(frozen=True)
class SeenAlignment:
    """An alignment as one of its competences shows it; ``effect`` is "" without any."""

    row: Alignment
    other: Competence
    outgoing: bool
    effect: str


def public_frameworks() -> QuerySet[Framework]:
    """Public frameworks; what each replaces and is replaced by names public ones only."""
    others = Framework.objects.filter(status__in=PUBLIC)
    return others.prefetch_related(
        Prefetch("supersedes", others), Prefetch("superseded_by", others)
    )


def short_name(framework: Framework) -> str:
    """What ``framework`` is called inside a sentence: CRCN, DigComp 3.0."""
    title: str = framework.title or ""
    return title if 0 < len(title) <= SHORT else framework.code.upper()


def version(framework: Framework) -> int | None:
    """The version of the framework's object, None when it was never minted."""
    pointers = ObjectPointer.objects.filter(kind="framework", public_id=framework.code)
    return pointers.values_list("version", flat=True).first()


def levels(framework: Framework) -> list[ProficiencyLevel]:
    """The scale, lowest level first, with its groups."""
    return list(framework.levels.select_related("group").order_by("level"))


def aligned_with(framework: Framework) -> list[AlignedFramework]:
    """The public frameworks that ``framework`` is aligned with, whoever says so."""
    sets = (
        AlignmentSet.objects.filter(
            Q(source=framework, target__status__in=PUBLIC)
            | Q(target=framework, source__status__in=PUBLIC)
        )
        .select_related("source", "target")
        .annotate(
            proposed=Count("alignments", Q(alignments__status=AlignmentStatus.PROPOSED)),
            confirmed=Count("alignments", Q(alignments__status=AlignmentStatus.CONFIRMED)),
        )
    )
    found: dict[str, AlignedFramework] = {}
    for row in sets:
        other = row.target if row.source_id == framework.pk else row.source
        before = found.get(other.code, AlignedFramework(other, 0, 0))
        found[other.code] = AlignedFramework(
            other, before.proposed + row.proposed, before.confirmed + row.confirmed
        )
    return [found[code] for code in sorted(found) if found[code].proposed or found[code].confirmed]


def themes(competence: Competence) -> list[tuple[Theme, list[tuple[Topic, list[int]]]]]:
    """Themes with their topics, each with the levels that have an active skill."""
    active: dict[int, list[int]] = {}
    skills = Skill.objects.filter(topic__theme__competence=competence, status=SkillStatus.ACTIVE)
    for topic_id, level in skills.values_list("topic_id", "level").order_by("level"):
        active.setdefault(topic_id, []).append(level)
    return [
        (theme, [(topic, active.get(topic.pk, [])) for topic in theme.topics.all()])
        for theme in competence.themes.prefetch_related("topics")
    ]


def alignments(competence: Competence) -> list[SeenAlignment]:
    """The alignments of ``competence`` with public frameworks, both ways, those in force first."""
    rows = Alignment.objects.filter(
        Q(source=competence, target__framework__status__in=PUBLIC)
        | Q(target=competence, source__framework__status__in=PUBLIC)
    ).select_related("source__framework", "source__area", "target__framework", "target__area")
    seen = [_seen(row, competence) for row in rows]
    return sorted(seen, key=_rank)


def _seen(row: Alignment, competence: Competence) -> SeenAlignment:
    outgoing = row.source_id == competence.pk
    return SeenAlignment(row, row.target if outgoing else row.source, outgoing, effect(row))


def _rank(seen: SeenAlignment) -> tuple[bool, str, int, int, int]:
    other = seen.other
    gone = other.framework.status == FrameworkStatus.SUPERSEDED
    return gone, other.framework.code, other.area.sort_order, other.sort_order, seen.row.pk


def effect(row: Alignment) -> str:
    """What an alignment brings about, in a sentence; "" when results are not reported under it."""
    if row.relation not in REPORTING_RELATIONS:
        return ""
    names = {
        "source": f"{short_name(row.source.framework)} {row.source.code}",
        "target": f"{short_name(row.target.framework)} {row.target.code}",
    }
    if row.status == AlignmentStatus.CONFIRMED:
        return gettext("Les épreuves de %(source)s sont rapportées sous %(target)s.") % names
    return (
        gettext(
            "Les épreuves de %(source)s seraient rapportées sous %(target)s, "
            "si l'alignement est confirmé."
        )
        % names
    )


def neighbours(competence: Competence) -> tuple[Competence | None, Competence | None]:
    """The competences before and after ``competence`` in its framework."""
    order = list(
        Competence.objects.filter(framework=competence.framework_id)
        .order_by("area__sort_order", "area_id", "sort_order", "pk")
        .values_list("pk", flat=True)
    )
    place = order.index(competence.pk)
    around = [*order[max(place - 1, 0) : place], *order[place + 1 : place + 2]]
    found = Competence.objects.in_bulk(around)
    before = found.get(order[place - 1]) if place else None
    return before, found.get(order[place + 1]) if place + 1 < len(order) else None
