"""Pages that say why a request was refused, outside what the admin answers itself."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from content.permissions import refused_as_json, sentence, wants_json


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403 with a sentence: JSON for scripts, a page for people."""
    if not request.user.is_authenticated:
        why = _(
            "Votre session est terminée : connectez-vous à nouveau dans un autre onglet, puis "
            "recommencez. Rien n'a été enregistré."
        )
    else:
        why = str(exception or "") or sentence()
    return _answer(request, why, forbidden=request.user.is_authenticated)


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form without its token against forgery (``CSRF_FAILURE_VIEW``)."""
    why = _(
        "Cette demande ne vient pas d'une page de l'atelier, ou la page est restée ouverte pendant "
        "que vous vous reconnectiez : rien n'a été fait. Revenez à la page, rechargez-la, puis "
        "recommencez."
    )
    return _answer(request, why)


def _answer(request: HttpRequest, why: str, *, forbidden: bool = False) -> HttpResponse:
    if wants_json(request):
        return refused_as_json(why, forbidden=forbidden)
    return render(request, "cms/refused.html", {"why": why}, status=403)
