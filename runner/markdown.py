"""The one Markdown dialect, and the one renderer that makes HTML of it.

The dialect: paragraphs, bold, italic, lists, tables, code, quotes, links (http, https, mailto),
headings from the third level down, and pictures of the document itself (``![](media:m1)``). Raw
HTML is shown as text, never interpreted. ``${id}`` is a blank, in a template. What comes out has
passed one allow-list (``nh3``), whatever went in: blanks and pictures are empty places there, which
``fill`` puts HTML of the caller's own making into.
"""

import re
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from xml.etree.ElementTree import Element

import nh3
from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor

TAGS = {
    "p", "br", "hr", "strong", "em", "code", "pre", "blockquote", "ul", "ol", "li",
    "table", "thead", "tbody", "tr", "th", "td", "h3", "h4", "h5", "h6", "a", "span",
}  # fmt: skip
ATTRIBUTES = {
    "a": {"href", "title"},
    "th": {"style"},
    "td": {"style"},
    "span": {"data-blank", "data-media"},
}
SCHEMES = {"http", "https", "mailto"}
#: As in the schemas.
MAX_TEXT = 20_000
#: Each "[" makes the parser look at all that follows: a hundred of them in a long text cost 0.5 s.
MAX_BRACKETS = 100

BLANK = re.compile(r"\$\{([A-Za-z][A-Za-z0-9_]*)\}")
#: The address of a picture: a medium of the document, by its id (as in the schemas).
MEDIA = re.compile(r"media:([A-Za-z][A-Za-z0-9_]{0,31})")
_PLACE = re.compile(r'<span data-(blank|media)="([A-Za-z0-9_]+)"></span>')
_RAW_HTML = r"(<(?:[A-Za-z/!?][^<>]*|!--[\s\S]*?--)>)"
_SCHEME = re.compile(r"^\s*([A-Za-z][A-Za-z0-9+.-]*)\s*:")


@dataclass(frozen=True)
class Finding:
    """Something in a text that the dialect does not let through: ``code`` and the excerpt."""

    code: str
    excerpt: str


@dataclass(frozen=True)
class Rendered:
    """Safe HTML, what was not let through, and the blanks and media in their order.

    A blank is ``<span data-blank="id"></span>`` in it, a picture ``<span data-media="id"></span>``.
    Whether the document has them is for the caller to look at.
    """

    html: str
    findings: tuple[Finding, ...]
    blanks: tuple[str, ...]
    media: tuple[str, ...] = ()


@lru_cache(maxsize=2048)
def render(text: str, blanks: bool = False) -> Rendered:
    """Safe HTML of a Markdown ``text``; kept in memory, because lists and pages ask again.

    With ``blanks`` (templates only) ``${id}`` becomes a place for a field; elsewhere it is text.
    A text that is too long or holds too many brackets is shown as it is written, with a finding:
    the parser's cost grows with their square.
    """
    refused = _refused(text)
    if refused is not None:
        return Rendered(f"<p>{escape(text[:MAX_TEXT])}</p>", (refused,), ())
    engine = _engine(blanks)
    engine.reset()
    engine.findings = []  # type: ignore[attr-defined]
    engine.blanks = []  # type: ignore[attr-defined]
    engine.media = []  # type: ignore[attr-defined]
    html = engine.convert(text)
    clean = nh3.clean(
        html,
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes=SCHEMES,
        filter_style_properties={"text-align"},
        set_tag_attribute_values={"a": {"target": "_blank"}},
        link_rel="noopener noreferrer",
    )
    return Rendered(
        clean,
        tuple(engine.findings),  # type: ignore[attr-defined]
        tuple(engine.blanks),  # type: ignore[attr-defined]
        tuple(engine.media),  # type: ignore[attr-defined]
    )


def fill(html: str, place: Callable[[str, str], str]) -> str:
    """``html`` with ``place(kind, id)`` at each of its places; ``kind`` is "blank" or "media".

    What ``place`` answers is taken as it is: it must be safe HTML, and is not looked at again.
    """
    return _PLACE.sub(lambda found: place(found.group(1), found.group(2)), html)


