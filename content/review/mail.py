"""Mails about reviews: sent after the transaction, by the background queue, and never in its way."""

from typing import Any

from ..models import Decision, Review


def submitted(review: Review) -> None:
    """Tell who may review it."""


def decided(decision: Decision) -> None:
    """Tell who wrote and who submitted it."""


def withdrawn(review: Review, user: Any) -> None:
    """Tell who was looking at it."""
