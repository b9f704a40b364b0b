"""The form's buttons in the house's words."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.action_menu import PublishMenuItem, UnpublishMenuItem

from content.enums import Status

from .models import Challenge


class ValidateMenuItem(PublishMenuItem):
    """Validating is publishing; what is archived or obsolete is not validated any more."""

    label = _("Valider")
    icon_name = "check"
    template_name = "challenges/validate_button.html"

    def is_shown(self, context: dict[str, Any]) -> bool:
        """Only for what can still go live."""
        instance = context.get("instance")
        closed = instance is not None and instance.status in {Status.ARCHIVED, Status.OBSOLETE}
        return not closed and bool(super().is_shown(context))


class ArchiveMenuItem(UnpublishMenuItem):
    """Archiving is unpublishing."""

    label = _("Archiver")
    icon_name = "folder-inverse"


def use_house_words(items: list[Any], context: dict[str, Any]) -> None:
    """Replace Wagtail's publish and unpublish buttons of a challenge by ours, in place."""
    if context.get("model") is not Challenge:
        return
    ours: dict[type, Any] = {PublishMenuItem: ValidateMenuItem, UnpublishMenuItem: ArchiveMenuItem}
    replaced = []
    for item in items:
        menu_item = ours[type(item)](item.order) if type(item) in ours else item
        if menu_item is item or menu_item.is_shown(context):
            replaced.append(menu_item)
    items[:] = replaced
