"""The name of a compared field: the same on every page, and for as long as its row lives.

Paths hold the handles that two sides share; names hold the ids of one side alone, so that notes which
are left under a name are found again whatever the challenge is compared with.
"""

from collections.abc import Mapping

from .identities import Names

#: Collections whose rows have a name of their own in the form.
_ROWS = {"choices", "blanks", "groups", "media"}


class FieldNames:
    """Names for the paths of one side, whose ids are called ``own``."""

    def __init__(self, own: Names, source: str) -> None:
        self.source = source
        self.ids: dict[str, Mapping[str, str]] = {
            collection: {handle: identity for (_scope, identity), handle in handles.items()}
            for collection, handles in own.items()
        }

    def of(self, path: tuple[str, ...]) -> str:
        """``instruction``, ``choices.cAb3.text``, ``blanks.n1.accepted``, ``links.2.url@nl``…"""
        first, rest = path[0], path[1:]
        if first == "locales":
            return self._said(rest[1:], rest[0])
        if first == "links":
            locale, handle, name = rest
            index = self.ids[f"links {locale}"].get(handle, handle).rpartition("#")[2]
            return self._said(("links", str(int(index) + 1), name), locale)
        if first == "options":
            return self._option(rest)
        if first in _ROWS and len(rest) > 1:
            return self._row(first, rest)
        # The key's members and the body's: no name is in both.
        return ".".join(rest if first == "key" else path)

    def _option(self, rest: tuple[str, ...]) -> str:
        """Options are choices, whatever menu they are in; their order is their menu's."""
        if len(rest) == 2:
            return f"blanks.{self._id('blanks', rest[0])}.options"
        identity = self._id("options", rest[1])
        return self._in_row("choices", identity, rest[2:])

    def _row(self, collection: str, rest: tuple[str, ...]) -> str:
        return self._in_row(collection, self._id(collection, rest[0]), rest[1:])

    def _in_row(self, collection: str, identity: str, rest: tuple[str, ...]) -> str:
        start = (collection, identity)
        if collection == "groups":
            return self._said((*start, "accepted"), rest[0])
        if rest[0] in {"text", "accepted"} and len(rest) == 2:
            return self._said((*start, rest[0]), rest[1])
        if rest[0] == "words":
            return self._said((*start, *rest[2:]), rest[1])
        return ".".join((*start, *rest))

    def _said(self, parts: tuple[str, ...], locale: str) -> str:
        """What is said in a language; the source's names say no language."""
        name = ".".join(parts)
        return name if locale == self.source else f"{name}@{locale}"

    def _id(self, collection: str, handle: str) -> str:
        return self.ids.get(collection, {}).get(handle, handle)
