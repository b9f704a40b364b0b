"""What waits for a decision, and whose turn it is. Reads, changes nothing."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import F, QuerySet
from wagtail.models import WorkflowState

from ..models import Review

IN_PROGRESS = WorkflowState.STATUS_IN_PROGRESS
RETURNED = WorkflowState.STATUS_NEEDS_CHANGES


def in_state(*statuses: str) -> QuerySet[Review]:
    """Reviews whose workflow is in one of ``statuses``."""
    return Review.objects.filter(workflow_state__status__in=statuses)


def open_reviews() -> QuerySet[Review]:
    """What waits for a decision: the most urgent first, then what is due, then the oldest."""
    return (
        in_state(IN_PROGRESS)
        .select_related("workflow_state__requested_by", "taken_by")
        .order_by("priority", F("due").asc(nulls_last=True), "submitted_at", "pk")
    )


def things_in(model: type, *statuses: str) -> QuerySet[Any]:
    """Primary keys of the things of ``model`` whose review is in one of ``statuses``."""
    kind = ContentType.objects.get_for_model(model, for_concrete_model=False)
    return in_state(*statuses).filter(content_type=kind).order_by().values("object_id")
