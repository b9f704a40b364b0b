"""The builder registry: for each kind, what is live and how its document is built.

Apps register their kinds in ``AppConfig.ready()``; checks and commands that concern every kind ask
here instead of importing rooms above.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from .minting import Live


@dataclass(frozen=True)
class Kind:
    """A kind of document: its name, and its live things as they would be minted now.

    ``facets`` gives public ids and facets of what is not live any more and is selected by still.
    """

    name: str
    live: Callable[[], Iterator[Live]]
    facets: Callable[[], Iterator[tuple[str, dict[str, Any]]]] | None = None


_kinds: dict[str, Kind] = {}


def register_kind(kind: Kind) -> None:
    """Register ``kind``. Raises ``ValueError`` when another one has its name."""
    if _kinds.get(kind.name, kind) != kind:
        raise ValueError(f"the kind {kind.name!r} is registered already")
    _kinds[kind.name] = kind


def kinds() -> list[Kind]:
    """All registered kinds, by name."""
    return [_kinds[name] for name in sorted(_kinds)]


def live_things() -> Iterator[Any]:
    """Every live thing of every kind, as it would be minted now."""
    for kind in kinds():
        yield from kind.live()
