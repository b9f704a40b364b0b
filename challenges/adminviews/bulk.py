"""Bulk actions of the list: choose what to do, see what it would change, watch while it is done.

Each step posts to the same address; the work itself comes in portions, so that thousands of
challenges outlast any time limit, and a lost connection loses nothing that was done.
"""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.snippets.bulk_actions.snippet_bulk_action import SnippetBulkAction

from referentiel.numbers import whole_number

from ..bulk import Outcome, Result, carry_out
from ..listing import matching
from ..models import Challenge
from ..permissions import may
from ..tagform import TagForm
from ..tagging import Tags, plan, tag
from .saved_filters import list_url

#: Challenges done by one request.
PORTION = 20
#: Names that a page lists of those refused for one reason.
NAMED = 20


class TagAction(SnippetBulkAction):
    """Étiqueter: change contexts, audiences, devices and the like of the chosen challenges."""

    display_name = gettext_lazy("Étiqueter")
    action_type = "tag"
    aria_label = gettext_lazy("Étiqueter les épreuves choisies")
    action_priority = 10
    models = [Challenge]
    template_name = "challenges/admin/bulk_tag.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """For who may change challenges."""
        if not may(request.user, "change"):
            raise PermissionDenied
        response: HttpResponse = super().dispatch(request, *args, **kwargs)
        return response

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """What to change."""
        return self._page("choose", TagForm(), selected=self.selected().count())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The next step: look at what would change, then do it."""
        form = TagForm(request.POST)
        if not form.is_valid():
            if request.POST.get("step") == "portion":
                return JsonResponse(
                    {"error": " ".join(map(str, form.non_field_errors()))}, status=400
                )
            return self._page("choose", form, selected=self.selected().count())
        step = request.POST.get("step")
        if step == "portion":
            results = self._done(form.tags, PORTION)
            return JsonResponse({"results": [_as_json(result) for result in results]})
        if step == "all":
            return self._page("done", form, **_summary(self._done(form.tags)))
        if request.POST.get("again"):
            return self._page("choose", form, selected=self.selected().count())
        return self._look(form)

    def selected(self) -> QuerySet[Challenge]:
        """The challenges that were ticked, or all that the list's filters match."""
        ids = self.request.GET.getlist("id")
        if "all" in ids:
            return matching(self.request.GET)
        keys = (whole_number(key) for key in ids)
        return Challenge.objects.filter(pk__in=[key for key in keys if key is not None])

    def _look(self, form: TagForm) -> HttpResponse:
        found = plan(self.selected(), form.tags, self.request.user)
        refused = [
            (why, len(challenges), challenges[:NAMED], max(0, len(challenges) - NAMED))
            for why, challenges in sorted(found.refused.items())
        ]
        return self._page(
            "look", form, plan=found, refused=refused, ids=",".join(map(str, found.changed))
        )

    def _done(self, tags: Tags, most: int | None = None) -> list[Result]:
        """Do what was looked at, to at most ``most`` of the challenges that the request names."""
        keys = (whole_number(key) for key in self.request.POST.get("ids", "").split(","))
        pks = [key for key in keys if key is not None][:most]
        return list(carry_out(pks, lambda pk, user: tag(pk, tags, user), self.request.user))

    def _page(self, stage: str, form: TagForm, **more: Any) -> HttpResponse:
        title = _("Étiqueter des épreuves")
        context = {
            "stage": stage,
            "form": form,
            "next": self.next_url if self.next_url != self.request.path else list_url(),
            "portion": PORTION,
            "kept": _kept(self.request, form),
            "media": form.media,
            "edit_pattern": Challenge.snippet_viewset.get_url_name("edit"),
            "header_title": title,
            "header_icon": "tag",
            "breadcrumbs_items": [
                {"url": list_url(), "label": _("Épreuves")},
                {"url": "", "label": title},
            ],
            **more,
        }
        return TemplateResponse(self.request, self.template_name, context)


def _kept(request: HttpRequest, form: TagForm) -> list[tuple[str, str]]:
    """What was chosen, to be posted again by the next step."""
    return [(name, value) for name in form.fields for value in request.POST.getlist(name) if value]


def _as_json(result: Result) -> dict[str, Any]:
    found: dict[str, Any] = {"pk": result.pk, "outcome": result.outcome}
    if result.outcome == Outcome.REFUSED:
        found |= {"name": result.name, "why": result.why}
    return found


def _summary(results: list[Result]) -> dict[str, Any]:
    changed = sum(result.outcome == Outcome.CHANGED for result in results)
    return {
        "told": ngettext("%(n)s épreuve étiquetée.", "%(n)s épreuves étiquetées.", changed)
        % {"n": changed},
        "failed": [result for result in results if result.outcome == Outcome.REFUSED],
    }
