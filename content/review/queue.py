"""What waits for a decision, and whose turn it is. Reads, changes nothing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import WorkflowState
from wagtail.permissions import policy_registry

from ..models import Decision, Note, Review
from .approvals import authors_of_many
from .people import name_of
from .registry import Reviewable, reviewable, reviewables

IN_PROGRESS = WorkflowState.STATUS_IN_PROGRESS
RETURNED = WorkflowState.STATUS_NEEDS_CHANGES


def in_state(*statuses: str) -> QuerySet[Review]:
    """Reviews whose workflow is in one of ``statuses``."""
    return Review.objects.filter(workflow_state__status__in=statuses)


def open_reviews() -> QuerySet[Review]:
    """What waits for a decision: the most urgent first, then what is due, then the oldest."""
    return with_people(in_state(IN_PROGRESS)).order_by(
        "priority", F("due").asc(nulls_last=True), "submitted_at", "pk"
    )


def returned_reviews() -> QuerySet[Review]:
    """What came back to its authors, who have not submitted it again: the latest first."""
    return with_people(in_state(RETURNED)).order_by("-workflow_state__current_task_state", "-pk")


def with_people(reviews: QuerySet[Review]) -> QuerySet[Review]:
    """``reviews`` with who submitted and who looks at them, and the task that waits."""
    return reviews.select_related(
        "workflow_state__requested_by", "workflow_state__current_task_state", "taken_by"
    )


def overdue() -> Q:
    """Reviews that should have been read before today."""
    return Q(due__lt=timezone.localdate())


def things_in(model: type, *statuses: str) -> QuerySet[Any]:
    """Primary keys of the things of ``model`` whose review is in one of ``statuses``."""
    kind = ContentType.objects.get_for_model(model, for_concrete_model=False)
    return in_state(*statuses).filter(content_type=kind).order_by().values("object_id")


def open_notes(model: type) -> QuerySet[Any]:
    """Primary keys of the things of ``model`` that have a note which nobody resolved."""
    kind = ContentType.objects.get_for_model(model, for_concrete_model=False)
    notes = Note.objects.filter(content_type=kind, parent=None, resolved_at=None)
    return notes.order_by().values("object_id")


def review_states(model: type, keys: Iterable[int]) -> dict[int, str]:
    """By primary key, ``IN_PROGRESS`` or ``RETURNED``; what is in no review is absent."""
    kind = ContentType.objects.get_for_model(model, for_concrete_model=False)
    found = in_state(IN_PROGRESS, RETURNED).filter(content_type=kind, object_id__in=list(keys))
    return dict(found.order_by().values_list("object_id", "workflow_state__status"))


def kinds_seen_by(user: Any) -> list[Reviewable]:
    """What is reviewed and ``user`` may read, drafts included."""
    return [kind for kind in reviewables() if _sees(user, kind)]


def _sees(user: Any, kind: Reviewable) -> bool:
    policy = policy_registry.get_by_type(kind.model)
    reads = policy.user_has_any_permission(user, {"add", "change", "delete", "view"})
    return bool(reads or user.has_perm(kind.decides))


def seen_by(reviews: QuerySet[Review], user: Any) -> QuerySet[Review]:
    """Those of ``reviews`` that are of something that ``user`` may read."""
    models = [kind.model for kind in kinds_seen_by(user)]
    kinds = ContentType.objects.get_for_models(*models, for_concrete_models=False)
    return reviews.filter(content_type__in=list(kinds.values()))


def found_by(reviews: QuerySet[Review], words: str) -> QuerySet[Review]:
    """Those of ``reviews`` whose thing the ``words`` find."""
    found = Q(pk__in=[])
    for kind in reviewables():
        if kind.search is not None:
            content_type = ContentType.objects.get_for_model(kind.model, for_concrete_model=False)
            found |= Q(content_type=content_type, object_id__in=kind.search(words))
    return reviews.filter(found)


def numbers(user: Any) -> dict[str, int]:
    """How many reviews wait and how many came back, of what ``user`` may read: one query."""
    reviews = seen_by(in_state(IN_PROGRESS, RETURNED), user).order_by()
    counted = reviews.values_list("workflow_state__status").annotate(n=Count("pk"))
    return {IN_PROGRESS: 0, RETURNED: 0, **dict(counted)}


@dataclass(frozen=True)
class QueueRow:
    """A review as a list shows it to one person."""

    review: Review
    kind: Reviewable
    thing: Any
    #: Whether the person wrote the change, hence does not decide.
    is_author: bool
    #: Whether the person's rights allow deciding.
    may_decide: bool
    is_mine: bool
    is_late: bool
    #: Open notes on the thing.
    notes: int
    #: The last decision of this review, None when nobody decided yet.
    decision: Decision | None

    @property
    def url(self) -> str:
        """The page of the review."""
        return self.kind.url(self.thing)

    @property
    def submit_url(self) -> str:
        """The page on which it is submitted again."""
        return self.kind.submit_url(self.thing)

    @property
    def submitter(self) -> str:
        """Who submitted it."""
        return name_of(self.review.workflow_state.requested_by)

    @property
    def reader(self) -> str:
        """Who looks at it; "" when nobody does."""
        return name_of(self.review.taken_by) if self.review.taken_by else ""

    @property
    def decider(self) -> str:
        """Who decided last."""
        return name_of(self.decision.by) if self.decision else ""

    @property
    def is_first(self) -> bool:
        """Whether the thing was never live: there is nothing to compare it with."""
        return self.thing.live_revision_id is None

    @property
    def change_word(self) -> str:
        """« première version », else what the author said; "" when they left it to the machine."""
        if self.is_first:
            return _("première version")
        return str(self.review.get_change_display()).split(" :")[0] if self.review.change else ""


def rows_for(user: Any, reviews: Sequence[Review]) -> list[QueueRow]:
    """``reviews`` (of ``with_people``) as ``user`` sees them, in a number of queries that is fixed.

    What was deleted meanwhile is left out.
    """
    things = _things(reviews)
    authors = _authors(reviews, things)
    notes = _open_notes(reviews)
    decisions = _last_decisions(reviews)
    today = timezone.localdate()
    found = []
    for review in reviews:
        kind, thing = things.get(_name(review), (None, None))
        if kind is None:
            continue
        found.append(
            QueueRow(
                review,
                kind,
                thing,
                is_author=user.pk in authors[review.pk],
                may_decide=user.has_perm(kind.decides),
                is_mine=review.taken_by_id == user.pk,
                is_late=review.due is not None and review.due < today,
                notes=notes.get(_name(review), 0),
                decision=decisions.get(review.pk),
            )
        )
    return found


#: Content type and primary key of a reviewed thing.
Name = tuple[int, int]


def _name(review: Review) -> Name:
    return review.content_type_id, review.object_id


def _things(reviews: Iterable[Review]) -> dict[Name, tuple[Reviewable, Any]]:
    keys: dict[int, list[int]] = {}
    for review in reviews:
        keys.setdefault(review.content_type_id, []).append(review.object_id)
    found: dict[Name, tuple[Reviewable, Any]] = {}
    for content_type, wanted in keys.items():
        model = ContentType.objects.get_for_id(content_type).model_class()
        kind = reviewable(model) if model is not None else None
        if kind is not None:
            for key, thing in kind.rows(wanted).items():
                found[content_type, key] = (kind, thing)
    return found


def _authors(
    reviews: Iterable[Review], things: dict[Name, tuple[Reviewable, Any]]
) -> dict[int, set[int]]:
    """By review, who wrote the change that it is about; who submitted it when nobody is known."""
    drafts: dict[int, list[tuple[Any, int]]] = {}
    for review in reviews:
        task = review.workflow_state.current_task_state
        if task is not None and task.revision_id and _name(review) in things:
            thing = things[_name(review)][1]
            drafts.setdefault(review.content_type_id, []).append((thing, task.revision_id))
    wrote = {kind: authors_of_many(found) for kind, found in drafts.items()}
    return {
        review.pk: wrote.get(review.content_type_id, {}).get(review.object_id)
        or {review.workflow_state.requested_by_id} - {None}
        for review in reviews
    }


def _open_notes(reviews: Sequence[Review]) -> dict[Name, int]:
    notes = Note.objects.filter(
        content_type__in={review.content_type_id for review in reviews},
        object_id__in=[review.object_id for review in reviews],
        parent=None,
        resolved_at=None,
    )
    counted = notes.order_by().values_list("content_type", "object_id").annotate(n=Count("pk"))
    return {(content_type, key): n for content_type, key, n in counted}


def _last_decisions(reviews: Sequence[Review]) -> dict[int, Decision]:
    found = Decision.objects.filter(review__in=[review.pk for review in reviews])
    oldest_first = found.select_related("by").order_by("at", "pk")
    return {decision.review_id: decision for decision in oldest_first}
