"""From the referential's rows to documents, and what is minted of them.

``framework/1``, ``skill/1``, ``alignment/1``, ``context/1`` and, for the public page,
``competence/1``. A framework, a set of alignments and the contexts count their changes: their
version is the pointer's, and one more when something differs.
"""

from collections.abc import Iterator
from typing import Any

from content.minting import Document, Live, counted, current
from localisation.languages import labels
from tutorials.references import reference_documents

from .enums import FrameworkStatus, SkillStatus
from .models import Alignment, AlignmentSet, Area, Competence, Context, Framework, Skill, Theme
from .queries import named_skills, with_tutorials

#: Frameworks that documents and releases may name: every one that is not a draft.
MINTED_FRAMEWORKS = (
    FrameworkStatus.PROVISIONAL,
    FrameworkStatus.ADOPTED,
    FrameworkStatus.SUPERSEDED,
)
#: The id of the one vocabulary of contexts, and its status: it has no other.
CONTEXTS_ID = "contexts"
PUBLISHED = "published"


def framework_document(framework: Framework, version: int = 1) -> Document:
    """The framework/1 document: scale, areas, competences, themes and topics, in order."""
    areas = framework.areas.rewrite(False).prefetch_related("competences__themes__topics")
    return {
        "schema": "framework/1",
        "id": framework.code,
        "identifier": str(framework.identifier),
        "version": version,
        "edition": framework.edition,
        "title": labels(framework, "title"),
        "publisher": framework.publisher,
        "source": framework.source,
        "licence": framework.licence,
        "supersedes": _superseded(framework),
        "scale": scale(framework),
        "areas": [_area(area) for area in areas],
    }


def _superseded(framework: Framework) -> str | None:
    """The code of what ``framework`` replaces; a draft is nobody's but its authors'."""
    older = framework.supersedes
    return older.code if older and older.status != FrameworkStatus.DRAFT else None


def skill_document(skill: Skill) -> Document:
    """The skill/1 document."""
    competence = skill.competence
    return {
        "schema": "skill/1",
        "id": skill.public_id,
        "identifier": str(skill.identifier),
        "version": skill.version,
        "name": skill.name,
        "framework": competence.framework.code,
        "competence": competence.public_id,
        "topic": skill.topic.public_id,
        "level": skill.level,
        "hint": labels(skill, "hint"),
        "tutorials": reference_documents(skill.tutorials.all()),
    }


def alignment_document(alignments: AlignmentSet, version: int = 1) -> Document:
    """The alignment/1 document of a set: every alignment with its status, proposed included."""
    found = [
        {
            "identifier": str(row["identifier"]),
            "source": row["source__public_id"],
            "target": row["target__public_id"],
            "relation": row["relation"],
            "status": row["status"],
            "note": row["note"] or None,
        }
        for row in alignments.alignments.values(
            "identifier", "source__public_id", "target__public_id", "relation", "status", "note"
        )
    ]
    return {
        "schema": "alignment/1",
        "id": alignments.public_id,
        "version": version,
        "source": alignments.source.code,
        "target": alignments.target.code,
        "alignments": sorted(found, key=lambda item: (item["source"], item["target"])),
    }


def contexts_document(version: int = 1) -> Document:
    """The context/1 document: the whole vocabulary. A merged context is an alias of the other."""
    aliases: dict[int | None, list[str]] = {}
    merged = Context.objects.exclude(merged_into=None).values_list("merged_into", "code")
    for target, code in merged.order_by("code"):
        aliases.setdefault(target, []).append(code)
    kept = Context.objects.filter(merged_into=None).select_related("parent").order_by("code")
    return {
        "schema": "context/1",
        "id": CONTEXTS_ID,
        "version": version,
        "contexts": [_context(context, aliases.get(context.pk, [])) for context in kept],
    }


def competence_document(competence: Competence) -> Document:
    """The competence/1 document that the public page links to."""
    framework = competence.framework
    pointer = current("framework", framework.code)
    area = competence.area
    outgoing = competence.alignments.select_related("target__framework")
    incoming = competence.incoming_alignments.select_related("source__framework")
    return {
        "schema": "competence/1",
        "framework": framework.code,
        "version": pointer.version if pointer else None,
        "area": {"id": area.public_id, "code": area.code, "title": labels(area, "title")},
        "competence": _competence(competence),
        "scale": scale(framework),
        "alignments": [
            *(_seen(row, row.target, "outgoing") for row in outgoing),
            *(_seen(row, row.source, "incoming") for row in incoming),
        ],
    }


def live_framework(framework: Framework) -> Live:
    """What is minted of ``framework``."""
    document = framework_document(framework)
    return counted(Live("framework", framework.code, framework.status, document))


