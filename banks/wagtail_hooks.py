"""Registration of banks with Wagtail; no rules here."""

from django.urls import URLPattern, URLResolver, include, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSet
from wagtail.log_actions import LogActionRegistry

from content.logwords import telling
from content.permissions import refusing_all

from . import views
from .viewsets import bank_viewset


@hooks.register("register_admin_viewset")
def register_banks() -> ViewSet:
    """Banks in the menu."""
    return bank_viewset


@hooks.register("register_log_actions")
def register_words(actions: LogActionRegistry) -> None:
    """What histories say of our own actions."""
    for name, label, message in (
        ("publish", _("Publier une banque"), _("Publication %(number)s faite")),
        ("create_token", _("Créer un jeton"), _("Jeton créé pour %(name)s (%(to)s)")),
        ("revoke_token", _("Révoquer un jeton"), _("Jeton révoqué")),
    ):
        actions.register_action(f"banks.{name}")(telling(label, message))


@hooks.register("register_admin_urls")
def publication_urls() -> list[URLPattern | URLResolver]:
    """The publication page."""
    patterns = ([path("<int:pk>/publier/", views.publish, name="publish")], "banks")
    return refusing_all([path("publication/", include(patterns))])
