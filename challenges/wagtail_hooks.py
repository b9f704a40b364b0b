"""Registration of challenges with Wagtail; no rules here."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail import hooks
from wagtail.admin import messages
from wagtail.snippets.models import register_snippet

from .actionmenu import use_house_words
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
