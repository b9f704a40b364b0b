"""Registration of challenges with Wagtail; no rules here."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import URLPattern, URLResolver, include, path
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.log_actions import LogActionRegistry
from wagtail.snippets.models import register_snippet

from content.logwords import telling
from content.permissions import refusing_all

from .actionmenu import use_house_words
from .adminviews.bulk import MoveAction, SubmitAction, TagAction
from .buttons import family_buttons
from .drafting import EditChallenge
from .guards import deletion_refusal
from .lifecycle import ArchiveChallenge, ValidateChallenge
from .models import Challenge
from .viewsets import ChallengeViewSet

register_snippet(ChallengeViewSet)


@hooks.register("register_actions")
def register_challenge_actions(registry: Any) -> None:
    """What is not the admin's form finds our actions here."""
    registry.register(Challenge, EditChallenge)
    registry.register(Challenge, ValidateChallenge)
    registry.register(Challenge, ArchiveChallenge)


@hooks.register("register_log_actions")
def register_words(actions: LogActionRegistry) -> None:
    """What histories say of our own actions."""
    for name, label, message in (
        ("make_variant", _("Décliner"), _("Déclinaison écrite à partir de %(from)s")),
        ("duplicate", _("Dupliquer"), _("Copie de %(from)s")),
        ("move", _("Déplacer"), _("Déplacée : %(from)s → %(to)s")),
    ):
        actions.register_action(f"challenges.{name}")(telling(label, message))
    actions.register_action("challenges.tag", _("Étiqueter"), _("Étiquettes changées en lot"))


@hooks.register("register_admin_urls")
def admin_urls() -> list[URLPattern | URLResolver]:
    """The pages that are more than forms."""
    return refusing_all([path("epreuves/", include("challenges.admin_urls"))])


@hooks.register("register_snippet_listing_buttons")
def listing_buttons(snippet: Any, user: Any, next_url: str | None = None) -> list[Any]:
    """From a row of the list to its family."""
    return family_buttons(snippet, user) if isinstance(snippet, Challenge) else []


hooks.register("register_bulk_action", SubmitAction)
hooks.register("register_bulk_action", TagAction)
hooks.register("register_bulk_action", MoveAction)


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


@hooks.register("insert_global_admin_css")
def list_styles() -> str:
    """What Wagtail has no component for, in lists."""
    return format_html('<link rel="stylesheet" href="{}">', static("challenges/list.css"))
