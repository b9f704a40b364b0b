"""What the whole admin shows: its home, its menu and its colours."""

from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.log_actions import LogActionRegistry

from content.logwords import telling

from .accounts import change_refusal, deletion_refusal
from .adminhome import home_panels
from .roles import ADMINISTRATORS, ROLES, permissions_of


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


@hooks.register("construct_search")
def hide_searches(request: HttpRequest, areas: list[Any]) -> None:
    """Nothing is found where nothing is."""
    areas[:] = [area for area in areas if area.name not in {"pages", "images", "documents"}]


@hooks.register("insert_global_admin_css")
def admin_styles() -> str:
    """Colours and the start panel."""
    return format_html('<link rel="stylesheet" href="{}">', static("cms/admin.css"))


@hooks.register("register_log_actions")
def register_words(actions: LogActionRegistry) -> None:
    """What histories say of accounts."""
    for name, label, message in (
        ("give_role", _("Donner un rôle"), _("Rôle donné : %(name)s")),
        ("take_role", _("Retirer un rôle"), _("Rôle retiré : %(name)s")),
        ("open_account", _("Rouvrir un compte"), _("Compte rendu actif")),
        ("close_account", _("Fermer un compte"), _("Compte rendu inactif")),
        ("give_everything", _("Donner tous les droits"), _("Tous les droits donnés")),
        ("take_everything", _("Retirer tous les droits"), _("Tous les droits retirés")),
    ):
        actions.register_action(f"auth.{name}")(telling(label, message))


@hooks.register("register_permissions")
def house_permissions() -> QuerySet[Permission]:
    """What the form of a group offers: every right that a role of the house has."""
    return permissions_of(ROLES[ADMINISTRATORS])


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
