"""Saving a draft of a challenge that exists, whatever the path: form, autosave, API."""

from typing import Any

from django.db import transaction
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from wagtail.actions.edit import EditAction, EditPermissionError
from wagtail.locks import BasicLock, WorkflowLock

from content.lifecycle import lock_row

from .models import Challenge


class EditChallenge(EditAction):
    """Save a draft. Of somebody who edits and somebody who decides at once, one is told.

    The page looks at locks when it is asked, before the row is held: a decision may come between.
    Raises ``EditPermissionError``, which Wagtail's form shows while it keeps what was typed.
    """

    instance: Challenge

    def execute(self, skip_permission_checks: bool = False) -> Any:
        """Save in one transaction, after the row was held and read again."""
        with transaction.atomic():
            lock_row(self.instance)
            if (why := self.refusal()) is not None:
                raise EditPermissionError(why)
            return super().execute(skip_permission_checks=skip_permission_checks)

    def refusal(self) -> str | None:
        """Why the draft is not saved on the row as it is now; None when it is."""
        row = Challenge.objects.filter(pk=self.instance.pk).first()
        if row is None:
            return _("Cette épreuve a été supprimée entre-temps : copiez votre texte ailleurs.")
        lock = row.get_lock()
        if isinstance(lock, WorkflowLock):
            return _(
                "Elle est en relecture : rien n'est enregistré, votre texte est toujours à l'écran. "
                "Attendez la décision, ou retirez-la de la relecture."
            )
        personal = isinstance(lock, BasicLock)
        if lock and (not personal or self.user) and lock.for_user(self.user):
            return _("%(why)s Rien n'est enregistré : votre texte est toujours à l'écran.") % {
                "why": strip_tags(str(lock.get_message(self.user)))
            }
        if (row.live, row.status) != (self.instance.live, self.instance.status):
            return _(
                "Elle est devenue « %(status)s » pendant que vous écriviez : rien n'est enregistré, "
                "votre texte est toujours à l'écran. Enregistrez à nouveau pour en faire un brouillon."
            ) % {"status": row.get_status_display()}
        return None
