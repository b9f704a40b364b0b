"""Archiving and making obsolete many challenges from the list."""

from typing import Any

from django.utils.translation import gettext_lazy, ngettext

from content.effects import Verb

from ..bulk import Act, Plan
from ..bulkforms import StepForm
from ..bulksteps import plan_step, take_step
from .bulk import BulkPage


class StepAction(BulkPage):
    """A step out of circulation; ``verb`` says which."""

    form_class = StepForm
    template_name = "challenges/admin/bulk_step.html"
    form_template = "challenges/admin/_bulk_step_form.html"
    permission = "publish"
    verb: Verb

    def plan(self, form: StepForm) -> Plan:
        """What would be taken out, and what goes along."""
        return plan_step(self.selected(), self.verb, self.request.user)

    def act(self, form: StepForm) -> Act:
        """Take the step with one challenge."""
        reason = form.cleaned_data["reason"]

        def act(pk: int, user: Any) -> bool:
            return take_step(pk, self.verb, reason, user)

        return act


class ArchiveAction(StepAction):
    """Archiver: what is validated, with its variants."""

    display_name = title = gettext_lazy("Archiver")
    action_type = "archive"
    aria_label = gettext_lazy("Archiver les épreuves choisies")
    action_priority = 30
    header_icon = "folder-inverse"
    verb = Verb.ARCHIVE

    def told(self, changed: int) -> str:
        """How many were archived on their own account."""
        return ngettext("%(n)s épreuve archivée.", "%(n)s épreuves archivées.", changed) % {
            "n": changed
        }


class RetireAction(StepAction):
    """Périmer: what is proposed or archived, for good."""

    display_name = title = gettext_lazy("Périmer")
    action_type = "retire"
    aria_label = gettext_lazy("Périmer les épreuves choisies")
    action_priority = 40
    header_icon = "cross"
    verb = Verb.RETIRE

    def told(self, changed: int) -> str:
        """How many became obsolete on their own account."""
        return ngettext("%(n)s épreuve périmée.", "%(n)s épreuves périmées.", changed) % {
            "n": changed
        }
