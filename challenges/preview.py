"""The author's preview: the runner's rendering, one mode per language, and answering on trial.

What is answered here is marked by the runner's marking and kept nowhere.
"""

import secrets
from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import get_language_info, gettext, override

from content.media.addresses import address
from content.minting import Document
from localisation.languages import code_of, codes, locale_of
from runner.answers import own_answer
from runner.documents import join
from runner.marking import mark
from runner.rendering import render_correction, render_question
from runner.responses import is_empty, is_unfinished, response_from_form

from .documents import challenge_documents
from .lifecycle import challenge_problems
from .models import Challenge

#: The field that the preview's own form brings, and the button that asks for the right answer.
TRIAL, SHOW = "atelier-trial", "atelier-show"


def preview_modes() -> list[tuple[str, str]]:
    """``(code, name)`` of each language."""
    return [(code, str(get_language_info(code)["name_local"])) for code in codes()]


def serve_preview(challenge: Challenge, request: HttpRequest, mode: str) -> HttpResponse:
    """The question to answer; after a POST of its form, the answer and its correction as well.

    ``mode`` is a language code; a language without its own text shows what its fallback says.
    """
    locale = locale_of(mode if mode in codes() else codes()[0])
    body, key = challenge_documents(challenge)
    # The order of choices stays the same from the question to its correction.
    seed = request.POST.get("seed") or secrets.token_hex(4)
    with override(code_of(locale)):
        context: dict[str, Any] = {
            "challenge": challenge,
            "lang": locale,
            "translated": locale in body["locales"],
            "seed": seed,
            "trial": TRIAL,
            "show": SHOW,
            **_trial(challenge, request, join(body, key), locale),
        }
        context["question"] = render_question(
            body,
            locale,
            seed=seed,
            response=context.get("response"),
            translate=gettext,
            media_url=address,
        )
        # Rendered here: a lazy response would be rendered after the language is switched back.
        return TemplateResponse(request, "challenges/preview.html", context).render()


def _trial(
    challenge: Challenge, request: HttpRequest, document: Document, locale: str
) -> dict[str, Any]:
    """What the answer on trial adds to the page: ``response``, and ``correction`` or ``refusals``.

    An address may ask for the right answer at once (``SHOW`` in its query).
    """
    answered = request.method == "POST" and TRIAL in request.POST
    shown = SHOW in (request.POST if answered else request.GET)
    if not (answered or shown):
        return {}
    response = None if shown else response_from_form(document, request.POST)
    # An incomplete challenge has no right answer yet: its author is told what is missing.
    refusals = [problem.message for problem in challenge_problems(challenge) if problem.blocking]
    if not _can_be_marked(document, locale):
        return {"response": response, "refusals": refusals or [gettext("Elle n'a pas de réponse.")]}
    if response is None:
        response = own_answer(document, locale)
    elif is_empty(response) or is_unfinished(document, response):
        return {"response": response, "nothing": True}
    return {
        "response": response,
        "shown": shown,
        "correction": render_correction(
            document,
            response,
            mark(document, response, locale),
            locale,
            translate=gettext,
            media_url=address,
        ),
    }


def _can_be_marked(document: Document, locale: str) -> bool:
    """Whether the draft is complete enough to hold an answer that its own marking calls right."""
    try:
        answer: Mapping[str, Any] = own_answer(document, locale)
        return mark(document, answer, locale).outcome == "ok"
    except (LookupError, ValueError):
        return False
