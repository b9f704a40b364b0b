"""What the whole admin shows: its home, its menu and its colours."""

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks

from .adminhome import home_panels


@hooks.register("construct_homepage_panels")
def start_page(request: HttpRequest, panels: list[Any]) -> None:
    """The house's own panels only.

    Wagtail's are about pages, or list everything in review, row by row: « Mon travail » says it.
    """
    panels[:] = home_panels(request.user)


@hooks.register("construct_main_menu")
def hide_pages(request: HttpRequest, items: list[Any]) -> None:
    """Nothing here is a page, and Wagtail's guide speaks of pages."""
    items[:] = [
        item for item in items if item.name not in {"explorer", "images", "documents", "help"}
    ]


@hooks.register("insert_global_admin_css")
def admin_styles() -> str:
    """Colours and the start panel."""
    return format_html('<link rel="stylesheet" href="{}">', static("cms/admin.css"))
