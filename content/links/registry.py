"""Who has links: rooms above register in ``AppConfig.ready()`` how theirs are found."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class LinkUse:
    """A link in a thing: where people see it and mend it."""

    url: str
    #: What the thing is called, and which of its fields holds the link.
    name: str
    field: str
    edit_url: str


#: Every link of one kind of thing, drafts included; a link used twice is told twice.
Finder = Callable[[], Iterator[LinkUse]]

_finders: dict[str, Finder] = {}


def register_links(kind: str, finder: Finder) -> None:
    """Register how the links of ``kind`` are found, once per kind."""
    _finders[kind] = finder


def link_uses() -> Iterator[LinkUse]:
    """Every link of everything."""
    for finder in _finders.values():
        yield from finder()
