"""The page on which a challenge is reviewed: what was submitted, what it changes, the decision."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages
from wagtail.admin.widgets.button import HeaderButton
from wagtail.models import TaskState

from content.effects import Verb
from content.enums import ReviewPoint, Verdict
from content.models import Decision, Review
from content.review.actions import decide, open_review_of
from content.review.approvals import fingerprint
from content.review.forms import plan_form
from content.review.queue import IN_PROGRESS

from ..changes import change_of
from ..lifecycle import effects_of
from ..models import Challenge
from ..permissions import may, seeing
from ..preview import SHOW
from ..queries import named_challenges
from ..reviewforms import DecisionForm
from ..reviewing import decision_refusal
from .crumbs import edit_url, page_context


@require_http_methods(["GET", "POST"])
@seeing
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """What a reviewer needs on one page; a POST is the decision."""
    challenge = get_object_or_404(named_challenges(), pk=pk)
    form = DecisionForm(request.POST) if request.method == "POST" else None
    if form is not None:
        if _decided(request, challenge, form):
            return redirect("challenges:review", pk=pk)
        challenge = named_challenges().get(pk=pk)
    found = open_review_of(challenge)
    context: dict[str, Any] = {
        "challenge": challenge,
        "review": found,
        "decisions": [_told(decision) for decision in _decisions(challenge)],
        "edit_url": edit_url(challenge) if may(request.user, "change", challenge) else "",
        "submit_url": _submit_url(request, challenge),
        **page_context(_("Relecture"), "clipboard-list", _above(request, challenge)),
    }
    if found is None:
        context["last"] = _last_review(challenge)
    else:
        context |= _of_review(request, challenge, found, form)
    return TemplateResponse(request, "challenges/review/review.html", context)


def _decided(request: HttpRequest, challenge: Challenge, form: DecisionForm) -> bool:
    """Whether the decision is taken; otherwise a message says why not."""
    verdict = request.POST.get("verdict", "")
    if not form.is_valid():
        why = [str(error) for errors in form.errors.values() for error in errors]
        messages.error(request, _("Rien n'est décidé : %(why)s") % {"why": " ".join(why)})
        return False
    found = open_review_of(challenge)
    if found is None:
        messages.error(request, _("Rien n'est décidé : cette épreuve n'est plus en relecture."))
        return False
    said = form.cleaned_data
    try:
        decision = decide(
            found,
            request.user,
            verdict,
            seen=said["seen"],
            checklist=said["checklist"],
            comment=said["comment"],
        )
    except ValidationError as error:
        why = error.messages
    except PermissionDenied as denied:
        why = [str(denied) or _("votre rôle ne permet pas de décider.")]
    else:
        messages.success(request, _outcome(challenge.pk, decision))
        return True
    messages.error(request, _("Rien n'est décidé : %(why)s") % {"why": " ".join(why)})
    return False


def _outcome(pk: int, decision: Decision) -> str:
    """What the decision brought about."""
    challenge = Challenge.objects.get(pk=pk)
    if decision.verdict != Verdict.APPROVED:
        return _("Les changements sont demandés : l'épreuve revient à ses auteurs.")
    when = challenge.go_live_at
    if when and when > timezone.now():
        return _("« %(challenge)s » est approuvée ; elle sera validée le %(when)s.") % {
            "challenge": challenge,
            "when": date_format(timezone.localtime(when), "DATETIME_FORMAT"),
        }
    return _("« %(challenge)s » est approuvée et validée.") % {"challenge": challenge}


def _of_review(
    request: HttpRequest, challenge: Challenge, found: Review, form: DecisionForm | None
) -> dict[str, Any]:
    """What is shown of a review that waits for a decision, or came back with one."""
    state = found.workflow_state
    task: TaskState = state.current_task_state
    is_open = state.status == IN_PROGRESS
    change = change_of(task.revision.as_object())
    every = bool(request.GET.get("tout"))
    refusal = decision_refusal(found, challenge, request.user) if is_open else None
    planned = is_open and (may(request.user, "review") or state.requested_by_id == request.user.pk)
    return {
        "is_open": is_open,
        "state": state,
        "change": change,
        "parts": change.parts(every=every),
        "every": every,
        "effects": effects_of(Verb.VALIDATE, change.draft),
        "goes_live_at": change.draft.go_live_at,
        "preview_url": _preview_url(challenge, task),
        "answer_url": f"{_preview_url(challenge, task)}?{SHOW}=1",
        "newer": challenge.latest_revision_id != task.revision_id,
        "decision": None if is_open else found.decisions.select_related("by").first(),
        "refusal": refusal,
        "is_mine": found.taken_by_id == request.user.pk,
        "may_take": is_open and decision_refusal(found, challenge, request.user, over=True) is None,
        "may_withdraw": is_open and (may(request.user, "change") or may(request.user, "review")),
        "plan": plan_form(found) if planned else None,
        "form": form or DecisionForm(initial={"seen": fingerprint(task.revision)}),
        "overdue": is_open and found.due is not None and found.due < timezone.localdate(),
        "header_buttons": (
            [HeaderButton(_("Décider"), "#decision", icon_name="arrow-down")]
            if is_open and refusal is None
            else []
        ),
    }


def _preview_url(challenge: Challenge, task: TaskState) -> str:
    name = Challenge.snippet_viewset.get_url_name("revisions_view")
    return reverse(name, args=[challenge.pk, task.revision_id])


def _above(request: HttpRequest, challenge: Challenge) -> tuple[str, str]:
    """The way back: the form for who may write, the family for who may read."""
    if may(request.user, "change", challenge):
        return edit_url(challenge), str(challenge)
    return reverse("challenges:family", args=[challenge.pk]), str(challenge)


def _submit_url(request: HttpRequest, challenge: Challenge) -> str:
    if not may(request.user, "change", challenge):
        return ""
    return reverse("challenges:submit", args=[challenge.pk])


def _of(challenge: Challenge) -> dict[str, Any]:
    return {"content_type": challenge.get_base_content_type(), "object_id": challenge.pk}


def _last_review(challenge: Challenge) -> Review | None:
    reviews = Review.objects.filter(**_of(challenge))
    return reviews.select_related("workflow_state").order_by("-submitted_at", "-pk").first()


def _decisions(challenge: Challenge) -> QuerySet[Decision]:
    filters = {f"review__{name}": value for name, value in _of(challenge).items()}
    return Decision.objects.filter(**filters).select_related("by")


def _told(decision: Decision) -> dict[str, Any]:
    """A decision with its points in words."""
    points = [ReviewPoint(code).short for code in decision.checklist]
    return {"decision": decision, "points": points}
