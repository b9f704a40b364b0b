"""Registration with Wagtail of what the content room has in the admin."""

from django.urls import URLPattern, URLResolver, include, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry

from .enums import Status
from .logwords import telling
from .media import views


@hooks.register("register_admin_urls")
def media_urls() -> list[URLPattern]:
    """Where forms send files; Wagtail lets only those in who may enter the admin."""
    return [path("media/upload/", views.upload, name="content_media_upload")]


@hooks.register("register_admin_urls")
def review_urls() -> list[URLPattern | URLResolver]:
    """The queue, and the small steps of a review."""
    return [path("relectures/", include("content.review_urls"))]


@hooks.register("register_log_actions")
def register_words(actions: LogActionRegistry) -> None:
    """What histories say of steps and reviews that Wagtail has no words for."""
    retired = telling(_("Périmer"), _("Périmé ; avant : %(from)s"), _status_word)
    actions.register_action("content.retire")(retired)
    for name, label, message in (
        ("take", _("Prendre en relecture"), _("S'en occupe")),
        ("release", _("Rendre à la file"), _("Ne s'en occupe plus")),
        ("plan", _("Planifier la relecture"), _("Priorité ou échéance changée")),
    ):
        actions.register_action(f"content.review.{name}", label, message)


def _status_word(code: str) -> str:
    return str(Status(code).label) if code in Status.values else code
