"""Registration of banks with Wagtail; no rules here."""

from django.urls import URLPattern, URLResolver, include, path
from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSet

from content.permissions import refusing_all

from . import views
from .viewsets import bank_viewset


@hooks.register("register_admin_viewset")
def register_banks() -> ViewSet:
    """Banks in the menu."""
    return bank_viewset


@hooks.register("register_admin_urls")
def publication_urls() -> list[URLPattern | URLResolver]:
    """The publication page."""
    patterns = ([path("<int:pk>/publier/", views.publish, name="publish")], "banks")
    return refusing_all([path("publication/", include(patterns))])
