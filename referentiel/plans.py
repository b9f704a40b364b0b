"""What an import would do, before anything is written."""

from dataclasses import dataclass, field
from typing import Any

from content.canonical import sha256_hex
from schemas import Problem

from .models import Entity, Skill


@dataclass
class Draft:
    """An entity as it would be; ``changes`` maps columns to (before, after), empty when new."""

    entity: Any
    is_new: bool
    pointer: str = ""
    changes: dict[str, tuple[Any, Any]] = field(default_factory=dict)

    def set(self, column: str, value: Any) -> None:
        """Give the entity ``value``, and remember it when that is a change."""
        before = getattr(self.entity, column)
        if before == value or (not before and not value and value is not False):
            return
        setattr(self.entity, column, value)
        if not self.is_new:
            self.changes[column] = (before, value)


@dataclass
class Plan:
    """What an import would do. ``problems`` refuse it; a plan with none can be carried out."""

    framework: Draft
    status: str | None = None
    drafts: dict[str, list[Draft]] = field(default_factory=dict)
    removed: dict[str, list[Entity]] = field(default_factory=dict)
    statuses: list[tuple[Skill, str]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    unresolved: list[dict[str, Any]] = field(default_factory=list)
    #: Skills that would move, as they are now, each with the draft that moves it.
    moved: list[tuple[Draft, Skill]] = field(default_factory=list)
    #: What it would bring about for who uses the skills, in sentences.
    effects: list[str] = field(default_factory=list)

    @property
    def added(self) -> list[Draft]:
        """Everything new, the framework's own row apart."""
        return [draft for drafts in self.drafts.values() for draft in drafts if draft.is_new]

    @property
    def changed(self) -> list[Draft]:
        """Everything that is there and would change, the framework's own row included."""
        rows = [draft for drafts in self.drafts.values() for draft in drafts]
        return [draft for draft in [self.framework, *rows] if draft.changes]

    @property
    def gone(self) -> list[Entity]:
        """Everything that would be removed."""
        return [entity for entities in self.removed.values() for entity in entities]

    def fingerprint(self) -> str:
        """What would happen, in short: two plans that would do the same have the same one."""
        rows = [
            *(f"+{d.entity._meta.label}{d.pointer}" for d in self.added),
            *(f"~{d.entity._meta.label}{d.entity.pk}{d.changes!r}" for d in self.changed),
            *(f"-{entity._meta.label}{entity.pk}" for entity in self.gone),
            *(f"={skill.pk}{status}" for skill, status in self.statuses),
            f"{self.framework.is_new}{self.status}",
        ]
        return sha256_hex("\n".join(sorted(rows)).encode())

    @property
    def is_empty(self) -> bool:
        """Whether nothing would happen."""
        return not (
            self.framework.is_new
            or self.status
            or self.added
            or self.changed
            or self.gone
            or self.statuses
        )
