"""Mails about reviews: sent after the transaction, by the background queue, and never in its way.

Each function is called within the transaction and enqueues one task with ids; the task looks at what
is true when it runs, so that nobody is asked to read what was withdrawn meanwhile.
"""

from collections.abc import Iterable
from typing import Any

from django_tasks import task

from ..background import enqueue
from ..models import Decision, Review
from .letters import about_decision, about_reviews, about_takeover, about_withdrawal
from .post import deliver


def submitted(review: Review) -> None:
    """Tell who may review it, and did not write it."""
    enqueue(send_submitted, [review.pk])


def submitted_together(reviews: Iterable[int]) -> None:
    """Tell reviewers of many submissions (primary keys) at once: one mail a person."""
    if keys := sorted(reviews):
        enqueue(send_submitted, keys)


def decided(decision: Decision, authors: Iterable[int]) -> None:
    """Tell who submitted it and who wrote it (``authors``, primary keys of people)."""
    enqueue(send_decided, decision.pk, sorted(authors))


def withdrawn(review: Review, user: Any) -> None:
    """Tell who was looking at it, and who had submitted it when somebody else withdrew it."""
    enqueue(send_withdrawn, review.pk, user.pk if user else 0)


def taken_over(review: Review, before: int, user: Any) -> None:
    """Tell the person (``before``, a primary key) who was looking at it that ``user`` does now."""
    enqueue(send_taken_over, review.pk, before, user.pk)


@task()
def send_submitted(reviews: list[int]) -> None:
    """Write to each person who may decide one of ``reviews``, of those that still wait."""
    deliver(about_reviews(reviews))


@task()
def send_decided(decision: int, authors: list[int]) -> None:
    """Write to who submitted and who wrote what was decided about."""
    deliver(about_decision(decision, authors))


@task()
def send_withdrawn(review: int, by: int) -> None:
    """Write to who was looking at what was withdrawn, and to who had submitted it."""
    deliver(about_withdrawal(review, by))


@task()
def send_taken_over(review: int, before: int, by: int) -> None:
    """Write to the person who was looking at it before."""
    deliver(about_takeover(review, before, by))
