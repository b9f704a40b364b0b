"""« Mon travail »: what waits for one person, and what they wait for. Rooms register what they know.

A provider answers the sections that a person's rights make theirs, in a number of queries that does
not follow the amount of work; it asks permissions itself.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

#: Items that a section shows; its address has them all.
LIMIT = 8


@dataclass(frozen=True)
class Item:
    """One thing to do, or to wait for; its address is the page where it is done."""

    title: str
    url: str
    #: What to know of it, in a few words each.
    facts: tuple[str, ...] = ()
    #: What somebody said of it.
    says: str = ""
    #: « en retard », « urgente »: what makes it stand out, "" for nothing.
    alert: str = ""


@dataclass(frozen=True)
class Section:
    """Some of the work of one person."""

    code: str
    title: str
    items: Sequence[Item]
    #: How many there are, shown or not.
    count: int
    #: Where they all are.
    more_url: str
    #: The sentence that is said when there are none.
    empty: str
    #: Lower comes first.
    order: int = 100
    #: Whether the person waits for others; otherwise others wait for the person.
    waits: bool = False


Provider = Callable[[Any], Iterable[Section]]
_providers: list[Provider] = []


def register_work(provider: Provider) -> None:
    """Register what a room knows of people's work, once."""
    if provider not in _providers:
        _providers.append(provider)


def work_of(user: Any) -> list[Section]:
    """The sections of ``user``, what waits for them first; empty ones included."""
    found = [section for provider in _providers for section in provider(user)]
    return sorted(found, key=lambda section: (section.waits, section.order))
