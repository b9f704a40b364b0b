"""One document in one locale, as the templates ask for it: texts as HTML, each in its language."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from .. import markdown
from ..documents import Document, resolve
from .files import Download, MediaUrl, Translate, downloads, picture


@dataclass(frozen=True)
class Scene:
    """A document resolved in a locale, with what makes its HTML.

    The words of the interface are in the interface's language; every text of the document is
    marked with the language that it is really in.
    """

    document: Document
    texts: Document
    translate: Translate
    media_url: MediaUrl | None

    @classmethod
    def of(
        cls,
        document: Document,
        locale: str,
        fallback: Mapping[str, str],
        translate: Translate,
        media_url: MediaUrl | None,
    ) -> "Scene":
        """The scene of ``document`` in ``locale``; a joined document keeps its key."""
        return cls(document, resolve(document, locale, fallback), translate, media_url)

    # -- Texts --------------------------------------------------------------------------------
    def block(self, text: str) -> Markup:
        """HTML of a Markdown text."""
        return self._html(markdown.render(text).html)

    def inline(self, text: str) -> Markup:
        """HTML of a short Markdown text, without a paragraph around it."""
        return self._html(markdown.render_inline(text))

    def choice(self, choice_id: str) -> Markup:
        """HTML of a choice's text; a draft may lack it."""
        return self.inline(self.texts["choices"].get(choice_id, ""))

    def plain_choice(self, choice_id: str) -> str:
        """What a choice says, where there can be no markup."""
        return markdown.plain(self.texts["choices"].get(choice_id, ""), self._alts())

    def filled(self, template: str, fields: Mapping[str, Markup]) -> Markup:
        """HTML of a template with ``fields`` at its blanks; those that it does not show follow."""
        rendered = markdown.render(template, blanks=True)
        left = [field for name, field in fields.items() if name not in rendered.blanks]
        return self._html(rendered.html, fields) + Markup("\n").join(left)

    def words(self, blank_id: str) -> dict[str, Any]:
        """Label, placeholder and options of a blank."""
        words: dict[str, Any] = self.texts["blanks"].get(blank_id, {})
        return words

    def lang(self, *path: str) -> Markup:
        """`` lang="…"`` for the text at ``path`` ("choices", "c1"); nothing where there is none."""
        found: Any = self.texts["langs"]
        for name in path:
            found = found.get(name) if isinstance(found, dict) else None
        if not isinstance(found, str):
            return Markup()
        return Markup(' lang="{}"').format(found)

    # -- Files --------------------------------------------------------------------------------
    def picture(self, medium_id: str) -> Markup:
        """A picture of the document, or a note that it is missing."""
        medium = self.texts["media"].get(medium_id)
        lang = self.texts["langs"].get("media", {}).get(medium_id, {}).get("alt")
        return picture(medium, lang, self.media_url, self.translate)

    def loose_pictures(self) -> list[Markup]:
        """Illustrations that no text shows; they follow the statement."""
        shown = set(self._shown())
        return [
            self.picture(name)
            for name, medium in self.texts["media"].items()
            if medium["role"] == "illustration" and name not in shown
        ]

    def downloads(self) -> list[Download]:
        """The files that are offered."""
        return downloads(self.texts["media"], self.media_url, self.translate)

    def _shown(self) -> Iterator[str]:
        key = self.texts.get("key", {})
        texts = [self.texts.get(name) for name in ("instruction", "alternative")]
        texts += [key.get("display"), key.get("explanation"), *self.texts["choices"].values()]
        for text in texts:
            yield from markdown.render(text).media if text else ()
        if template := self.texts.get("template"):
            yield from markdown.render(template, blanks=True).media

    def _alts(self) -> dict[str, str]:
        return {name: medium.get("alt") or "" for name, medium in self.texts["media"].items()}

    def _html(self, html: str, fields: Mapping[str, Markup] = {}) -> Markup:
        def place(kind: str, name: str) -> str:
            return str(self.picture(name) if kind == "media" else fields.get(name, Markup()))

        # Links of a text open in another window: said to who does not see it happen.
        _ = self.translate
        note = Markup('<span class="q-sr"> ({})</span></a>').format(_("nouvelle fenêtre"))
        # nh3's allow-list, with pictures and fields that escaped what they were given.
        return Markup(markdown.fill(html, place).replace("</a>", str(note)))  # noqa: S704
