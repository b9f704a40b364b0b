"""Registration of challenges with Wagtail; no rules here."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import URLPattern, URLResolver, include, path
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.log_actions import LogActionRegistry
from wagtail.snippets.models import register_snippet

from .actionmenu import use_house_words
from .adminviews.bulk import TagAction
from .guards import deletion_refusal
from .lifecycle import ArchiveChallenge, ValidateChallenge
from .models import Challenge
from .viewsets import ChallengeViewSet

register_snippet(ChallengeViewSet)


@hooks.register("register_actions")
def register_challenge_actions(registry: Any) -> None:
    """What is not the admin's form finds our actions here."""
    registry.register(Challenge, ValidateChallenge)
    registry.register(Challenge, ArchiveChallenge)


@hooks.register("register_admin_urls")
def admin_urls() -> list[URLPattern | URLResolver]:
    """The pages that are more than forms."""
    return [path("epreuves/", include("challenges.admin_urls"))]


hooks.register("register_bulk_action", TagAction)


@hooks.register("register_log_actions")
def register_words(actions: LogActionRegistry) -> None:
    """What histories say of our own actions."""
    actions.register_action("challenges.tag", _("Étiqueter"), _("Étiquettes changées en lot"))


@hooks.register("construct_snippet_action_menu")
def rename_actions(items: list[Any], request: HttpRequest, context: dict[str, Any]) -> None:
    """Valider and Archiver instead of Publish and Unpublish."""
    use_house_words(items, context)


@hooks.register("before_delete_snippet")
def explain_refused_deletion(request: HttpRequest, instances: list[Any]) -> HttpResponse | None:
    """A sentence instead of an error for what may not be deleted."""
    refusal = deletion_refusal(instances)
    if refusal is None:
        return None
    messages.error(request, refusal)
    return redirect(Challenge.snippet_viewset.get_url_name("list"))


@hooks.register("insert_editor_js")
def editor_script() -> str:
    """The form shows only what the chosen type needs."""
    return format_html('<script src="{}" defer></script>', static("challenges/form.js"))


@hooks.register("insert_global_admin_css")
def editor_styles() -> str:
    """What Wagtail has no component for."""
    return format_html_join(
        "",
        '<link rel="stylesheet" href="{}">',
        ((static(f"challenges/{name}.css"),) for name in ("form", "list")),
    )
