"""The last barrier before an entity is deleted, and what is minted after.

Whatever the path (form, bulk action, shell), ``pre_delete`` refuses what is used; an entity that
goes because the one above it goes is the business of that one.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import models
from django.db.models import ProtectedError, QuerySet
from django.db.models.signals import post_delete, pre_delete

from .actions import remint
from .guards import SkillChange, tell
from .models import (
    Alignment,
    Area,
    Competence,
    Context,
    Framework,
    LevelGroup,
    ProficiencyLevel,
    Skill,
    Theme,
    Topic,
)
from .uses import deletion_refusal

#: Set while an import carries out its plan, which has looked at every use and mints at the end.
_planned: ContextVar[bool] = ContextVar("planned", default=False)

GUARDED = (Framework, LevelGroup, ProficiencyLevel, Area, Competence, Theme, Topic, Skill, Context)


def refuse_used(sender: type[models.Model], instance: Any, origin: Any, **kwargs: Any) -> None:
    """Raises ``ProtectedError`` with where ``instance`` is used."""
    if _is_asked_for(instance, origin) and (refusal := deletion_refusal(instance)):
        raise ProtectedError(refusal, {instance})


def mint_without(sender: type[models.Model], instance: Any, origin: Any, **kwargs: Any) -> None:
    """What held ``instance`` is minted without it; who uses skills is told, in the same transaction."""
    if not _is_asked_for(instance, origin):
        return
    if isinstance(instance, Skill):
        tell([instance], SkillChange.DELETED)
    elif not isinstance(instance, Framework):
        remint(instance)


@contextmanager
def planned_deletion() -> Iterator[None]:
    """Inside, deleting asks and mints nothing: the caller has, and will."""
    token = _planned.set(True)
    try:
        yield
    finally:
        _planned.reset(token)


def connect() -> None:
    """Connect both, for every kind of entity."""
    for model in GUARDED:
        pre_delete.connect(refuse_used, sender=model, dispatch_uid=f"refuse_used_{model.__name__}")
    for model in (*GUARDED, Alignment):
        post_delete.connect(mint_without, sender=model, dispatch_uid=f"mint_{model.__name__}")


def _is_asked_for(instance: models.Model, origin: Any) -> bool:
    """Whether ``instance`` itself is deleted, not because of what it belongs to."""
    if _planned.get():
        return False
    if isinstance(origin, QuerySet):
        return origin.model is type(instance)
    return origin is instance or origin == instance
