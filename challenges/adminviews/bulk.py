"""Bulk actions of the list: choose what to do, see what it would change, watch while it is done.

Each step posts to the same address; the work itself comes in portions, so that thousands of
challenges outlast any time limit, and a lost connection loses nothing that was done.
"""

from abc import abstractmethod
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.snippets.bulk_actions.snippet_bulk_action import SnippetBulkAction

from content.permissions import refused, sentence
from content.review import mail
from referentiel.numbers import whole_number

from ..bulk import Act, Outcome, Plan, Result, carry_out
from ..bulkforms import MoveForm, SubmitForm, TagForm
from ..bulksubmit import plan_submission, submit_one
from ..listing import matching
from ..models import Challenge
from ..moving import move_one, plan_move
from ..permissions import CHANGE, may
from ..tagging import plan, tag
from .saved_filters import list_url

#: Challenges done by one request.
PORTION = 20
#: Names that a page lists of those refused for one reason.
NAMED = 20


class BulkPage(SnippetBulkAction):
    """A bulk action in three steps: what to do, what it would change, doing it."""

    models = [Challenge]
    form_class: type[Any]
    template_name = "challenges/admin/bulk.html"
    #: What the page is called, and the template of its form.
    title: Any
    form_template: str
    header_icon: str

    @abstractmethod
    def plan(self, form: Any) -> Plan:
        """What the valid ``form`` would change of the chosen challenges."""

    @abstractmethod
    def act(self, form: Any) -> Act:
        """What is done to one challenge."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """For who may change challenges."""
        if not may(request.user, "change"):
            return refused(request, sentence([CHANGE]))
        response: HttpResponse = super().dispatch(request, *args, **kwargs)
        return response

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """What to do."""
        return self._choose(self.form_class())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The next step: look at what would change, then do it."""
        form, step = self.form_class(request.POST), request.POST.get("step")
        if not form.is_valid():
            if step == "portion":
                words = " ".join(
                    str(message) for found in form.errors.values() for message in found
                )
                return JsonResponse({"error": words}, status=400)
            return self._choose(form)
        if step == "portion":
            results = self._done(form, PORTION)
            if request.POST.get("last"):
                self.finish()
            return JsonResponse({"results": [_as_json(result) for result in results]})
        if step == "end":
            self.finish()
            return JsonResponse({"results": []})
        if step == "all":
            results = self._done(form)
            self.finish()
            return self._page("done", form, **self._summary(results))
        if request.POST.get("again"):
            return self._choose(form)
        return self._look(form)

    def told(self, changed: int) -> str:
        """What was done, in words."""
        return ngettext("%(n)s épreuve changée.", "%(n)s épreuves changées.", changed) % {
            "n": changed
        }

    def finish(self) -> None:
        """After the last portion, or when the page was left before it."""

    def selected(self) -> QuerySet[Challenge]:
        """The challenges that were ticked, or all that the list's filters match."""
        ids = self.request.GET.getlist("id")
        if "all" in ids:
            return matching(self.request.GET)
        keys = (whole_number(key) for key in ids)
        return Challenge.objects.filter(pk__in=[key for key in keys if key is not None])

    def _choose(self, form: Any) -> HttpResponse:
        return self._page("choose", form, selected=self.selected().count())

    def _look(self, form: Any) -> HttpResponse:
        found = self.plan(form)
        refused = [
            (why, len(challenges), challenges[:NAMED], max(0, len(challenges) - NAMED))
            for why, challenges in sorted(found.refused.items())
        ]
        return self._page(
            "look", form, plan=found, refused=refused, ids=",".join(map(str, found.changed))
        )

    def _done(self, form: Any, most: int | None = None) -> list[Result]:
        """Do what was looked at, to at most ``most`` of the challenges that the request names."""
        keys = (whole_number(key) for key in self.request.POST.get("ids", "").split(","))
        pks = [key for key in keys if key is not None][:most]
        return list(carry_out(pks, self.act(form), self.request.user))

    def _summary(self, results: list[Result]) -> dict[str, Any]:
        changed = sum(result.outcome == Outcome.CHANGED for result in results)
        return {
            "told": self.told(changed),
            "failed": [result for result in results if result.outcome == Outcome.REFUSED],
        }

    def _page(self, stage: str, form: Any, **more: Any) -> HttpResponse:
        names = [name for name in form.fields if self.request.POST.getlist(name)]
        context = {
            "stage": stage,
            "form": form,
            "form_template": self.form_template,
            "next": self.next_url if self.next_url != self.request.path else list_url(),
            "portion": PORTION,
            # What was chosen, to be posted again by the next step.
            "kept": [(name, value) for name in names for value in self.request.POST.getlist(name)],
            "media": form.media,
            "edit_pattern": Challenge.snippet_viewset.get_url_name("edit"),
            "header_title": self.title,
            "header_icon": self.header_icon,
            "breadcrumbs_items": [
                {"url": list_url(), "label": _("Épreuves")},
                {"url": "", "label": self.title},
            ],
            **more,
        }
        return TemplateResponse(self.request, self.template_name, context)


