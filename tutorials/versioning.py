"""Which version and revision a tutorial goes live with."""

from difflib import SequenceMatcher

from content.enums import Change
from content.minting import Document

#: An article of which less than this share of the words stays teaches something else.
SAME_ARTICLE = 0.7
#: Members that say what opens; another value is another tutorial.
_TASK = ("kind", "format", "language")


def change_between(new: Document, old: Document | None) -> Change | None:
    """What the machine takes the change for; None for a first version and when nothing differs.

    Another address, kind, format or language, or an article of which much is new, teaches
    something else: a new version. Anything else is a revision.
    """
    if old is None or _said(new) == _said(old):
        return None
    if any(new[name] != old[name] for name in _TASK):
        return Change.VERSION
    for locale, texts in new["locales"].items():
        before = old["locales"].get(locale)
        if before is None:
            continue
        if texts["url"] != before["url"]:
            return Change.VERSION
        if _likeness(texts["body"] or "", before["body"] or "") < SAME_ARTICLE:
            return Change.VERSION
    return Change.REVISION


def next_version(new: Document, old: Document | None, said: str = "") -> tuple[int, int]:
    """Version and revision of ``new``, given what is live now.

    ``said`` is what the author says of the change (a ``Change``), which counts more than what
    ``change_between`` takes it for. Nothing grows when nothing differs.
    """
    if old is None:
        return 1, 1
    change = change_between(new, old)
    if change is None:
        return old["version"], old["revision"]
    if (said or change) == Change.VERSION:
        return old["version"] + 1, 1
    return old["version"], old["revision"] + 1


def _said(document: Document) -> Document:
    """What the document says, without counters and without what it says of its own change."""
    skipped = {"version", "revision", "note"}
    return {name: value for name, value in document.items() if name not in skipped}


def _likeness(new: str, old: str) -> float:
    return SequenceMatcher(None, old.split(), new.split(), autojunk=False).ratio()
