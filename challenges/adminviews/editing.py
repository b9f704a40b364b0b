"""The pages on which a challenge is written."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.components import MediaContainer
from wagtail.admin.ui.side_panels import ChecksSidePanel
from wagtail.snippets.views import snippets

from referentiel.numbers import whole_number

from ..buttons import FamilyButtonsMixin
from ..models import Challenge
from ..sidepanels import NotesSidePanel, ProblemsSidePanel
from .overwriting import AskBeforeOverwritingMixin


class GoLiveErrorsMixin:
    """A refusal that the form could not foresee is a message on the edit page, never a failure."""

    def run_action_method(self) -> HttpResponse | None:
        """Run the action (publish, submit…); the draft is saved already when it refuses."""
        try:
            return super().run_action_method()  # type: ignore[misc]
        except ValidationError as error:
            request: HttpRequest = self.request  # type: ignore[attr-defined]
            messages.error(
                request,
                gettext(
                    "Le brouillon est enregistré, mais l'épreuve n'a pas pu être validée : %(why)s"
                )
                % {"why": " ".join(error.messages)},
            )
            return redirect(self.get_edit_url())  # type: ignore[attr-defined]

    def get_error_message(self) -> Any:
        """What happened to the text, and what to do."""
        if self.action == "publish":  # type: ignore[attr-defined]
            return gettext(
                "L'épreuve n'est pas validée : corrigez ce qui est signalé, puis validez à nouveau. "
                "Votre texte est toujours là."
            )
        return super().get_error_message()  # type: ignore[misc]

    def get_success_message(self, instance: Any = None) -> Any:
        """The house's words: an épreuve is validated, not published."""
        if self.action == "publish":  # type: ignore[attr-defined]
            challenge = instance or self.object  # type: ignore[attr-defined]
            if challenge.go_live_at and challenge.go_live_at > timezone.now():
                return gettext("L'épreuve « %(challenge)s » sera validée le %(when)s.") % {
                    "challenge": challenge,
                    "when": date_format(
                        timezone.localtime(challenge.go_live_at), "DATETIME_FORMAT"
                    ),
                }
            return gettext("L'épreuve « %(challenge)s » est validée.") % {"challenge": challenge}
        return super().get_success_message(instance)  # type: ignore[misc]


class OwnChecksMixin:
    """Our panels of problems and notes in the place of Wagtail's page checks, which know none of our rules."""

    def get_side_panels(self) -> MediaContainer:
        """The side panels that mean something for a challenge."""
        panels = super().get_side_panels()  # type: ignore[misc]
        kept = [panel for panel in panels if not isinstance(panel, ChecksSidePanel)]
        # What autosave sends back replaces panels: ours lives on in the page.
        partial = getattr(self, "expects_json_response", False)
        if not partial and not getattr(self, "hydrate_create_view", False):
            form = self.form  # type: ignore[attr-defined]
            kept.append(ProblemsSidePanel(form.instance, self.request))  # type: ignore[attr-defined]
            kept.append(NotesSidePanel(form.instance, self.request))  # type: ignore[attr-defined]
        return MediaContainer(kept)


class ChallengeCreateView(OwnChecksMixin, GoLiveErrorsMixin, snippets.CreateView):
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
    GoLiveErrorsMixin,
    snippets.EditView,
):
    """Change a challenge: a validated one gets a draft beside it."""

    def get_object(self, queryset: Any = None) -> Challenge:
        """The latest draft; a page that is only shown reads it once, where Wagtail reads it twice."""
        found: Challenge | None = getattr(self, "object", None)
        if found is None or self.request.method != "GET":
            found = super().get_object(queryset)
        return found
