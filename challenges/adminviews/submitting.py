"""The page on which a draft is submitted to review."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from content.effects import Verb
from content.models import Note
from content.review.actions import open_review_of, submit_refusal
from content.review.actions import submit as submit_to_review
from content.review.checking import blocking_problems
from content.review.queue import RETURNED
from schemas import Problem

from ..changes import DraftChange, change_of
from ..families import draft_of
from ..lifecycle import effects_of
from ..models import Challenge
from ..permissions import require, seeing
from ..placing import place_of
from ..queries import named_challenges
from ..reviewforms import SubmitForm
from ..wording import field_name, row_name
from .crumbs import edit_url, page_context


@require_http_methods(["GET", "POST"])
@seeing
def submit(request: HttpRequest, pk: int) -> HttpResponse:
    """What would go to review, and with which words; then send it."""
    challenge = get_object_or_404(named_challenges(), pk=pk)
    require(request.user, "change", challenge)
    change = change_of(draft_of(challenge))
    if request.method == "POST":
        form = SubmitForm(request.POST, asks_change=change.proposed is not None)
        if not form.is_valid():
            messages.error(request, _("Rien n'est soumis : corrigez ce qui est signalé."))
        elif _submitted(request, challenge, form):
            return redirect("challenges:review", pk=pk)
        challenge = named_challenges().get(pk=pk)
        # What is shown again is what is there now; what was typed stays.
        form.data = form.data.copy()
        form.data["revision"] = str(challenge.latest_revision_id or "")
    else:
        form = SubmitForm(
            asks_change=change.proposed is not None, initial=_initial(challenge, change)
        )
    return TemplateResponse(
        request, "challenges/review/submit.html", _context(request, challenge, change, form)
    )


def _submitted(request: HttpRequest, challenge: Challenge, form: SubmitForm) -> bool:
    """Whether it is in review now; otherwise a message says why not."""
    said = form.cleaned_data
    try:
        submit_to_review(
            challenge,
            request.user,
            change=said.get("change", ""),
            priority=said["priority"],
            due=said["due"],
            message=said["message"],
            revision_id=said["revision"],
        )
    except ValidationError as error:
        messages.error(
            request, _("Rien n'est soumis : %(why)s") % {"why": " ".join(error.messages)}
        )
        return False
    messages.success(
        request,
        _("« %(challenge)s » est en relecture : une autre personne que ses auteurs décidera.")
        % {"challenge": draft_of(challenge)},
    )
    return True


def _initial(challenge: Challenge, change: DraftChange) -> dict[str, Any]:
    """What the form starts with: what the machine proposes, and what was said the last time."""
    initial: dict[str, Any] = {"revision": challenge.latest_revision_id, "change": change.proposed}
    review = open_review_of(challenge)
    if review is not None:
        initial |= {"priority": review.priority}
    return initial


def _context(
    request: HttpRequest, challenge: Challenge, change: DraftChange, form: SubmitForm
) -> dict[str, Any]:
    state = challenge.current_workflow_state
    review = open_review_of(challenge)
    returned = state is not None and state.status == RETURNED
    problems = blocking_problems(change.draft)
    every = bool(request.GET.get("tout"))
    return {
        "challenge": challenge,
        "change": change,
        "form": form,
        "refusal": submit_refusal(challenge, request.user),
        "problems": [_located(problem, change.draft) for problem in problems],
        "advice": [_located(problem, change.draft) for problem in change.advice],
        "later": [problem for problem in change.problems if problem not in problems],
        "effects": effects_of(Verb.VALIDATE, change.draft),
        "parts": change.parts(every=every),
        "every": every,
        "in_review": review is not None and not returned,
        "decision": review.decisions.select_related("by").first() if review and returned else None,
        "open_notes": Note.objects.filter(
            content_type=challenge.get_base_content_type(),
            object_id=challenge.pk,
            resolved_at=None,
            parent=None,
        ).select_related("author"),
        "review_url": reverse("challenges:review", args=[challenge.pk]),
        "edit_url": edit_url(challenge),
        **page_context(
            _("Soumettre à relecture"), "resubmit", (edit_url(challenge), str(challenge))
        ),
    }


def _located(problem: Problem, draft: Challenge) -> dict[str, str]:
    """A problem, the name of its field and the address of that field in the form."""
    place = place_of(problem, draft)
    row, anchor = "", ""
    if place.relation and place.row is not None:
        row = row_name(place.relation, draft.head.type, place.row + 1)
        anchor = f"id_{place.relation}-{place.row}-{place.field}"
    elif place.relation:
        anchor = f"id_{place.relation}-ADD"
    elif place.field:
        anchor = f"id_{place.field}"
    name = field_name(place.field, _verbose_name(draft, place.field)) if place.field else ""
    return {
        "message": str(problem.message),
        "where": " · ".join(part for part in (row, name) if part) or _("L'épreuve entière"),
        "url": f"{edit_url(draft)}#{anchor}" if anchor else "",
    }


def _verbose_name(draft: Challenge, name: str) -> str:
    fields = {field.name: field for field in draft._meta.get_fields()}
    return str(getattr(fields.get(name), "verbose_name", name))
