"""What the whole admin shows: its home, its menu and its colours."""

from typing import Any

from django.contrib.auth import get_user_model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks
from wagtail.admin import messages

from content.permissions import VIEW_AUDIT_LOG

from .accounts import change_refusal, deletion_refusal
from .adminhome import home_panels


@hooks.register("construct_homepage_panels")
def start_page(request: HttpRequest, panels: list[Any]) -> None:
    """The house's own panels first; Wagtail's panels about pages have nothing to show."""
    wagtails = [panel for panel in panels if "workflow" in getattr(panel, "name", "")]
    panels[:] = [*home_panels(request.user), *wagtails]


@hooks.register("construct_main_menu")
def hide_pages(request: HttpRequest, items: list[Any]) -> None:
    """Nothing here is a page, and Wagtail's guide speaks of pages."""
    items[:] = [
        item for item in items if item.name not in {"explorer", "images", "documents", "help"}
    ]


@hooks.register("construct_search")
def hide_searches(request: HttpRequest, areas: list[Any]) -> None:
    """Nothing is found where nothing is."""
    areas[:] = [area for area in areas if area.name not in {"pages", "images", "documents"}]


@hooks.register("construct_reports_menu")
def hide_log(request: HttpRequest, items: list[Any]) -> None:
    """The history of everything, for who may read the audit log."""
    if not request.user.has_perm(VIEW_AUDIT_LOG):
        items[:] = [item for item in items if item.name != "site-history"]


@hooks.register("insert_global_admin_css")
def admin_styles() -> str:
    """Colours and the start panel."""
    return format_html('<link rel="stylesheet" href="{}">', static("cms/admin.css"))


@hooks.register("before_create_user")
def create_user(request: HttpRequest) -> HttpResponse | None:
    """Only a superuser makes superusers."""
    raises = bool(request.POST.get("is_superuser"))
    return _refused_account(request, change_refusal(request.user, [], raises=raises))


@hooks.register("before_edit_user")
def edit_user(request: HttpRequest, user: Any) -> HttpResponse | None:
    """Only a superuser changes superusers, and makes some."""
    raises = bool(request.POST.get("is_superuser"))
    return _refused_account(request, change_refusal(request.user, [user], raises=raises))


@hooks.register("before_delete_user")
def delete_user(request: HttpRequest, user: Any) -> HttpResponse | None:
    """What somebody did keeps their name."""
    return _refused_account(request, deletion_refusal(request.user, [user]))


@hooks.register("before_bulk_action")
def change_users(
    request: HttpRequest, action_type: str, objects: list[Any], action: Any
) -> HttpResponse | None:
    """The same for many accounts at once."""
    if getattr(action, "model", None) is not get_user_model():
        return None
    if action_type == "delete":
        return _refused_account(request, deletion_refusal(request.user, objects))
    return _refused_account(request, change_refusal(request.user, objects))


def _refused_account(request: HttpRequest, why: str | None) -> HttpResponse | None:
    if why is None:
        return None
    messages.error(request, why)
    return redirect("wagtailusers_users:index")
