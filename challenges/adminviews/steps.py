"""Archiving and making obsolete: what it takes along is shown, then done exactly as shown."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from content.effects import Effect, Effects, EffectsChanged, Verb
from content.enums import Status

from ..lifecycle import archive, effects_of, retire
from ..models import Challenge
from ..permissions import require, seeing
from ..queries import named_challenges
from ..stepping import ARCHIVING, RETIRING, StepRule, notes
from .crumbs import page_context, view_url

#: How long a reason may be.
MOST_REASON = 1000


@dataclass(frozen=True)
class StepPage:
    """A step as its page shows it."""

    rule: StepRule
    icon: str
    act: Callable[..., bool]
    title: Any
    button: Any
    #: What is lasting about it.
    consequence: Any


ARCHIVE = StepPage(
    ARCHIVING,
    "folder-inverse",
    archive,
    gettext_lazy("Archiver"),
    gettext_lazy("Archiver"),
    gettext_lazy(
        "Les prochaines publications la donnent comme retirée. Elle se lit toujours, mais ne se "
        "modifie plus et ne redevient pas validée : il faudrait en écrire une copie."
    ),
)
RETIRE = StepPage(
    RETIRING,
    "cross",
    retire,
    gettext_lazy("Périmer"),
    gettext_lazy("Périmer"),
    gettext_lazy(
        "C'est définitif : elle se lit toujours, mais ne se modifie plus et ne sera plus jamais "
        "validée."
    ),
)


@require_http_methods(["GET", "POST"])
@seeing
def retire_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, then make a challenge obsolete."""
    return ask(request, pk, RETIRE)


def ask(request: HttpRequest, pk: int, step: StepPage) -> HttpResponse:
    """The page of a step: what it would do, then doing it. Raises ``PermissionDenied``."""
    challenge = get_object_or_404(named_challenges(), pk=pk)
    require(request.user, "publish", challenge)
    if (refusal := step.rule.refusal(challenge, request.user)) is not None:
        # A stale page, a second click: what was asked is done, or cannot be.
        messages.warning(request, refusal)
        return redirect(view_url(request.user, challenge))
    if request.method == "POST":
        return _carry_out(request, challenge, step)
    return _show(request, challenge, step)


def _carry_out(request: HttpRequest, challenge: Challenge, step: StepPage) -> HttpResponse:
    effects = effects_of(step.rule.verb, challenge)
    reason = request.POST.get("reason", "").strip()[:MOST_REASON]
    seen = request.POST.get("seen", "")
    if not seen:
        # Not from the page: nothing is done that nobody was shown.
        return _show(request, challenge, step, reason=reason)
    try:
        done = step.act(challenge, request.user, reason=reason, seen=seen)
    except EffectsChanged as error:
        return _show(request, challenge, step, reason=reason, error=" ".join(error.messages))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(view_url(request.user, challenge))
    if not done:
        challenge.refresh_from_db()
        messages.warning(request, step.rule.refusal(challenge, request.user))
    else:
        messages.success(request, step.rule.told(challenge, effects))
    return redirect(view_url(request.user, challenge))


def _show(
    request: HttpRequest, challenge: Challenge, step: StepPage, reason: str = "", error: str = ""
) -> HttpResponse:
    effects = effects_of(step.rule.verb, challenge)
    back = view_url(request.user, challenge)
    context = {
        "challenge": challenge,
        "step": step,
        "summary": effects.summary(),
        "seen": effects.fingerprint(),
        "groups": _groups(request, effects),
        "notes": notes(challenge),
        "reason": reason,
        "most_reason": MOST_REASON,
        "error": error,
        "back": back,
        **page_context(step.title, step.icon, (back, str(challenge))),
    }
    return TemplateResponse(request, "challenges/steps/step.html", context)


def _groups(request: HttpRequest, effects: Effects) -> list[tuple[str, list[dict[str, Any]]]]:
    """What happens to what, verb by verb, each with its address."""
    words = {
        Verb.ARCHIVE: _("Archivé"),
        Verb.RETIRE: _("Périmé"),
        Verb.REOPEN: _("Remis en construction"),
    }
    return [
        (word, [_line(request, effect) for effect in effects.of(verb)])
        for verb, word in words.items()
        if effects.of(verb)
    ]


def _line(request: HttpRequest, effect: Effect) -> dict[str, Any]:
    kinds = {
        "prototype": _("prototype"),
        "variant": _("déclinaison"),
        "skill": _("acquis"),
    }
    thing = effect.thing
    if isinstance(thing, Challenge):
        kind = kinds[effect.noun]
        if thing.is_variant:
            kind = f"{kind} {thing.variant}"
        state = Status(thing.status).label
        return {
            "kind": kind,
            "name": effect.name,
            "state": state,
            "url": view_url(request.user, thing),
        }
    url = reverse("referential:skill", args=[thing.pk])
    return {
        "kind": kinds["skill"],
        "name": effect.name,
        "state": thing.get_status_display(),
        "url": url,
    }
