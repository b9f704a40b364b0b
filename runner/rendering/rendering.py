"""From a document to HTML, with Jinja2 so that no Django is needed.

Text of the challenge is Markdown and passes ``runner.markdown``; words of the interface pass
``translate`` (French when nobody translates).
"""

import random
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup

from .. import markdown
from ..documents import Document, resolve
from ..marking import Mark

Translate = Callable[[str], str]


def render_question(
    document: Document,
    locale: str,
    fallback: Mapping[str, str] = {},
    *,
    seed: int | str | None = None,
    response: Mapping[str, Any] | None = None,
    disabled: bool = False,
    translate: Translate = str,
) -> Markup:
    """HTML of the question with its fields, in ``locale``; never shows anything of the key.

    ``seed`` draws the order of choices when the challenge shuffles them; ``response`` fills the
    fields; ``disabled`` shows them without letting anybody change them. Fields are named
    ``choices`` and ``blank-<id>``: ``runner.responses.response_from_form`` reads them back.
    """
    body = {name: value for name, value in document.items() if name != "key"}
    resolved = resolve(body, locale, fallback)
    return _render("question.html",
        document=body,
        texts=resolved,
        order=choice_order(body, seed),
        given=_given(response),
        disabled=disabled,
        template_html=_template_html(body, resolved, _given(response), disabled, translate),
        _=translate,
    )  # fmt: skip


def render_correction(
    document: Document,
    response: Mapping[str, Any],
    mark: Mark,
    locale: str,
    fallback: Mapping[str, str] = {},
    *,
    translate: Translate = str,
) -> Markup:
    """HTML that says whether ``response`` was right, what was right, and why.

    ``document`` is joined; this is for after the answer only.
    """
    resolved = resolve(document, locale, fallback)
    right = list(document["key"]["choices"])
    accepted = [variants[0] for variants in resolved["key"].get("blanks", {}).values() if variants]
    return _render("correction.html",
        document=document,
        texts=resolved,
        mark=mark,
        given=_given(response),
        right=right,
        accepted=accepted,
        display=resolved["key"].get("display"),
        explanation=resolved["key"].get("explanation"),
        _=translate,
    )  # fmt: skip


def choice_order(document: Document, seed: int | str | None) -> list[str]:
    """Ids of the choices as they are shown: the author's order, or drawn from ``seed``."""
    ids = [choice["id"] for choice in document["choices"]]
    if document["shuffle"] and seed is not None:
        random.Random(f"{seed}:{document['id']}").shuffle(ids)  # noqa: S311 - an order, no secret
    return ids


def _render(template: str, **context: Any) -> Markup:
    # Autoescaped templates, and Markdown that passed nh3: this is HTML, and callers may say so.
    return Markup(_environment().get_template(template).render(**context))  # noqa: S704


def _given(response: Mapping[str, Any] | None) -> dict[str, Any]:
    return {
        "choices": list((response or {}).get("choices") or []),
        "blanks": dict((response or {}).get("blanks") or {}),
    }


def _template_html(
    document: Document,
    resolved: Document,
    given: dict[str, Any],
    disabled: bool,
    translate: Translate,
) -> Markup | None:
    """The template's HTML with a field at each blank; None for types without template."""
    if not resolved.get("template"):
        return None
    html = markdown.render_html(resolved["template"], blanks=True)
    blank_template = _environment().get_template("blank.html")
    for blank in document["blanks"]:
        field = blank_template.render(
            blank=blank,
            words=resolved["blanks"].get(blank["id"], {}),
            value=given["blanks"].get(blank["id"], ""),
            disabled=disabled,
            _=translate,
        )
        html = html.replace(f'<span data-blank="{blank["id"]}"></span>', field.strip())
    return Markup(html)  # noqa: S704 - nh3 and autoescaped templates made it


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    # Both end in nh3's allow-list, which is why their output may be marked as HTML.
    environment.filters["markdown"] = lambda text: Markup(markdown.render_html(text))  # noqa: S704
    environment.filters["markdown_inline"] = lambda text: Markup(markdown.render_inline(text))  # noqa: S704
    return environment
