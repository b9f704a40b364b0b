"""From the referential's rows to a framework-package/1: what every exchange form is made from."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

from django.db.models import F, QuerySet

from content.minting import Document
from localisation.languages import labels

from .enums import SkillStatus
from .models import (
    Alignment,
    Area,
    Competence,
    Framework,
    Skill,
    Theme,
    Topic,
)
from .rules import PARENTS

Item = dict[str, Any]


def package_document(framework: Framework, public: bool = False) -> Document:
    """The whole of ``framework`` in a fixed number of queries: header, items, alignments.

    ``public`` leaves out skills in construction, which are nobody's but their authors'.
    """
    return {
        **header(framework),
        "items": list(items(framework, public)),
        "alignments": [
            *(alignment_item(row) for row in _narrow(alignments_of(framework))),
            *framework.extra.get("unresolved", []),
        ],
    }


def header(framework: Framework) -> Document:
    """The package without items and alignments."""
    return {
        "schema": "framework-package/1",
        "code": framework.code,
        "identifier": str(framework.identifier),
        "edition": framework.edition,
        "status": framework.status,
        "title": labels(framework, "title"),
        "publisher": framework.publisher,
        "source": framework.source,
        "licence": framework.licence,
        "supersedes": framework.supersedes.code if framework.supersedes else None,
        "points_per_level": framework.points_per_level,
        "changed": time_text(framework.changed_at),
        "groups": [
            {
                "code": group.code,
                "identifier": str(group.identifier),
                "title": labels(group, "title"),
            }
            for group in framework.level_groups.all()
        ],
        "levels": [
            {
                "level": level.level,
                "identifier": str(level.identifier),
                "group": level.group.code if level.group else None,
                "title": labels(level, "title"),
                "descriptor": labels(level, "descriptor"),
            }
            for level in framework.levels.select_related("group").order_by("level")
        ],
        "items": [],
        "alignments": [],
        "extra": {key: value for key, value in framework.extra.items() if key != "unresolved"},
    }


def items(framework: Framework, public: bool = False) -> Iterator[Item]:
    """Every item, parents before children, siblings in their order."""
    for kind, rows in zip(PARENTS, item_rows(framework, public), strict=True):
        if parent := PARENTS[kind]:
            # The parent's id alone: making the parent of every row would double the time.
            rows = rows.select_related(None).annotate(parent_key=F(f"{parent}__public_id"))
        for row in rows:
            yield item_document(row)


def item_rows(framework: Framework, public: bool = False) -> Iterable[QuerySet[Any]]:
    """One query per type of item, ordered as people see them."""
    yield Area.objects.filter(framework=framework).order_by("sort_order", "pk")
    yield (
        Competence.objects.filter(framework=framework)
        .select_related("area")
        .order_by("area__sort_order", "area_id", "sort_order", "pk")
    )
    yield (
        Theme.objects.filter(competence__framework=framework)
        .select_related("competence")
        .order_by("competence_id", "sort_order", "pk")
    )
    yield (
        Topic.objects.filter(theme__competence__framework=framework)
        .select_related("theme")
        .order_by("theme_id", "sort_order", "pk")
    )
    skills = Skill.objects.filter(topic__theme__competence__framework=framework)
    if public:
        skills = skills.exclude(status=SkillStatus.IN_CONSTRUCTION)
    yield skills.select_related("topic").order_by("topic_id", "level", "version")


def item_document(row: Any) -> Item:
    """One item of a package. Its key is its public id."""
    item: Item = {
        "type": type(row).__name__.lower(),
        "key": row.public_id,
        "parent": None,
        "id": row.public_id,
        "identifier": str(row.identifier),
        "link": str(row.link) if row.link else None,
        "changed": time_text(row.changed_at),
        "extra": row.extra,
    }
    match row:
        case Area():
            item |= {
                "code": row.code,
                "title": labels(row, "title"),
                "unverified": sorted(row.unverified),
                "colour": row.colour or None,
            }
        case Competence():
            item |= {
                "parent": _parent(row),
                "code": row.code,
                "title": labels(row, "title"),
                "description": labels(row, "description"),
                "unverified": sorted(row.unverified),
                "external": row.external,
                "education_levels": row.education_levels,
            }
        case Theme():
            item |= {"parent": _parent(row), "title": labels(row, "title")}
        case Topic():
            item |= {
                "parent": _parent(row),
                "name": row.name,
                "title": labels(row, "title"),
                "description": labels(row, "description"),
            }
        case Skill():
            item |= {
                "parent": _parent(row),
                "level": row.level,
                "version": row.version,
                "status": row.status,
                "hint": labels(row, "hint"),
            }
    return item


def _parent(row: Any) -> str:
    """The key of the row's parent, read with the row or from the parent."""
    key: str | None = getattr(row, "parent_key", None)
    return key or getattr(row, str(PARENTS[type(row).__name__.lower()])).public_id


def alignments_of(framework: Framework) -> QuerySet[Alignment]:
    """The alignments from ``framework`` to others, in order."""
    return (
        Alignment.objects.filter(source__framework=framework)
        .select_related("source__framework", "target__framework")
        .order_by("target__framework__code", "source__area__sort_order", "source__sort_order", "pk")
    )


def alignment_item(row: Alignment) -> Item:
    """One alignment of a package."""
    wide = {} if hasattr(row, "source_key") else _ends(row)
    read = wide or vars(row)
    return {
        "identifier": str(row.identifier),
        "source": read["source_key"],
        "framework": read["target_framework"],
        "target": read["target_code"],
        "target_identifier": str(read["target_uuid"]),
        "relation": row.relation,
        "status": row.status,
        "note": row.note or None,
        "changed": time_text(row.changed_at),
        "extra": row.extra,
    }


#: What an alignment's document says of its two ends, as columns.
_ENDS = {
    "source_key": "source__public_id",
    "target_framework": "target__framework__code",
    "target_code": "target__code",
    "target_uuid": "target__identifier",
}


def _narrow(rows: QuerySet[Alignment]) -> QuerySet[Alignment]:
    """``rows`` with what documents say of their ends, without making the ends."""
    return rows.select_related(None).annotate(**{name: F(path) for name, path in _ENDS.items()})


def _ends(row: Alignment) -> dict[str, Any]:
    return {
        "source_key": row.source.public_id,
        "target_framework": row.target.framework.code,
        "target_code": row.target.code,
        "target_uuid": row.target.identifier,
    }


def time_text(moment: datetime) -> str:
    """A time as documents have it, in UTC, to the second."""
    return moment.astimezone(UTC).replace(microsecond=0, tzinfo=None).isoformat() + "Z"


def parse_time(text: str | None) -> datetime | None:
    """A document's time; None without one, and for a day that no calendar has."""
    try:
        return datetime.fromisoformat(text.replace("Z", "+00:00")) if text else None
    except ValueError:
        return None
