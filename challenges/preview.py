"""The author's preview: the same rendering as the runner's, one mode per language."""

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import get_language_info, gettext, override

from localisation.languages import code_of, codes, locale_of
from runner.answers import own_answer
from runner.documents import join
from runner.marking import mark
from runner.rendering import render_correction, render_question

from .documents import challenge_documents
from .models import Challenge
from .rules import review


def preview_modes() -> list[tuple[str, str]]:
    """``(code, name)`` of each language."""
    return [(code, str(get_language_info(code)["name_local"])) for code in codes()]


def serve_preview(challenge: Challenge, request: HttpRequest, mode: str) -> HttpResponse:
    """The question, and behind a fold what the learner sees after answering it rightly.

    ``mode`` is a language code; a language without its own text shows what its fallback says.
    """
    locale = locale_of(mode if mode in codes() else codes()[0])
    body, key = challenge_documents(challenge)
    with override(code_of(locale)):
        context = {
            "challenge": challenge,
            "lang": locale,
            "translated": locale in body["locales"],
            "question": render_question(body, locale, translate=gettext),
            "correction": None,
        }
        if not any(problem.blocking for problem in review(body, key)):
            joined = join(body, key)
            answer = own_answer(joined, locale)
            context["correction"] = render_correction(
                joined, answer, mark(joined, answer, locale), locale, translate=gettext
            )
        # Rendered here: a lazy response would be rendered after the language is switched back.
        return TemplateResponse(request, "challenges/preview.html", context).render()