class TagAction(BulkPage):
    """Étiqueter: change contexts, audiences, devices and the like of the chosen challenges."""

    display_name = title = gettext_lazy("Étiqueter")
    action_type = "tag"
    aria_label = gettext_lazy("Étiqueter les épreuves choisies")
    action_priority = 10
    form_class = TagForm
    form_template = "challenges/admin/_bulk_tag_form.html"
    header_icon = "tag"

    def plan(self, form: TagForm) -> Plan:
        """What the tags would change."""
        return plan(self.selected(), form.tags, self.request.user)

    def act(self, form: TagForm) -> Act:
        """Tag one challenge."""
        tags = form.tags
        return lambda pk, user: tag(pk, tags, user)


class MoveAction(BulkPage):
    """Déplacer: put the chosen prototypes under another skill."""

    display_name = title = gettext_lazy("Déplacer vers un acquis")
    action_type = "move"
    aria_label = gettext_lazy("Déplacer les épreuves choisies vers un acquis")
    action_priority = 20
    form_class = MoveForm
    form_template = "challenges/admin/_bulk_move_form.html"
    header_icon = "arrow-right"

    def plan(self, form: MoveForm) -> Plan:
        """What would move."""
        return plan_move(self.selected(), form.cleaned_data["skill"], self.request.user)

    def act(self, form: MoveForm) -> Act:
        """Move one challenge."""
        skill = form.cleaned_data["skill"]
        return lambda pk, user: move_one(pk, skill, user)


class SubmitAction(BulkPage):
    """Soumettre à relecture: reviewers get one mail about all that one person submits at once."""

    display_name = title = gettext_lazy("Soumettre à relecture")
    action_type = "submit"
    aria_label = gettext_lazy("Soumettre à relecture les épreuves choisies")
    action_priority = 5
    form_class = SubmitForm
    template_name = "challenges/admin/bulk_submit.html"
    form_template = "challenges/admin/_bulk_submit_form.html"
    header_icon = "glasses"
    #: Where the session keeps the reviews that nobody was told of yet: portions come one by one.
    UNTOLD = "submitted_reviews"

    def plan(self, form: SubmitForm) -> Plan:
        """What would be submitted."""
        # What an interrupted round left untold is told now.
        self.finish()
        return plan_submission(self.selected(), self.request.user)

    def act(self, form: SubmitForm) -> Act:
        """Submit one challenge."""
        asked = form.asked

        def act(pk: int, user: Any) -> bool:
            untold = self.request.session.get(self.UNTOLD, [])
            self.request.session[self.UNTOLD] = [*untold, submit_one(pk, user, asked)]
            return True

        return act

    def told(self, changed: int) -> str:
        """How many are in review now."""
        return ngettext("%(n)s épreuve soumise.", "%(n)s épreuves soumises.", changed) % {
            "n": changed
        }

    def finish(self) -> None:
        """One mail to each reviewer, about all that was submitted."""
        mail.submitted_together(self.request.session.pop(self.UNTOLD, []))


def _as_json(result: Result) -> dict[str, Any]:
    found: dict[str, Any] = {"pk": result.pk, "outcome": result.outcome}
    if result.outcome == Outcome.REFUSED:
        found |= {"name": result.name, "why": result.why}
    return found
