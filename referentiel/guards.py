"""Who uses skills is asked before one changes, and told after, in the same transaction.

Rooms above register a ``SkillGuard`` in ``AppConfig.ready()``: the referential does not know them.
"""

from collections.abc import Iterable
from enum import Enum
from typing import Any, Protocol

from .models import Skill


class SkillChange(Enum):
    """What happens to a skill."""

    ACTIVATED = "activated"
    REPLACED = "replaced"  # another version of it becomes active
    ARCHIVED = "archived"
    REOPENED = "reopened"
    RETIRED = "retired"
    MOVED = "moved"
    EDITED = "edited"
    DELETED = "deleted"


class SkillGuard(Protocol):
    """What a user of skills answers and learns."""

    def refusal(self, skill: Skill, change: SkillChange) -> str | None:
        """Why ``change`` may not happen to ``skill``, as a French sentence; None when it may."""

    def consequence(self, skill: Skill, change: SkillChange) -> str | None:
        """What ``change`` would bring about for who uses ``skill``, to be read before; or None."""

    def told(self, skills: Iterable[Skill], change: SkillChange, user: Any) -> None:
        """``user`` (None: a command) made ``change`` to ``skills``; called in its transaction."""


_guards: list[SkillGuard] = []


def register_skill_guard(guard: SkillGuard) -> None:
    """Register ``guard``, once."""
    if guard not in _guards:
        _guards.append(guard)


def refusals(skill: Skill, change: SkillChange) -> list[str]:
    """What the guards say against ``change``."""
    answers = (guard.refusal(skill, change) for guard in _guards)
    return [answer for answer in answers if answer]


def consequences(skill: Skill, change: SkillChange) -> list[str]:
    """What the guards say that ``change`` would bring about."""
    answers = (guard.consequence(skill, change) for guard in _guards)
    return [answer for answer in answers if answer]


def tell(skills: Iterable[Skill], change: SkillChange, user: Any = None) -> None:
    """Tell every guard what ``user`` did."""
    skills = list(skills)
    for guard in _guards:
        guard.told(skills, change, user)
