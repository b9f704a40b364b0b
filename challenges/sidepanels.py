"""The side panels of the author's form: what is to be mended, and what people noted, with the way there."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.side_panels import BaseSidePanel, StatusSidePanel

from content.notesheets import sheet_of

from .notefields import places


class ProblemsSidePanel(BaseSidePanel):
    """Filled by checks.js; it also tells that script where to ask."""

    class SidePanelToggle(BaseSidePanel.SidePanelToggle):
        """The number on the button is that of the problems."""

        aria_label = _("Afficher ou masquer les contrôles")
        icon_name = "glasses"
        counter_classname = "w-bg-critical-200"

    name = "problems"
    title = _("Contrôles")
    template_name = "challenges/problems_panel.html"
    order = 350

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """With the addresses that look at a new and at a saved challenge."""
        context: dict[str, Any] = super().get_context_data(parent_context)
        name = self.model.snippet_viewset.get_url_name
        return {
            **context,
            "check_new": reverse(name("check_on_add")),
            # The script puts the number in: a new challenge gets one without a new page.
            "check_saved": reverse(name("check_on_edit"), args=["0"]),
            "login": reverse("wagtailadmin_login"),
            "signed_in": reverse("wagtailadmin_home"),
            "is_new": self.object.pk is None,
        }


class HouseStatusSidePanel(StatusSidePanel):
    """Wagtail's panel of states, in the house's words."""

    @classmethod
    def of(cls, panel: StatusSidePanel) -> StatusSidePanel:
        """``panel`` with our words."""
        panel.__class__ = cls
        return panel

    def get_status_templates(self, context: Any) -> list[str]:
        """Ours in the place of the one that speaks of moderation."""
        templates: list[str] = super().get_status_templates(context)
        return ["challenges/review/status.html", *templates[1:]]


class NotesSidePanel(BaseSidePanel):
    """The notes on the challenge, each with the way to its field (notefields.js)."""

    class SidePanelToggle(BaseSidePanel.SidePanelToggle):
        """The number on the button is that of the notes that wait for somebody."""

        aria_label = _("Afficher ou masquer les notes")
        icon_name = "comment"
        counter_classname = "w-bg-critical-200"

        def get_context_data(self, parent_context: Any) -> dict[str, Any]:
            """With the number."""
            context: dict[str, Any] = super().get_context_data(parent_context)
            return {**context, "count": self.panel.sheet.open_count}

    name = "notes"
    title = _("Notes")
    template_name = "challenges/notes_panel.html"
    order = 360

    @property
    def sheet(self) -> Any:
        """The notes, read once for the button and the panel."""
        return sheet_of(self.object, self.request.user)

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """With where fields are, and where the notes of a challenge that is new now will be."""
        context: dict[str, Any] = super().get_context_data(parent_context)
        return {
            **context,
            "is_new": self.object.pk is None,
            "counts": {one.name: len(one.open) for one in self.sheet.open_fields},
            "places": places(),
            # The script puts the number in, as for the checks.
            "list_url": reverse("notes:list", args=[self.sheet.kind, 0]),
        }
