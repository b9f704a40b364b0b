"""From the referential's rows to documents (framework/1, skill/1) and what is minted of them."""

from collections.abc import Iterator
from typing import Any

from content.minting import Document, Live
from localisation.languages import labels

from .enums import FrameworkStatus, SkillStatus
from .models import Area, Competence, Framework, Skill, Theme
from .queries import named_skills

#: Frameworks that documents and releases may name.
MINTED_FRAMEWORKS = (FrameworkStatus.PROVISIONAL, FrameworkStatus.ADOPTED)


def framework_document(framework: Framework) -> Document:
    """The framework/1 document: scale, areas, competences, themes and topics, in order."""
    areas = framework.areas.rewrite(False).prefetch_related("competences__themes__topics")
    return {
        "schema": "framework/1",
        "id": framework.code,
        "version": framework.version,
        "title": labels(framework, "title"),
        "publisher": framework.publisher,
        "source": framework.source,
        "licence": framework.licence,
        "supersedes": framework.supersedes.code if framework.supersedes else None,
        "scale": _scale(framework),
        "areas": [_area(area) for area in areas],
    }


def skill_document(skill: Skill) -> Document:
    """The skill/1 document."""
    competence = skill.competence
    return {
        "schema": "skill/1",
        "id": skill.public_id,
        "version": skill.version,
        "name": skill.name,
        "framework": competence.framework.code,
        "competence": competence.public_id,
        "topic": skill.topic.public_id,
        "level": skill.level,
        "hint": labels(skill, "hint"),
        "tutorials": [],
    }


def live_framework(framework: Framework) -> Live:
    """What is minted of ``framework``."""
    return Live("framework", framework.code, framework.status, framework_document(framework))


def live_skill(skill: Skill) -> Live:
    """What is minted of ``skill``; its facets let a bank select by competence and level."""
    competence = skill.competence
    facets = {
        "framework": competence.framework.code,
        "competence": competence.code,
        "level": skill.level,
    }
    return Live("skill", skill.public_id, skill.status, skill_document(skill), facets=facets)


def live_frameworks() -> Iterator[Live]:
    """Every framework that has an object."""
    for framework in Framework.objects.filter(status__in=MINTED_FRAMEWORKS):
        yield live_framework(framework)


def live_skills() -> Iterator[Live]:
    """Every active skill."""
    for skill in named_skills().filter(status=SkillStatus.ACTIVE):
        yield live_skill(skill)


def _scale(framework: Framework) -> dict[str, Any]:
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
        "code": area.code,
        "title": labels(area, "title"),
        "unverified": sorted(area.unverified),
        "colour": area.colour or None,
        "competences": [_competence(competence) for competence in area.competences.all()],
    }


def _competence(competence: Competence) -> dict[str, Any]:
    return {
        "id": competence.public_id,
        "code": competence.code,
        "title": labels(competence, "title"),
        "description": labels(competence, "description"),
        "unverified": sorted(competence.unverified),
        "external": competence.external,
        "themes": [_theme(theme) for theme in competence.themes.all()],
    }


def _theme(theme: Theme) -> dict[str, Any]:
    return {
        "id": theme.public_id,
        "title": labels(theme, "title"),
        "topics": [
            {
                "id": topic.public_id,
                "name": topic.name,
                "title": labels(topic, "title"),
                "description": labels(topic, "description"),
            }
            for topic in theme.topics.all()
        ],
    }
