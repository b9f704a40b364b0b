"""Wagtail's previews, in which the author may answer: their own form comes back to them by POST."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views import View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import BaseObjectMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.snippets.views import snippets

from content.readable import SEEING

from ..permissions import may_see
from ..preview import TRIAL


class TrialMixin:
    """A POST of the preview's own form shows the same preview, answered.

    Everything else is Wagtail's: it posts the author's form here to keep it for the preview.
    """

    http_method_names = ("get", "post", "delete")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer on trial, or keep the author's form."""
        if TRIAL in request.POST:
            return self.get(request, *args, **kwargs)  # type: ignore[attr-defined]
        keep = getattr(super(), "post", None)
        if keep is None:
            return HttpResponseNotAllowed(["GET"])
        response: HttpResponse = keep(request, *args, **kwargs)
        return response


class PreviewOnCreateView(TrialMixin, snippets.PreviewOnCreateView):
    """The preview of a challenge that is not saved yet."""


class PreviewOnEditView(TrialMixin, snippets.PreviewOnEditView):
    """The preview of a draft."""


class PreviewRevisionView(TrialMixin, snippets.PreviewRevisionView):
    """The preview of an older draft, for who may read challenges."""

    permission_required = None
    any_permission_required = SEEING


class WorkflowPreviewView(TrialMixin, PermissionCheckedMixin, snippets.WorkflowPreviewView):
    """The preview of what is to be reviewed, for who may read challenges."""

    any_permission_required = SEEING

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The submitted draft; Wagtail shows it to those only who may decide in its own menus."""
        if self.task_state is None:
            messages.error(
                request, _("Cette épreuve n'est plus à cette étape : voici où elle en est.")
            )
            return redirect("challenges:review", pk=self.object.pk)
        draft = self.task_state.revision.as_object()
        response: HttpResponse = draft.make_preview_request(request, draft.default_preview_mode)
        return response


class ClosedWorkflowView(BaseObjectMixin, View):
    """Wagtail's addresses for a workflow's steps: a review is decided on its own page only."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Lead there, with a sentence; nothing is done."""
        if not may_see(request.user):
            raise PermissionDenied
        messages.warning(
            request,
            _("Rien n'est changé : la relecture se décide sur cette page, nulle part ailleurs."),
        )
        return redirect("challenges:review", pk=self.object.pk)
