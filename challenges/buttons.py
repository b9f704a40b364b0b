"""The ways from a challenge to others: buttons of the list's rows and of the form's header."""

from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin.widgets.button import Button

from content.enums import Status
from content.lifecycle import RETIRABLE

from .models import Challenge
from .permissions import may, may_see

#: After Wagtail's own (edit, copy, delete, inspect).
_FIRST = 60


def family_buttons(challenge: Challenge, user: Any) -> list[Button]:
    """What ``user`` may start from ``challenge``; each opens a page that asks before it does."""
    closed = challenge.status in {Status.ARCHIVED, Status.OBSOLETE}
    viewset = Challenge.snippet_viewset
    ways: list[tuple[str, str, str]] = []
    if may_see(user):
        ways.append((_("Famille"), _page("family", challenge), "list-ul"))
        query = urlencode({"a": challenge.public_id})
        ways.append((_("Comparer"), f"{reverse('challenges:compare')}?{query}", "history"))
        history = reverse(viewset.get_url_name("history"), args=[challenge.pk])
        ways.append((_("Historique"), history, "history"))
    if may(user, "add"):
        if not (challenge.is_variant or closed):
            ways.append((_("Décliner"), _page("decline", challenge), "plus"))
        ways.append((_("Dupliquer"), _page("duplicate", challenge), "copy"))
    if may(user, "change", challenge) and not (challenge.is_variant or closed):
        query = urlencode({"id": challenge.pk})
        ways.append((_("Déplacer"), f"{reverse('challenges:move')}?{query}", "arrow-right"))
    if may(user, "publish", challenge):
        if challenge.status == Status.VALIDATED:
            archive = reverse(viewset.get_url_name("unpublish"), args=[challenge.pk])
            ways.append((_("Archiver"), archive, "folder-inverse"))
        if challenge.status in RETIRABLE:
            ways.append((_("Périmer"), _page("retire", challenge), "cross"))
    return [
        Button(label, url=url, icon_name=icon, priority=_FIRST + index)
        for index, (label, url, icon) in enumerate(ways)
    ]


def _page(name: str, challenge: Challenge) -> str:
    return reverse(f"challenges:{name}", args=[challenge.pk])


class FamilyButtonsMixin:
    """A view of one challenge whose header leads to its family."""

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        """Wagtail's buttons, then ours."""
        view: Any = self
        ours = family_buttons(view.object, view.request.user)
        return [*super().header_more_buttons, *ours]  # type: ignore[misc]
