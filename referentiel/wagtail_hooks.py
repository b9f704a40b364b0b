"""Registration of the referential with Wagtail; no rules here."""

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

from .actions import CreateEntity, EditEntity
from .deletion import GUARDED
from .enums import FrameworkStatus, SkillStatus
from .models import Alignment
from .uses import deletion_refusal
from .viewsets import ENTITY_VIEWSETS, ReferentialGroup

register_snippet(ReferentialGroup)
for viewset_class in ENTITY_VIEWSETS:
    # They are reached from their pages: Wagtail's own menu of snippets stays away.
    viewset_class.menu_item_is_registered = True
    register_snippet(viewset_class)


@hooks.register("register_actions")
def register_entity_actions(registry: Any) -> None:
    """Forms, the API and our pages create and change entities by the same actions."""
    for model in (*GUARDED, Alignment):
        registry.register(model, CreateEntity)
        registry.register(model, EditEntity)


@hooks.register("register_log_actions")
def register_words(actions: LogActionRegistry) -> None:
    """What histories say of our own actions."""
    actions.register_action("referentiel.reorder", _("Ranger"), _("Place changée parmi les autres"))
    for name, label, message in (
        ("change_status", _("Changer l'état"), _("État changé : %(from)s → %(to)s")),
        ("tutorials", _("Choisir les tutoriels"), _("Tutoriels : %(from)s → %(to)s")),
        ("move", _("Déplacer"), _("Déplacé : %(from)s → %(to)s")),
        ("merge", _("Fusionner"), _("Fusionné avec %(into)s")),
    ):
        actions.register_action(f"referentiel.{name}")(telling(label, message, status_word))


def status_word(value: str) -> str:
    """The word for a status; another text as it is."""
    words = {**dict(FrameworkStatus.choices), **dict(SkillStatus.choices)}
    return str(words.get(value, value))


@hooks.register("register_admin_urls")
def admin_urls() -> list[URLPattern | URLResolver]:
    """The pages that are more than forms."""
    return refusing_all([path("referentiel/", include("referentiel.admin_urls"))])


@hooks.register("before_delete_snippet")
def explain_refused_deletion(request: HttpRequest, instances: list[Any]) -> HttpResponse | None:
    """A sentence instead of an error, on bulk actions too."""
    for instance in instances:
        if isinstance(instance, GUARDED) and (refusal := deletion_refusal(instance)):
            messages.error(request, refusal)
            return redirect("referential:index")
    return None


@hooks.register("insert_global_admin_css")
def admin_styles() -> str:
    """Trees, grids and matrices."""
    return format_html('<link rel="stylesheet" href="{}">', static("referentiel/admin.css"))
