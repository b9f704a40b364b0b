"""What is reviewed: rooms above register their models in ``AppConfig.ready()``."""

from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass, field
from typing import Any

from django.db import models

from schemas import Problem

from ..enums import ReviewPoint
from ..lifecycle import lock_row


def _none_lost(thing: Any, names: Set[str]) -> set[str]:
    return set()


@dataclass(frozen=True)
class Reviewable:
    """A model whose drafts are reviewed, and what the review needs to know of it."""

    model: type[models.Model]
    #: ``app.codename`` of who may decide, and of who may submit and withdraw.
    decides: str
    submits: str
    #: Whether somebody may see things of this model, drafts and notes included.
    sees: Callable[[Any], bool]
    #: What keeps a draft's content from going live; what surrounds it may still change.
    problems: Callable[[Any], list[Problem]]
    #: The address of the page on which a thing is reviewed, and of the one where it is submitted.
    url: Callable[[Any], str]
    submit_url: Callable[[Any], str]
    #: Things by primary key, with what a row of the queue shows of each, in few queries.
    rows: Callable[[Sequence[int]], dict[int, Any]]
    #: The template of a queue's cell that names a thing (``thing`` in its context).
    row_template: str
    #: Of names of fields that notes are on, those that the latest draft has no place for.
    lost_fields: Callable[[Any, Set[str]], set[str]] = _none_lost
    #: Holds what deciding about a thing may change, in the order in which every step holds it.
    hold: Callable[[Any], None] = lock_row
    #: Primary keys of the things that words find, as a query; None: words narrow nothing.
    search: Callable[[str], models.QuerySet[Any]] | None = None
    checklist: tuple[ReviewPoint, ...] = field(default=tuple(ReviewPoint))


_reviewables: dict[type, Reviewable] = {}


def register_reviewable(kind: Reviewable) -> None:
    """Register ``kind``, once per model."""
    _reviewables[kind.model] = kind


def reviewable(model: type) -> Reviewable | None:
    """What was registered for ``model``; None when it is not reviewed."""
    return _reviewables.get(model)


def reviewables() -> list[Reviewable]:
    """Everything that is reviewed."""
    return list(_reviewables.values())
