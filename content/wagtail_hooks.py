"""Registration with Wagtail of what the content room has in the admin."""

from django.urls import URLPattern, URLResolver, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry

from .bulkdelete import RefusingDelete
from .enums import Status
from .logwords import telling
from .media import views
from .permissions import refusing_all


@hooks.register("register_admin_urls")
def media_urls() -> list[URLPattern | URLResolver]:
    """Where forms send files; Wagtail lets only those in who may enter the admin."""
    return refusing_all([path("media/upload/", views.upload, name="content_media_upload")])


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


# After Wagtail's own, whose place it takes.
hooks.register("register_bulk_action", RefusingDelete, order=1)


def _status_word(code: str) -> str:
    return str(Status(code).label) if code in Status.values else code
