"""Small steps of a review, each a button: taking it, giving it back, planning, withdrawing it.

They answer with the page where they were asked for and a sentence, whatever happened.
"""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request

from ..models import Review
from ..review import actions
from ..review.forms import plan_form
from ..review.registry import Reviewable, reviewable

Step = Callable[[HttpRequest, Review], str]


def take(request: HttpRequest, pk: int) -> HttpResponse:
    """« Je m'en occupe »; with ``over`` in the form, even when somebody else does."""

    def step(request: HttpRequest, review: Review) -> str:
        actions.take(review, request.user, over=bool(request.POST.get("over")))
        return _("Vous vous occupez de cette relecture.")

    return _answer(request, pk, step)


def release(request: HttpRequest, pk: int) -> HttpResponse:
    """« Rendre à la file »."""

    def step(request: HttpRequest, review: Review) -> str:
        actions.release(review, request.user)
        return _("La relecture est rendue à la file : une autre personne peut s'en occuper.")

    return _answer(request, pk, step)


def plan(request: HttpRequest, pk: int) -> HttpResponse:
    """Another priority, another date."""

    def step(request: HttpRequest, review: Review) -> str:
        form = plan_form(review, request.POST)
        if not form.is_valid():
            raise ValidationError([error for errors in form.errors.values() for error in errors])
        actions.plan(
            review,
            request.user,
            priority=form.cleaned_data["priority"],
            due=form.cleaned_data["due"],
        )
        return _("La priorité et l'échéance sont notées.")

    return _answer(request, pk, step)


def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Out of review, so that the text can be edited again."""

    def step(request: HttpRequest, review: Review) -> str:
        actions.withdraw(review, request.user)
        return _("C'est retiré de la relecture : le texte peut de nouveau être modifié.")

    return _answer(request, pk, step)


def _answer(request: HttpRequest, pk: int, step: Step) -> HttpResponse:
    """Take ``step`` for a POST, and go back with a sentence.

    A GET does nothing: it comes from an address that was copied, or from signing in again.
    """
    review = get_object_or_404(Review, pk=pk)
    kind = _kind(review)
    if not (request.user.has_perm(kind.decides) or request.user.has_perm(kind.submits)):  # type: ignore[union-attr]
        raise PermissionDenied
    model = review.content_type.model_class()
    thing = model and model._base_manager.filter(pk=review.object_id).first()
    if thing is None:
        messages.error(request, _("Ce qui était à relire n'existe plus."))
        return redirect("wagtailadmin_home")
    if request.method != "POST":
        messages.warning(request, _("Rien n'est changé : cette action se fait par son bouton."))
        return redirect(kind.url(thing))
    try:
        messages.success(request, step(request, review))
    except ValidationError as error:
        messages.error(
            request, _("Rien n'est changé : %(why)s") % {"why": " ".join(error.messages)}
        )
    return redirect(get_valid_next_url_from_request(request) or kind.url(thing))


def _kind(review: Review) -> Reviewable:
    model: Any = review.content_type.model_class()
    kind = reviewable(model) if model is not None else None
    if kind is None:
        raise PermissionDenied
    return kind
