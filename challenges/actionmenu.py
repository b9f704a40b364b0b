"""The form's buttons in the house's words: save, submit to review, archive."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.snippets.action_menu import (
    ActionMenuItem,
    LockedMenuItem,
    SaveMenuItem,
    UnpublishMenuItem,
)

from content.enums import Status

from .models import Challenge
from .permissions import may


class SaveDraftItem(SaveMenuItem):
    """Saving always saves a draft: what is validated stays as it is."""

    label = _("Enregistrer")
    template_name = "challenges/review/save_button.html"


class SubmitItem(ActionMenuItem):
    """Saves with everything checked, then leads to the page that submits."""

    label = _("Soumettre à relecture…")
    name = "action-submit"
    icon_name = "resubmit"
    template_name = "challenges/review/submit_button.html"

    def is_shown(self, context: dict[str, Any]) -> bool:
        """For who may write, while it can still be validated and is not in review."""
        instance = context.get("instance")
        closed = instance is not None and instance.status in {Status.ARCHIVED, Status.OBSOLETE}
        return (
            not closed
            and may(context["request"].user, "change")
            and bool(super().is_shown(context))
        )


class ReviewItem(ActionMenuItem):
    """The way to the review that locks the form."""

    label = _("Ouvrir la relecture")
    icon_name = "clipboard-list"
    template_name = "challenges/review/review_button.html"

    def is_shown(self, context: dict[str, Any]) -> bool:
        """While it is in review."""
        instance = context.get("instance")
        return instance is not None and bool(instance.workflow_in_progress)

    def get_url(self, parent_context: dict[str, Any]) -> str:
        """The page of the review."""
        return reverse("challenges:review", args=[parent_context["instance"].pk])


class ArchiveMenuItem(UnpublishMenuItem):
    """Archiving is unpublishing."""

    label = _("Archiver")
    icon_name = "folder-inverse"


def use_house_words(items: list[Any], context: dict[str, Any]) -> None:
    """Put our buttons in the place of Wagtail's, which publish and moderate; others' stay."""
    if context.get("model") is not Challenge:
        return
    review = ReviewItem(0)
    ours: list[Any] = [SaveDraftItem(10), SubmitItem(20), ArchiveMenuItem(30), LockedMenuItem(40)]
    if review.is_shown(context):
        ours = [review]
    others = [item for item in items if type(item).__module__ != ActionMenuItem.__module__]
    items[:] = [*(item for item in ours if item.is_shown(context)), *others]
