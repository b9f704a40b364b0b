"""Notes on pages: ``{% field_notes thing "instruction" "Consigne" %}`` and ``{% all_notes thing %}``.

The page loads ``{% notes_assets %}`` once. Its context needs ``request``.
"""

from typing import Any

from django import template
from django.middleware.csrf import get_token
from django.template.context import RequestContext
from django.utils.html import format_html, json_script
from django.utils.safestring import SafeString
from wagtail.admin.staticfiles import versioned_static

from ..notes import MOST_CHARACTERS
from ..notesheets import sheet_of
from ..noteswords import script_words
from ..review.people import name_of

register = template.Library()


@register.inclusion_tag("content/admin/_notes.html", takes_context=True)
def field_notes(context: RequestContext, thing: Any, name: str, label: str) -> dict[str, Any]:
    """The open notes on a field, its resolved ones folded away, and the way to add one."""
    sheet = sheet_of(thing, context["request"].user)
    return {**shared(context, sheet), "group": sheet.field(name, label), "where": "field"}


@register.inclusion_tag("content/admin/_all_notes.html", takes_context=True)
def all_notes(context: RequestContext, thing: Any) -> dict[str, Any]:
    """Every note on ``thing``, by field."""
    return {**shared(context, sheet_of(thing, context["request"].user)), "where": "all"}


@register.filter
def note_author(user: Any) -> str:
    """What the author of a note, or who resolved it, is called."""
    return name_of(user)


@register.simple_tag
def notes_assets() -> SafeString:
    """The script and styles, and the script's words: once a page, in ``extra_js``."""
    return format_html(
        '<link rel="stylesheet" href="{}">{}<script src="{}"></script>',
        versioned_static("content/notes.css"),
        json_script(script_words(), "notes-words"),
        versioned_static("content/notes.js"),
    )


def shared(context: Any, sheet: Any) -> dict[str, Any]:
    """What every template of notes needs."""
    request = context["request"]
    return {
        "request": request,
        "csrf_token": get_token(request),
        "sheet": sheet,
        "most": MOST_CHARACTERS,
        "next": request.POST.get("next") or request.get_full_path(),
    }
