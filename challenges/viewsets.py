"""The admin's pages for challenges: list, filters, form, validation and archiving."""

from typing import Any

from django.contrib import messages
from django.contrib.admin.utils import quote
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
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

from .filters import ChallengeFilterSet
from .listing import ChallengeIndexView, columns
from .models import Challenge
from .panels import edit_handler
from .rowfacts import for_rows


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
    """Without Wagtail's panel of page checks: it counts words and knows nothing of our rules."""

    def get_side_panels(self) -> MediaContainer:
        """The side panels that mean something for a challenge."""
        panels = super().get_side_panels()  # type: ignore[misc]
        return MediaContainer([panel for panel in panels if not isinstance(panel, ChecksSidePanel)])


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


class ChallengeEditView(OwnChecksMixin, GoLiveErrorsMixin, snippets.EditView):
    """Change a challenge: a validated one gets a draft beside it."""


class ChallengeArchiveView(snippets.UnpublishView):
    """Archiving goes through the model, hence through lifecycle.py."""

    page_title = _("Archiver")
    success_message = _("L'épreuve « %(object)s » est archivée.")
    template_name = "challenges/confirm_archive.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Only what is validated can be archived."""
        if not self.object.live:
            messages.error(
                request,
                gettext("« %(challenge)s » n'est pas validée : il n'y a rien à archiver.")
                % {"challenge": self.object},
            )
            return redirect(self.edit_url_name, quote(self.object.pk))
        response: HttpResponse = super().dispatch(request, *args, **kwargs)
        return response

    def unpublish(self) -> HttpResponse | None:
        """Archive the challenge."""
        response: HttpResponse | None = self.run_hook("before_unpublish", self.request, self.object)
        if response is not None:
            return response
        try:
            self.object.unpublish(user=self.request.user)
        except ValidationError as error:
            messages.error(self.request, " ".join(error.messages))
            return redirect(self.edit_url_name, quote(self.object.pk))
        return self.run_hook("after_unpublish", self.request, self.object)


class ChallengeWorkflowActionView(snippets.WorkflowActionView):
    """Approving the last task publishes: what may not go live is a message, and nothing is done."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Act on the task in one transaction."""
        try:
            with transaction.atomic():
                response: HttpResponse = super().post(request, *args, **kwargs)
                return response
        except ValidationError as error:
            messages.error(
                request,
                gettext("L'épreuve n'a pas pu être validée : %(why)s")
                % {"why": " ".join(error.messages)},
            )
            return redirect(Challenge.snippet_viewset.get_url_name("edit"), quote(self.object.pk))


class ChallengeViewSet(snippets.SnippetViewSet):
    """Challenges in the admin's main menu."""

    model = Challenge
    icon = "form"
    menu_label = _("Épreuves")
    menu_name = "challenges"
    menu_order = 100
    add_to_admin_menu = True
    url_prefix = "epreuves"
    list_display = columns()
    index_template_name = "challenges/admin/list.html"
    filterset_class = ChallengeFilterSet
    edit_handler = edit_handler
    # Wagtail's copy posts to a path that edits the source (WAGTAIL.md): closed.
    copy_view_enabled = False
    inspect_view_enabled = True
    inspect_view_fields = [
        "public_id",
        "status",
        "type",
        "skill",
        "instruction_fr",
        "explanation_fr",
    ]
    index_view_class = ChallengeIndexView
    add_view_class = ChallengeCreateView
    edit_view_class = ChallengeEditView
    unpublish_view_class = ChallengeArchiveView
    workflow_action_view_class = ChallengeWorkflowActionView
    list_per_page = 30

    def register_chooser_viewset(self) -> None:
        """No chooser: Wagtail's would show drafts to whoever enters the admin."""

    def get_queryset(self, request: HttpRequest) -> QuerySet[Challenge]:
        """With what each row shows."""
        return for_rows(Challenge.objects.all())
