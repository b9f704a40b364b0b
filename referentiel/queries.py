"""How the referential's rows are read."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from .models import Context, Skill


def named_skills() -> QuerySet[Skill]:
    """All skills with what their name shows: topic, competence and framework, in one query."""
    return Skill.objects.select_related("topic__theme__competence__framework")


def with_tutorials(skills: QuerySet[Skill]) -> QuerySet[Skill]:
    """``skills`` with the tutorials that their documents name, in one query more."""
    return skills.prefetch_related("tutorials__tutorial")


def skills_by_name(framework: str, name: str) -> QuerySet[Skill]:
    """Skills called ``name`` (``@requete2``) in the framework of code ``framework``, newest first."""
    topic, level = name.removeprefix("@")[:-1], name[-1:]
    if not level.isdecimal():
        return Skill.objects.none()
    return (
        named_skills()
        .filter(
            topic__name=topic,
            level=int(level),
            topic__theme__competence__framework__code=framework,
        )
        .order_by("-version")
    )


def standing_contexts(contexts: Iterable[Any]) -> list[Context]:
    """``contexts`` (rows or primary keys), each alias replaced by what it was merged into, once."""
    keys = [getattr(context, "pk", context) for context in contexts]
    rows = Context.objects.filter(pk__in=keys).select_related("merged_into")
    return list(dict.fromkeys(row.merged_into or row for row in rows))
