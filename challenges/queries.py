"""How lists, filters and permissions read challenges."""

from django.db.models import QuerySet
from django.db.models.functions import Coalesce

from .models import FAMILY_FIELDS, Challenge


def named_challenges() -> QuerySet[Challenge]:
    """All challenges with what pages call them by, read in one query: skill, family, draft."""
    skill = "skill__topic__theme__competence__framework"
    return Challenge.objects.select_related(skill, f"prototype__{skill}", "latest_revision")


def with_family(challenges: QuerySet[Challenge]) -> QuerySet[Challenge]:
    """``challenges`` with ``family_type``, ``family_skill``…: what the family shares.

    That is the prototype's value on a variant, the row's own elsewhere; ``family_skill`` is the
    skill's primary key.
    """
    names = {name: f"{name}_id" if name == "skill" else name for name in FAMILY_FIELDS}
    return challenges.annotate(
        **{
            f"family_{name}": Coalesce(f"prototype__{column}", column)
            for name, column in names.items()
        }
    )
