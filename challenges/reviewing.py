"""What the review needs to know of challenges (registered in ``apps.py``)."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext

from content.models import Review
from content.review.actions import reviewer_refusal
from content.review.registry import Reviewable

from .lifecycle import draft_problems, hold_family
from .models import Challenge
from .notefields import lost_fields
from .permissions import may, may_see
from .rowfacts import attach, for_rows


def rows(keys: Sequence[int]) -> dict[int, Any]:
    """Challenges by primary key, with their ``facts``."""
    found = list(for_rows(Challenge.objects.filter(pk__in=keys)))
    return {row.pk: row for row in attach(found)}


def review_url(challenge: Any) -> str:
    """The page on which a challenge is reviewed."""
    return reverse("challenges:review", args=[challenge.pk])


def submit_url(challenge: Any) -> str:
    """The page on which a challenge is submitted to review."""
    return reverse("challenges:submit", args=[challenge.pk])


def search(words: str) -> QuerySet[Any]:
    """Primary keys of the challenges that the list's search finds."""
    # The list's modules build forms over models: not while these are being registered.
    from .listing import search as search_list

    return search_list(Challenge.objects.order_by(), words).values("pk")


CHALLENGES = Reviewable(
    model=Challenge,
    decides="challenges.review_challenge",
    submits="challenges.change_challenge",
    sees=may_see,
    problems=draft_problems,
    url=review_url,
    submit_url=submit_url,
    rows=rows,
    row_template="challenges/admin/_review_thing.html",
    lost_fields=lost_fields,
    hold=hold_family,
    search=search,
)


def decision_refusal(
    review: Review, challenge: Challenge, user: Any, *, over: bool = False
) -> str | None:
    """Why ``user`` does not decide about ``challenge`` now, in a sentence; None when they may.

    With ``over``: even when somebody else looks at it.
    """
    if not may(user, "review"):
        return gettext(
            "Votre rôle permet de lire cette page, pas de décider : les personnes qui relisent le "
            "peuvent."
        )
    try:
        return reviewer_refusal(review, challenge, user, over=over)
    except ValidationError as error:
        return " ".join(error.messages)
