"""What is wrong with a challenge while it is written: the form's data in, problems out.

Nothing is saved. The views take the form as Wagtail's preview takes it, with its permissions.
"""

from typing import Any

from django.http import HttpRequest, JsonResponse
from wagtail.snippets.views import snippets

from ..forms import Finding


class CheckMixin:
    """POST the form, get ``{"problems": [{code, message, blocking, field, relation, label}]}``.

    ``field`` is the HTML id of the input to correct, ``relation`` names rows that are concerned as
    a whole; both are null for what concerns the whole challenge.
    """

    http_method_names = ("post",)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> JsonResponse:
        """Look at the form as at a draft, then at the documents that it makes."""
        form = self.get_form(request.POST)  # type: ignore[attr-defined]
        form.defer_required_fields()
        form.is_valid()
        return JsonResponse({"problems": [_as_json(finding) for finding in form.findings()]})


class CheckOnCreateView(CheckMixin, snippets.PreviewOnCreateView):
    """For a challenge that is not saved yet."""


class CheckOnEditView(CheckMixin, snippets.PreviewOnEditView):
    """For a draft."""


def _as_json(finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.problem.code,
        "message": str(finding.problem.message),
        "blocking": finding.problem.blocking,
        "field": finding.field,
        "relation": finding.relation,
        "label": finding.label,
    }
