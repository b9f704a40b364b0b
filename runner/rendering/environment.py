"""The templates of the rendering: Jinja2, so that no Django is needed."""

from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup


def render_template(name: str, **context: Any) -> Markup:
    """HTML of a template; everything in ``context`` that is not ``Markup`` is escaped."""
    html = _environment().get_template(name).render(**context)
    return Markup(html)  # noqa: S704 - the templates escape what they are given


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
