"""The way down to pages about challenges."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from ..models import Challenge
from ..permissions import may


def edit_url(challenge: Challenge) -> str:
    """The address of the form of ``challenge``."""
    return reverse(Challenge.snippet_viewset.get_url_name("edit"), args=[challenge.pk])


def view_url(user: Any, challenge: Challenge) -> str:
    """The form for who may write, the family for who may read."""
    if may(user, "change", challenge):
        return edit_url(challenge)
    return reverse("challenges:family", args=[challenge.pk])


def page_context(title: str, icon: str, *above: tuple[str, str]) -> dict[str, Any]:
    """What Wagtail's page frame needs; ``above`` are ``(address, label)`` below the list."""
    listing = reverse(Challenge.snippet_viewset.get_url_name("list"))
    return {
        "header_title": title,
        "header_icon": icon,
        "breadcrumbs_items": [
            {"url": listing, "label": _("Épreuves")},
            *({"url": url, "label": label} for url, label in above),
            {"url": "", "label": title},
        ],
    }
