"""The pages on which a challenge is written."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.components import MediaContainer
from wagtail.admin.ui.side_panels import ChecksSidePanel, StatusSidePanel
from wagtail.snippets.views import snippets

from content.review.actions import open_review_of
from content.review.queue import RETURNED
from referentiel.numbers import whole_number

from ..buttons import FamilyButtonsMixin
from ..models import Challenge
from ..sidepanels import HouseStatusSidePanel, NotesSidePanel, ProblemsSidePanel
from .overwriting import AskBeforeOverwritingMixin


class SubmittedFormMixin:
    """A form that saves drafts, and leads to the page on which they are submitted to review.

    Nothing goes live from here: what a forged form asks for beside that saves a draft.
    """

    def get_available_actions(self) -> list[str]:
        """Save; or save with everything checked, and go on to submitting."""
        return [*self.actions, "submit"]  # type: ignore[attr-defined]

    def submit_action(self) -> None:
        """No review starts yet: the next page asks what goes with it."""

    def get_success_url(self) -> str:
        """The page that submits, for who asked for it."""
        if self.action == "submit":  # type: ignore[attr-defined]
            return reverse("challenges:submit", args=[self.object.pk])  # type: ignore[attr-defined]
        url: str = super().get_success_url()  # type: ignore[misc]
        return url

    def get_error_message(self) -> Any:
        """What happened to the text, and what to do."""
        if self.action == "submit":  # type: ignore[attr-defined]
            return gettext(
                "L'épreuve n'est pas encore soumise : corrigez ce qui est signalé, puis soumettez à "
                "nouveau. Votre texte est toujours là."
            )
        return super().get_error_message()  # type: ignore[misc]

    def get_success_message(self, instance: Any = None) -> Any:
        """Saved, and what is next."""
        if self.action == "submit":  # type: ignore[attr-defined]
            return gettext("Le brouillon est enregistré. Relisez ce qui partira, puis soumettez.")
        if instance is None:
            return super().get_success_message()  # type: ignore[misc]
        return super().get_success_message(instance)  # type: ignore[misc]

    def get_success_buttons(self) -> list[Any]:
        """None where the next page is the way on."""
        if self.action == "submit":  # type: ignore[attr-defined]
            return []
        buttons: list[Any] = super().get_success_buttons()  # type: ignore[misc]
        return buttons


class OwnChecksMixin:
    """Our panels of problems and notes in the place of Wagtail's page checks, which know none of our rules."""

    def get_side_panels(self) -> MediaContainer:
        """The side panels that mean something for a challenge."""
        panels = super().get_side_panels()  # type: ignore[misc]
        kept = [
            HouseStatusSidePanel.of(panel) if isinstance(panel, StatusSidePanel) else panel
            for panel in panels
            if not isinstance(panel, ChecksSidePanel)
        ]
        # What autosave sends back replaces panels: ours lives on in the page.
        partial = getattr(self, "expects_json_response", False)
        if not partial and not getattr(self, "hydrate_create_view", False):
            form = self.form  # type: ignore[attr-defined]
            kept.append(ProblemsSidePanel(form.instance, self.request))  # type: ignore[attr-defined]
            kept.append(NotesSidePanel(form.instance, self.request))  # type: ignore[attr-defined]
        return MediaContainer(kept)


class ChallengeCreateView(OwnChecksMixin, SubmittedFormMixin, snippets.CreateView):
    """Write a challenge."""

    page_title = _("Nouvelle épreuve")

    def get_initial(self) -> dict[str, Any]:
        """The skill that the address names: the map leads here with ``?skill=``."""
        initial: dict[str, Any] = super().get_initial()
        if (skill := whole_number(self.request.GET.get("skill", ""))) is not None:
            initial["skill"] = skill
        return initial

    def save_instance(self) -> Challenge:
        """Note who wrote it."""
        self.form.instance.created_by = self.request.user
        challenge: Challenge = super().save_instance()
        return challenge


class ChallengeEditView(
    FamilyButtonsMixin,
    AskBeforeOverwritingMixin,
    OwnChecksMixin,
    SubmittedFormMixin,
    snippets.EditView,
):
    """Change a challenge: a validated one gets a draft beside it."""

    def get_object(self, queryset: Any = None) -> Challenge:
        """The latest draft; a page that is only shown reads it once, where Wagtail reads it twice."""
        found: Challenge | None = getattr(self, "object", None)
        if found is None or self.request.method != "GET":
            found = super().get_object(queryset)
        return found

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With what a reviewer asked to change, until it is submitted again."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        state = self.object.current_workflow_state
        if state is not None and state.status == RETURNED:
            review = open_review_of(self.object)
            context["returned"] = review and review.decisions.select_related("by").first()
            context["review_url"] = reverse("challenges:review", args=[self.object.pk])
        return context
