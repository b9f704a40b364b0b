"""One challenge's documents as a flat list of items, each under a path that both sides share."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from content.minting import Document
from runner.documents import source_locale

from ..enums import CHOICE_TYPES
from .identities import Documents, Names, link_id
from .naming import FieldNames
from .parts import Part, Shown, label, shown

Path = tuple[str, ...]

#: What tells a challenge, a version or a family from another, and is no content.
_IDENTITY = {"schema", "id", "version", "revision", "family"}
#: Members that are read one by one; every other one, new ones too, is compared as it is.
_BODY = {"choices", "blanks", "media", "locales"}
_KEY = {"choices", "order", "pairs", "groups", "blanks", "locales"}
_TEXTS = {"id", "choices", "blanks", "media", "groups", "links"}
_PARTS = {
    "type": Part.QUESTION, "embed": Part.QUESTION, "explanation": Part.ANSWERS,
    "display": Part.ANSWERS, "editorial": Part.EDITORIAL,
}  # fmt: skip


@dataclass(frozen=True)
class Item:
    """What one side says at a path: ``value`` decides what is the same, ``shown`` is for people.

    ``name`` is what this side calls the field (``naming.py``).
    """

    name: str
    part: Part
    label: str
    shown: Shown
    value: Any


def read(
    documents: Documents, own: Names, other: Names, names: Mapping[str, str]
) -> dict[Path, Item]:
    """Everything that ``documents`` say, by path, in reading order; what is empty is left out.

    ``own`` and ``other`` are what the ids of this side and of the other one are called; ``names``
    puts public ids (of a skill) into words.
    """
    return _Reader(documents, own, other, names).read()


class _Reader:
    def __init__(
        self, documents: Documents, own: Names, other: Names, names: Mapping[str, str]
    ) -> None:
        self.body, self.key = documents
        self.source = source_locale(self.body)
        self.own, self.other, self.names = own, other, names
        self.fields = FieldNames(own, self.source)
        self.items: dict[Path, Item] = {}

    def read(self) -> dict[Path, Item]:
        locales = dict.fromkeys([*self.body["locales"], *self.key["locales"]])
        for locale in locales:
            self._texts(locale)
        self._choices(locales)
        self._blanks(locales)
        self._groups(locales)
        self._media(locales)
        for name, value in self.body.items():
            if name not in _IDENTITY | _BODY:
                self._member((name,), name, value, _PARTS.get(name, Part.SETTINGS))
        for name, value in self.key.items():
            if name not in _IDENTITY | _KEY:
                self._member(("key", name), name, value, _PARTS.get(name, Part.ANSWERS))
        return self.items

    # -- Tools ---------------------------------------------------------------------------------
    def _say(self, path: Path, part: Part, name: str, shown: Shown, value: Any) -> None:
        if value not in (None, "", [], {}):
            self.items[path] = Item(self.fields.of(path), part, name, shown, value)

    def _member(
        self, path: Path, name: str, value: Any, part: Part, before: str = "", after: str = ""
    ) -> None:
        """A member of whatever shape; an object is read member by member."""
        if isinstance(value, dict):
            for inner, found in value.items():
                self._member((*path, inner), f"{name}/{inner}", found, part, before, after)
            return
        words = self._named(value)
        self._say(path, part, f"{before}{label(name)}{after}", shown(name, words), value)

    def _named(self, value: Any) -> Any:
        if isinstance(value, list):
            return [self._named(entry) for entry in value]
        return self.names.get(value, value) if isinstance(value, str) else value

    def _handle(self, collection: str, identity: str, scope: str = "") -> str:
        return self.own[collection].get((scope, identity), identity)

    def _order(
        self, path: Path, part: Part, name: str, handles: list[str], texts: list[str]
    ) -> None:
        """The order of what both sides have: what only one has is said elsewhere."""
        elsewhere = set(self.other[path[0]].values())
        kept = [pair for pair in zip(handles, texts, strict=True) if pair[0] in elsewhere]
        if len(kept) > 1:
            shown = tuple(text for _handle, text in kept)
            self._say((*path, "order"), part, name, shown, [handle for handle, _text in kept])

    def _where(self, locale: str) -> str:
        return "" if locale == self.source else f" ({locale})"

    def _words(self, locale: str, name: str) -> Document:
        found: Document = self.body["locales"].get(locale, {}).get(name) or {}
        return found

    def _answers(self, locale: str, name: str) -> Document:
        found: Document = self.key["locales"].get(locale, {}).get(name) or {}
        return found

    # -- What is read --------------------------------------------------------------------------
    def _texts(self, locale: str) -> None:
        after = self._where(locale)
        for texts in (self.body["locales"].get(locale, {}), self.key["locales"].get(locale, {})):
            for name, value in texts.items():
                if name not in _TEXTS and (name, value) != ("kind", "source"):
                    part = _PARTS.get(name, Part.QUESTION)
                    self._member(("locales", locale, name), name, value, part, after=after)
        links: list[Document] = self.body["locales"].get(locale, {}).get("links") or []
        for index, link in enumerate(links):
            handle = self._handle(f"links {locale}", link_id(index, link))
            for name, value in link.items():
                path, before = ("links", locale, handle, name), f"{label('link')} {index + 1} : "
                self._member(path, f"link/{name}", value, Part.MEDIA, before, after)

    def _choices(self, locales: Iterable[str]) -> None:
        texts = self._words(self.source, "choices")
        is_choice = self.body["type"] in CHOICE_TYPES
        handles = {}
        for index, choice in enumerate(self.body["choices"]):
            identity = choice["id"]
            handle = handles[identity] = self._handle("choices", identity, choice.get("side", ""))
            before = f"{label('choice')} {index + 1}"
            right = identity in self.key["choices"] if is_choice else None
            for locale in locales:
                text = self._words(locale, "choices").get(identity)
                name = f"{before}{self._where(locale)}"
                self._say(("choices", handle, "text", locale), Part.ANSWERS, name, text or "", text)
            self._entry(("choices", handle), before, choice, right, "choice")
        names = [texts.get(identity, "") for identity in handles]
        if is_choice:
            name = _("Ordre des propositions")
            self._order(("choices",), Part.ANSWERS, name, list(handles.values()), names)
        order = [handles.get(identity, identity) for identity in self.key["order"]]
        said = tuple(texts.get(identity, "") for identity in self.key["order"])
        self._say(("order",), Part.ANSWERS, _("Ordre juste"), said, order)
        pairs = [
            [handles.get(identity, identity) for identity in pair] for pair in self.key["pairs"]
        ]
        said = tuple(
            sorted(
                " → ".join(texts.get(identity, "") for identity in pair)
                for pair in self.key["pairs"]
            )
        )
        self._say(("pairs",), Part.ANSWERS, _("Paires justes"), said, sorted(pairs))

    def _entry(
        self, path: Path, before: str, entry: Document, right: bool | None, kind: str
    ) -> None:
        """What a choice or an option has beside its text."""
        for name, value in entry.items():
            if name != "id":
                self._member((*path, name), f"{kind}/{name}", value, Part.ANSWERS, f"{before} : ")
        if right is not None:
            name = f"{before} : {label('right')}"
            self._say((*path, "right"), Part.ANSWERS, name, shown("right", right), right)

    def _blanks(self, locales: Iterable[str]) -> None:
        handles, names = [], []
        for blank in self.body["blanks"]:
            identity = blank["id"]
            handle = self._handle("blanks", identity)
            handles.append(handle)
            names.append(identity)
            before = f"{label('blank')} {identity} : "
            marking = self.key["blanks"].get(identity, {})
            told = {**blank, **marking}
            correct = told.pop("correct", [])
            options = told.pop("options", [])
            for name, value in told.items():
                self._member(("blanks", handle, name), f"blank/{name}", value, Part.ANSWERS, before)
            for locale in locales:
                after = self._where(locale)
                words = {**self._words(locale, "blanks").get(identity, {})}
                words.pop("options", None)
                for name, value in words.items():
                    path = ("blanks", handle, "words", locale, name)
                    self._member(path, f"blank/{name}", value, Part.QUESTION, before, after)
                accepted = self._answers(locale, "blanks").get(identity)
                self._member(
                    ("blanks", handle, "accepted", locale),
                    "blank/accepted",
                    accepted,
                    Part.ANSWERS,
                    before,
                    after,
                )
            self._options(identity, handle, options, correct, locales)
        self._order(("blanks",), Part.QUESTION, _("Ordre des trous"), handles, names)

    def _options(
        self, blank: str, scope: str, options: list[str], correct: list[str], locales: Iterable[str]
    ) -> None:
        handles, texts = [], []
        for index, option in enumerate(options):
            handle = self._handle("options", option, scope)
            before = f"{label('blank')} {blank} : {label('option')} {index + 1}"
            for locale in locales:
                text = self._words(locale, "blanks").get(blank, {}).get("options", {}).get(option)
                name = f"{before}{self._where(locale)}"
                path = ("options", scope, handle, "text", locale)
                self._say(path, Part.ANSWERS, name, text or "", text)
                if locale == self.source:
                    texts.append(text or "")
            self._entry(("options", scope, handle), before, {}, option in correct, "option")
            handles.append(handle)
        name = f"{label('blank')} {blank} : {_('ordre des options')}"
        self._order(("options", scope), Part.ANSWERS, name, handles, texts)

    def _groups(self, locales: Iterable[str]) -> None:
        for index, group in enumerate(self.key["groups"]):
            handle = self._handle("groups", group)
            for locale in locales:
                name = f"{label('group')} {index + 1}{self._where(locale)}"
                accepted = self._answers(locale, "groups").get(group)
                self._say(
                    ("groups", handle, locale), Part.ANSWERS, name, tuple(accepted or ()), accepted
                )

    def _media(self, locales: Iterable[str]) -> None:
        handles, names = [], []
        for medium in self.body["media"]:
            identity = medium["id"]
            handle = self._handle("media", identity)
            handles.append(handle)
            names.append(identity)
            before = f"{label('medium')} {identity} : "
            for name, value in medium.items():
                self._member(("media", handle, name), f"medium/{name}", value, Part.MEDIA, before)
            for locale in locales:
                words = self._words(locale, "media").get(identity, {})
                path = ("media", handle, "words", locale)
                self._member(path, "medium", words, Part.MEDIA, before, self._where(locale))
        self._order(("media",), Part.MEDIA, _("Ordre des fichiers"), handles, names)
