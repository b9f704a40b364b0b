"""What is being read is not edited meanwhile."""

from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail.locks import WorkflowLock


class ReviewLock(WorkflowLock):
    """Nobody edits a draft under review: what is approved must be what was read."""

    def get_message(self, user: Any) -> SafeString:
        """What the editor says above the form."""
        from .registry import reviewable

        kind = reviewable(type(self.object))
        if kind is None:
            return format_html("<b>{}</b>", _("En relecture."))
        return format_html(
            '<b>{}</b> {} <a href="{}">{}</a>',
            _("En relecture."),
            _("Pour changer le texte, retirez-le d'abord de la relecture."),
            kind.url(self.object),
            _("Ouvrir la relecture"),
        )

    def get_description(self, user: Any, can_lock: bool = False) -> str:
        """Beside the lock's icon."""
        return _("Personne ne modifie un texte pendant sa relecture.")
