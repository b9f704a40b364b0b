"""What a row of a list says of a challenge, read for all rows at once and without long texts."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

from django.db.models import Count, QuerySet

from content.review.queue import review_states
from localisation.languages import codes, localised
from referentiel.models import Skill
from referentiel.queries import named_skills

from .enums import ChallengeType
from .models import Challenge
from .queries import with_family

#: The columns that rows show: one language of one text, none of the others.
_COLUMNS = (
    "pk", "public_id", "instruction_fr", "status", "live", "has_unpublished_changes", "to_mend",
    "type", "skill", "prototype", "variant", "review_by", "locked", "live_revision",
    "latest_revision__created_at", "latest_revision__object_str", "created_by__username", "created_by__first_name",
    "created_by__last_name", "prototype__public_id",
)  # fmt: skip
_COMPETENCE = "topic__theme__competence"
#: Skills with what their name is made of, and nothing else.
_NAMES = named_skills().only(
    "level", "topic__name", "topic__theme__competence_id", f"{_COMPETENCE}__code",
    f"{_COMPETENCE}__framework__code",
    *(f"topic__{localised('title', code)}" for code in codes()),
)  # fmt: skip


def for_rows(challenges: QuerySet[Challenge]) -> QuerySet[Challenge]:
    """``challenges`` with what rows need of each, family resolved."""
    return (
        with_family(challenges, "type", "skill")
        .select_related("latest_revision", "created_by", "prototype")
        .only(*_COLUMNS)
    )


@dataclass(frozen=True)
class Facts:
    """What a row shows that is not on the challenge itself."""

    skill: Skill | None
    #: The type's label, the prototype's on a variant.
    type: str
    #: How many variants the challenge has.
    variants: int
    #: « in_progress » while somebody is to decide about its draft, « needs_changes » when it came
    #: back, "" otherwise.
    review: str = ""


def attach(challenges: Sequence[Challenge]) -> Sequence[Challenge]:
    """Give each row its ``facts``, in three queries. The rows come from ``for_rows``."""
    rows = cast("Sequence[Any]", challenges)
    skills = _NAMES.in_bulk({row.family_skill for row in rows if row.family_skill})
    prototypes = [row.pk for row in rows if not row.is_variant]
    variants: dict[int, int] = dict(
        Challenge.objects.filter(prototype__in=prototypes)
        .order_by()
        .values_list("prototype")
        .annotate(n=Count("pk"))
    )
    reviews = review_states(Challenge, [row.pk for row in rows])
    for row in rows:
        label = ChallengeType(row.family_type).label if row.family_type else ""
        row.facts = Facts(
            skills.get(row.family_skill),
            str(label),
            variants.get(row.pk, 0),
            reviews.get(row.pk, ""),
        )
    return challenges


def author_of(challenge: Challenge) -> str:
    """The name of who wrote it, "" when nobody is known."""
    person = challenge.created_by
    return str(person.get_full_name() or person.get_username()) if person else ""