def live_skill(skill: Skill) -> Live:
    """What is minted of ``skill``."""
    return Live(
        "skill", skill.public_id, skill.status, skill_document(skill), facets=skill_facets(skill)
    )


def skill_facets(skill: Skill) -> dict[str, Any]:
    """What lets a bank select a skill, and what else it then takes along: its tutorials."""
    references = reference_documents(skill.tutorials.all())
    return {
        **skill_place(skill),
        "tutorials": [[row["id"], row["version"]] for row in references],
    }


def skill_place(skill: Skill) -> dict[str, Any]:
    """What lets a bank select a skill, and challenges by it: framework, competence and level."""
    competence = skill.competence
    return {
        "framework": competence.framework.code,
        "competence": competence.code,
        "level": skill.level,
    }


def live_alignments(alignments: AlignmentSet) -> Live:
    """What is minted of a set of alignments."""
    facets = {"framework": alignments.source.code, "target": alignments.target.code}
    document = alignment_document(alignments)
    return counted(Live("alignment", alignments.public_id, PUBLISHED, document, facets=facets))


def live_contexts() -> Live:
    """What is minted of the contexts."""
    return counted(Live("context", CONTEXTS_ID, PUBLISHED, contexts_document()))


def all_frameworks() -> Iterator[Live]:
    """Every framework that has an object."""
    for framework in Framework.objects.filter(status__in=MINTED_FRAMEWORKS):
        yield live_framework(framework)


def all_skills() -> Iterator[Live]:
    """Every active skill."""
    for skill in with_tutorials(named_skills()).filter(status=SkillStatus.ACTIVE):
        yield live_skill(skill)


def all_withdrawn_skills() -> Iterator[tuple[str, dict[str, Any]]]:
    """Public id and facets of every skill that is not active: banks may still hold its challenges."""
    for skill in named_skills().exclude(status=SkillStatus.ACTIVE):
        yield skill.public_id, skill_facets(skill)


def all_alignments() -> Iterator[Live]:
    """Every set of alignments between frameworks that have objects."""
    for alignments in minted_sets():
        yield live_alignments(alignments)


def all_contexts() -> Iterator[Live]:
    """The vocabulary of contexts, once there is one."""
    if Context.objects.exists():
        yield live_contexts()


def minted_sets() -> Any:
    """Sets of alignments whose two frameworks have objects."""
    return AlignmentSet.objects.select_related("source", "target").filter(
        source__status__in=MINTED_FRAMEWORKS, target__status__in=MINTED_FRAMEWORKS
    )


def scale(framework: Framework) -> dict[str, Any]:
    """The levels of ``framework`` and what scoring takes from them."""
    return {
        "points_per_level": framework.points_per_level,
        "groups": [
            {"code": group.code, "title": labels(group, "title")}
            for group in framework.level_groups.all()
        ],
        "levels": [
            {
                "level": level.level,
                "group": level.group.code if level.group else None,
                "title": labels(level, "title"),
                "descriptor": labels(level, "descriptor"),
            }
            for level in framework.levels.select_related("group").order_by("level")
        ],
    }


def _area(area: Area) -> dict[str, Any]:
    return {
        "id": area.public_id,
        "identifier": str(area.identifier),
        "code": area.code,
        "title": labels(area, "title"),
        "unverified": sorted(area.unverified),
        "colour": area.colour or None,
        "competences": [_competence(competence) for competence in area.competences.all()],
    }


def _competence(competence: Competence) -> dict[str, Any]:
    return {
        "id": competence.public_id,
        "identifier": str(competence.identifier),
        "code": competence.code,
        "title": labels(competence, "title"),
        "description": labels(competence, "description"),
        "unverified": sorted(competence.unverified),
        "external": competence.external,
        "education_levels": competence.education_levels,
        "themes": [_theme(theme) for theme in competence.themes.all()],
    }


def _theme(theme: Theme) -> dict[str, Any]:
    return {
        "id": theme.public_id,
        "identifier": str(theme.identifier),
        "title": labels(theme, "title"),
        "topics": [
            {
                "id": topic.public_id,
                "identifier": str(topic.identifier),
                "name": topic.name,
                "title": labels(topic, "title"),
                "description": labels(topic, "description"),
            }
            for topic in theme.topics.all()
        ],
    }


def _seen(row: Alignment, other: Competence, direction: str) -> dict[str, Any]:
    return {
        "direction": direction,
        "framework": other.framework.code,
        "competence": other.public_id,
        "code": other.code,
        "relation": row.relation,
        "status": row.status,
    }


def _context(context: Context, aliases: list[str]) -> dict[str, Any]:
    return {
        "code": context.code,
        "aliases": aliases,
        "title": labels(context, "title"),
        "description": labels(context, "description"),
        "scope": context.scope,
        "parent": context.parent.code if context.parent else None,
        "audiences": sorted(context.audiences),
    }
