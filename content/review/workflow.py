"""The workflow « Relecture »: made when it is missing, and left as administrators changed it."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail.models import Workflow, WorkflowContentType, WorkflowTask

from ..models import AutomaticCheck, PeerReview
from .registry import reviewables

NAME = "Relecture"


@transaction.atomic
def ensure_workflow(**kwargs: Any) -> None:
    """Create the workflow when no model that is reviewed has one; called after each migration."""
    for kind in reviewables():
        content_type = ContentType.objects.get_for_model(kind.model, for_concrete_model=False)
        if not WorkflowContentType.objects.filter(content_type=content_type).exists():
            WorkflowContentType.objects.create(workflow=_workflow(), content_type=content_type)


def _workflow() -> Workflow:
    workflow, made = Workflow.objects.get_or_create(name=NAME, defaults={"active": True})
    if made:
        tasks = (
            AutomaticCheck.objects.get_or_create(name="Contrôle automatique")[0],
            PeerReview.objects.get_or_create(name="Relecture par une autre personne")[0],
        )
        for order, task in enumerate(tasks):
            WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=order)
    return workflow