def _refused(text: str) -> Finding | None:
    if len(text) > MAX_TEXT:
        return Finding("too-long", f"{len(text)} > {MAX_TEXT}")
    if text.count("[") > MAX_BRACKETS:
        return Finding("too-many-brackets", f"{text.count('[')} > {MAX_BRACKETS}")
    return None


def render_html(text: str, blanks: bool = False) -> str:
    """Only the safe HTML of ``text``."""
    return render(text, blanks).html


def render_inline(text: str) -> str:
    """Safe HTML of a short text, without the paragraph around it when there is only one."""
    return unwrapped(render(text).html)


def unwrapped(html: str) -> str:
    """``html`` without the paragraph around it when that is all there is."""
    html = html.strip()
    if html.startswith("<p>") and html.endswith("</p>") and html.count("<p>") == 1:
        return html[3:-4]
    return html


def plain(text: str, alts: Mapping[str, str] = {}) -> str:
    """What a reader sees of ``text``, without markup, on one line.

    A picture is its text in ``alts``, by medium; without one, its id in square brackets.
    """
    html = fill(
        render(text).html,
        lambda kind, name: " " + escape(alts.get(name) or f"[{name}]") + " " if kind == "media" else "",
    )  # fmt: skip
    stripped = nh3.clean(html, tags=set())
    for entity, char in (("&lt;", "<"), ("&gt;", ">"), ("&nbsp;", " "), ("&amp;", "&")):
        stripped = stripped.replace(entity, char)
    return " ".join(stripped.split())


class _RawHtml(InlineProcessor):
    """Raw HTML stays visible text, and is reported."""

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[str, int, int]:  # type: ignore[override]
        self.md.findings.append(Finding("raw-html", m.group(1)[:60]))  # type: ignore[attr-defined]
        return m.group(1), m.start(0), m.end(0)


class _Blank(InlineProcessor):
    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element, int, int]:  # type: ignore[override]
        self.md.blanks.append(m.group(1))  # type: ignore[attr-defined]
        element = Element("span")
        element.set("data-blank", m.group(1))
        return element, m.start(0), m.end(0)


class _Links(Treeprocessor):
    """Links keep their address only with a permitted scheme, pictures only if they are media."""

    def run(self, root: Element) -> None:
        for element in root.iter():
            if element.tag == "a":
                self._check(element)
            elif element.tag == "img":
                self._picture(element)
            elif element.tag in {"h1", "h2"}:
                self.md.findings.append(Finding("heading", "".join(element.itertext())[:60]))  # type: ignore[attr-defined]
                element.tag = "h3"

    def _picture(self, image: Element) -> None:
        source, alt = image.get("src", ""), image.get("alt", "")
        medium = MEDIA.fullmatch(source)
        image.tag = "span"
        image.attrib.clear()
        if medium is None:
            self.md.findings.append(Finding("image", source[:60]))  # type: ignore[attr-defined]
            image.text = alt
        else:
            # The text beside the picture is ignored: the one in the document is translated.
            self.md.media.append(medium.group(1))  # type: ignore[attr-defined]
            image.set("data-media", medium.group(1))

    def _check(self, link: Element) -> None:
        href = link.get("href", "")
        scheme = _SCHEME.match(href)
        if scheme is None or scheme.group(1).lower() not in SCHEMES:
            self.md.findings.append(Finding("link", href[:60]))  # type: ignore[attr-defined]
            link.attrib.pop("href", None)


class _House(Extension):
    def __init__(self, blanks: bool) -> None:
        super().__init__()
        self.blanks = blanks

    def extendMarkdown(self, md: Markdown) -> None:
        md.preprocessors.deregister("html_block")
        md.inlinePatterns.deregister("html")
        md.inlinePatterns.register(_RawHtml(_RAW_HTML, md), "raw_html", 90)
        if self.blanks:
            md.inlinePatterns.register(_Blank(BLANK.pattern, md), "blank", 185)
        md.treeprocessors.register(_Links(md), "house_links", 5)


_local = threading.local()


def _engine(blanks: bool) -> Markdown:
    # A Markdown instance holds state while it converts, so each thread keeps its own two.
    name = "with_blanks" if blanks else "without_blanks"
    engine: Markdown | None = getattr(_local, name, None)
    if engine is None:
        engine = Markdown(extensions=["tables", "sane_lists", "fenced_code", _House(blanks)])
        setattr(_local, name, engine)
    return engine
