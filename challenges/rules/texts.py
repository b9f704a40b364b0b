"""Rules of Markdown: what the dialect does not let through is said, never dropped in silence."""

from collections.abc import Iterator

from content.markdown_rules import markdown_problems
from content.media.roles import MediaRole
from content.minting import Document
from schemas import Problem

from .common import BODY, KEY
from .media import unknown_pictures

_FIELDS = ("instruction", "alternative", "template", "display", "explanation")


def text_problems(body: Document, key: Document) -> Iterator[Problem]:
    """What the dialect refuses in the texts of both documents."""
    for kind, document in ((BODY, body), (KEY, key)):
        for locale, texts in document["locales"].items():
            for name in _FIELDS:
                yield from markdown_problems(
                    kind, f"/locales/{locale}/{name}", texts.get(name), name == "template"
                )
            for choice_id, text in texts.get("choices", {}).items():
                yield from markdown_problems(kind, f"/locales/{locale}/choices/{choice_id}", text)
    pictures = {m["id"] for m in body["media"] if m["role"] == MediaRole.ILLUSTRATION}
    for locale, texts in key["locales"].items():
        for name in ("display", "explanation"):
            where = f"/locales/{locale}/{name}"
            yield from unknown_pictures(texts.get(name), where, pictures, KEY)
