"""Wagtail's previews, in which the author may answer: their own form comes back to them by POST."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from wagtail.snippets.views import snippets

from content.readable import SEEING

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
    """The preview of an older draft, for who may read it."""

    permission_required = None
    any_permission_required = SEEING


class WorkflowPreviewView(TrialMixin, snippets.WorkflowPreviewView):
    """The preview of what is to be reviewed."""
