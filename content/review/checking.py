"""The automatic part of the review."""

from typing import Any

from django.utils import timezone
from wagtail.models import TaskState

from schemas import Problem

from .registry import reviewable


def blocking_problems(thing: Any) -> list[Problem]:
    """What keeps ``thing``, a draft, from being reviewed: its own content, not what surrounds it."""
    kind = reviewable(type(thing))
    found = kind.problems(thing) if kind is not None else []
    return [problem for problem in found if problem.blocking]


def conclude(state: TaskState) -> None:
    """Approve or reject a started automatic task; the comment says what was found."""
    problems = blocking_problems(state.revision.as_object())
    state.status = TaskState.STATUS_REJECTED if problems else TaskState.STATUS_APPROVED
    state.comment = " ".join(str(problem.message) for problem in problems)
    state.finished_at = timezone.now()
    state.save()
