"""What refers to tutorials: rooms above register how theirs is found."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.translation import ngettext

from .models import Tutorial


@dataclass(frozen=True)
class TutorialUse:
    """Something that refers to a tutorial: what it is called, where it is mended, which version."""

    name: str
    url: str
    use: str
    #: The pinned version; None follows the latest.
    version: int | None = None


#: The uses of one tutorial, drafts included.
Finder = Callable[[Tutorial], Iterable[TutorialUse]]

_finders: dict[str, Finder] = {}


def register_tutorial_uses(kind: str, finder: Finder) -> None:
    """Register how things of ``kind`` that use a tutorial are found, once per kind."""
    _finders[kind] = finder


def uses_of(tutorial: Tutorial) -> list[TutorialUse]:
    """Everything that refers to ``tutorial``."""
    return [use for finder in _finders.values() for use in finder(tutorial)]


def use_refusal(tutorial: Tutorial) -> str | None:
    """Why a tutorial that is used is not taken away; None when nothing refers to it."""
    uses = uses_of(tutorial)
    if not uses:
        return None
    named = ", ".join(use.name for use in uses[:5])
    more = "…" if len(uses) > 5 else ""
    return ngettext(
        "%(n)s renvoi mène à ce tutoriel (%(named)s) : retirez-le d'abord.",
        "%(n)s renvois mènent à ce tutoriel (%(named)s) : retirez-les d'abord.",
        len(uses),
    ) % {"n": len(uses), "named": named + more}
