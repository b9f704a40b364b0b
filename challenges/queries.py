"""How lists, filters and permissions read challenges: many at once, families resolved."""

from typing import Any

from django.db.models import BigIntegerField, F, Q, QuerySet, TextField
from django.db.models.functions import Cast, Coalesce
from wagtail.models import Revision

from content.enums import Status
from content.review.queue import IN_PROGRESS, RETURNED, things_in
from localisation.languages import localised
from referentiel.models import Alignment, Competence, Context, Framework, Skill

from .models import FAMILY_FIELDS, Challenge


def named_challenges() -> QuerySet[Challenge]:
    """All challenges with what pages call them by, read in one query: skill, family, draft."""
    skill = "skill__topic__theme__competence__framework"
    return Challenge.objects.select_related(skill, f"prototype__{skill}", "latest_revision")


def inherited_alignments(challenge: Challenge) -> QuerySet[Alignment]:
    """The alignments that ``challenge`` has through its competence, proposed ones included."""
    skill = challenge.head.skill
    found = Alignment.objects.filter(source=skill.competence) if skill else Alignment.objects.none()
    return found.select_related("target__framework").order_by(
        "target__framework__code", "target__code"
    )


def with_family(challenges: QuerySet[Challenge], *names: str) -> QuerySet[Any]:
    """``challenges`` with ``family_type``, ``family_skill``…: what the family shares.

    That is the prototype's value on a variant, the row's own elsewhere; ``family_skill`` is the
    skill's primary key. ``names`` are those of ``FAMILY_FIELDS`` that are needed, all by default.
    """
    columns = {name: f"{name}_id" if name == "skill" else name for name in names or FAMILY_FIELDS}
    return challenges.annotate(
        **{
            f"family_{name}": Coalesce(f"prototype__{column}", column)
            for name, column in columns.items()
        }
    )


def assessing(
    challenges: QuerySet[Challenge],
    *,
    framework: Framework | None = None,
    competence: Competence | None = None,
    level: int | None = None,
) -> QuerySet[Challenge]:
    """Those of ``challenges`` whose skill is of the framework, the competence and the level given."""
    place: dict[str, Any] = {
        "topic__theme__competence__framework": framework,
        "topic__theme__competence": competence,
        "level": level,
    }
    skills = Skill.objects.filter(**{path: value for path, value in place.items() if value})
    return with_family(challenges, "skill").filter(family_skill__in=skills.order_by().values("pk"))


def in_context(challenges: QuerySet[Challenge], context: Context) -> QuerySet[Challenge]:
    """Those set in ``context`` or in what was merged into it, each once."""
    links = Challenge.contexts.through.objects.filter(
        Q(context=context) | Q(context__merged_into=context)
    )
    return challenges.filter(pk__in=links.values("challenge"))


def in_language(challenges: QuerySet[Challenge], code: str) -> QuerySet[Challenge]:
    """Those whose wording in the language ``code`` (Django's) is approved: only then its column says it."""
    column = localised("instruction", code)
    return challenges.exclude(Q(**{column: ""}) | Q(**{f"{column}__isnull": True}))


def listing_code(challenges: QuerySet[Challenge], name: str, code: str) -> QuerySet[Challenge]:
    """Those whose family lists ``code`` under ``name`` (devices, audiences).

    As text, because SQLite cannot look into a JSON list; codes have no quote.
    """
    codes = Cast(F(f"family_{name}"), TextField())
    found = with_family(challenges, name).annotate(**{f"_{name}": codes})
    return found.filter(**{f"_{name}__contains": f'"{code}"'})


def written_by(challenges: QuerySet[Challenge], person: Any) -> QuerySet[Challenge]:
    """Those that ``person`` began, or whose latest draft they wrote."""
    drafts = Revision.objects.filter(
        user=person, base_content_type=Challenge.get_base_content_type()
    )
    keys = Challenge.objects.order_by().values("pk")
    # Each half has its index; one condition with « or » would look at every challenge.
    began = keys.filter(created_by=person)
    wrote = keys.filter(latest_revision__in=drafts.order_by().values("pk"))
    return challenges.filter(pk__in=began.union(wrote))


def drafts_outside_review(challenges: QuerySet[Challenge]) -> QuerySet[Challenge]:
    """Those with a draft that could be submitted, and is not: neither in review nor sent back."""
    drafts = Q(status=Status.PROPOSED) | Q(status=Status.VALIDATED, has_unpublished_changes=True)
    return challenges.filter(drafts).exclude(pk__in=things_in(Challenge, IN_PROGRESS, RETURNED))


def scheduled() -> QuerySet[Revision]:
    """The approved revisions of challenges that go live at a date, the next one first."""
    found = Revision.objects.filter(
        base_content_type=Challenge.get_base_content_type(), approved_go_live_at__isnull=False
    )
    return found.order_by("approved_go_live_at", "pk")


def scheduled_keys() -> QuerySet[Any]:
    """Primary keys of the challenges of ``scheduled``: revisions name theirs as text."""
    keys = scheduled().order_by().annotate(key=Cast("object_id", BigIntegerField()))
    return keys.values("key")
