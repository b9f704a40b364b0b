"""Locks of Wagtail's editor that follow from our states."""

from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail.locks import BaseLock


class ClosedLock(BaseLock):
    """What is archived or obsolete is read, not written: nothing of it could go live again."""

    def for_user(self, user: Any) -> bool:
        """Nobody edits it."""
        return True

    def get_message(self, user: Any) -> SafeString:
        """What the editor says above the form."""
        return format_html(
            "<b>{}</b> {}",
            _("Cette épreuve est « %(status)s ».") % {"status": self.object.get_status_display()},
            _("Elle se lit encore, mais ne se modifie plus : écrivez-en une autre."),
        )

    def get_icon_name(self, user: Any) -> str:
        """A closed lock."""
        return "lock"
