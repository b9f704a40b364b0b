"""Whom a row of the table lets through, and what a row is."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from .people import (
    ADMINISTRATOR,
    DESIGNER,
    GROUPS,
    KEEPER,
    PUBLISHER,
    REVIEWER,
    ROLES,
    SUPERUSER,
)

#: Everybody with a role: who works here reads everything.
SEE = frozenset({*GROUPS, SUPERUSER})
#: Everybody with a role but readers.
WORK = SEE - {"reader"}
_RULE = {ADMINISTRATOR, SUPERUSER}
WRITE = frozenset({DESIGNER, *_RULE})
REVIEW = frozenset({REVIEWER, *_RULE})
#: Who wrote may take it out of review, and so may who reviews.
SUBMIT_OR_REVIEW = WRITE | REVIEW
PUBLISH = frozenset({PUBLISHER, *_RULE})
KEEP = frozenset({KEEPER, *_RULE})
ADMINISTER = frozenset(_RULE)
ONLY_SUPERUSERS = frozenset({SUPERUSER})
#: Nobody, whatever their role: the address is there, and closed.
CLOSED: frozenset[str] = frozenset()
#: Nothing is asked.
ANYBODY = frozenset(ROLES)


def nothing(_world: Any) -> list[Any]:
    """An address without parts."""
    return []


@dataclass(frozen=True)
class Row:
    """An address: who may GET it, who may POST to it what ``data`` says (None: not made for that)."""

    name: str
    read: frozenset[str] | None
    write: frozenset[str] | None = None
    args: Callable[[Any], list[Any]] = nothing
    data: Callable[[Any], dict[str, Any]] = field(default=lambda _world: {})
    query: Callable[[Any], dict[str, Any]] = field(default=lambda _world: {})
    #: Whether an allowed POST changes the database (a check, a preview does not).
    writes: bool = True
    #: Whether a refusal says what is asked for and which role has it (Wagtail's own pages do not).
    explains: bool = True

    def __str__(self) -> str:
        return self.name
