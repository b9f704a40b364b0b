"""The preview runner's pages. The key of a challenge never leaves the server before the answer."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from . import media, sessions
from .documents import Document
from .labels import label
from .models import PlaySession
from .permissions import may_play, owns, remember
from .reader import get_bank, get_release, get_source
from .releases import BankInfo, Release, ReleaseError, competence_tree
from .rendering import render_correction, render_question
from .responses import is_empty, is_unfinished, response_from_form

LOCALE_NAMES = {
    "fr": "français",
    "fr-BE": "français (Belgique)",
    "nl": "Nederlands",
    "en": "English",
    "de": "Deutsch",
}
OUTCOMES = {
    "ok": gettext_lazy("juste"),
    "ko": gettext_lazy("fausse"),
    "aband": gettext_lazy("passée"),
    "timedout": gettext_lazy("hors délai"),
    "focusedOut": gettext_lazy("page quittée"),
    "error": gettext_lazy("fausse"),
}


@require_safe
def banks(request: HttpRequest) -> HttpResponse:
    """The banks that this person may play."""
    every = get_source().banks()
    playable = [bank for bank in every if may_play(request.user, bank)]
    hidden = len(every) - len(playable)
    return render(request, "runner/banks.html", {"banks": playable, "hidden": hidden})


def competences(request: HttpRequest, slug: str) -> HttpResponse:
    """Choose a competence of the bank's latest release; on POST start a session."""
    bank = _bank(slug)
    if not may_play(request.user, bank):
        return redirect_to_login(request.get_full_path())
    if bank.latest is None:
        return render(request, "runner/unpublished.html", {"bank": bank}, status=404)
    try:
        release = get_release(slug, bank.latest)
        if request.method == "POST":
            session = sessions.start(
                release, request.POST.get("competence", ""), request.POST.get("locale", ""), request.user
            )  # fmt: skip
            remember(request, session)
            return redirect("runner:play", session_id=session.pk)
    except ReleaseError as error:
        return _problem(request, str(error), 409)
    context = {
        "bank": bank,
        "release": release,
        "tree": _labelled(release),
        "preferred": _preferred(release),
        "locales": [(locale, LOCALE_NAMES.get(locale, locale)) for locale in release.locales],
    }
    return render(request, "runner/competences.html", context)


def session_page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Give ``view`` the session and its release; refuse what is another's, gone or expired."""

    @never_cache
    @wraps(view)
    def wrapper(request: HttpRequest, session_id: UUID, **kwargs: Any) -> HttpResponse:
        session = PlaySession.objects.filter(pk=session_id).first()
        if session is None or not owns(request, session):
            raise Http404
        if session.has_expired:
            return _problem(request, _("Cette session a expiré."), 410, session.bank)
        try:
            bank = get_bank(session.bank)
            if not may_play(request.user, bank):
                return redirect_to_login(request.get_full_path())
            return view(request, session, get_release(session.bank, session.release), **kwargs)
        except ReleaseError as error:
            return _problem(request, str(error), 410, session.bank)

    return wrapper


@require_safe
@session_page
def play(request: HttpRequest, session: PlaySession, release: Release) -> HttpResponse:
    """The question that the session is at; its end when everything is answered."""
    item = sessions.next_challenge(session, release)
    if item is None:
        return redirect("runner:end", session_id=session.pk)
    return _question(request, session, release, item.challenge)


@require_http_methods(["GET", "HEAD", "POST"])
@session_page
def answer(request: HttpRequest, session: PlaySession, release: Release) -> HttpResponse:
    """Mark an answer, then show its correction; reloading the page shows where the session is."""
    if request.method != "POST":
        return redirect("runner:play", session_id=session.pk)
    challenge = request.POST.get("challenge", "")
    item = sessions.next_challenge(session, release)
    if item is None or item.challenge != challenge:
        # A stale page or a double click: what was answered is kept, show where the session is.
        return redirect("runner:play", session_id=session.pk)
    document = release.challenge(challenge)
    response = response_from_form(document, request.POST)
    if message := _what_is_missing(document, response):
        return _question(request, session, release, challenge, response, message)
    try:
        position = sessions.answer(session, release, challenge, response)
    except sessions.AnswerRefused:
        return redirect("runner:play", session_id=session.pk)
    return redirect("runner:correction", session_id=session.pk, position=position)


@require_safe
@session_page
def correction(
    request: HttpRequest, session: PlaySession, release: Release, position: int
) -> HttpResponse:
    """Whether an answer was right, and why."""
    try:
        given = sessions.answered(session, release, position)
    except IndexError:
        raise Http404 from None
    addresses = media.addresses(request, session.bank)
    html = render_correction(
        given.document, given.response, given.mark, session.locale, release.fallback,
        translate=_, media_url=addresses,
    )  # fmt: skip
    question = render_question(
        given.document, session.locale, release.fallback, seed=session.seed,
        response=given.response, disabled=True, translate=_, media_url=addresses,
    )  # fmt: skip
    context = {
        **_session_context(session, release),
        "position": position,
        "outcome": given.mark.outcome,
        "correction": html,
        "question": question,
        "is_last": sessions.next_challenge(session, release) is None,
    }
    return render(request, "runner/correction.html", context)


@require_safe
@session_page
def end(request: HttpRequest, session: PlaySession, release: Release) -> HttpResponse:
    """What was answered, level by level."""
    if sessions.next_challenge(session, release) is not None:
        return redirect("runner:play", session_id=session.pk)
    rows = [{**row, "label": OUTCOMES[row["outcome"]]} for row in sessions.report(session, release)]
    right = sum(row["outcome"] == "ok" for row in rows)
    context = {**_session_context(session, release), "rows": rows, "right": right}
    return render(request, "runner/end.html", context)


def _question(
    request: HttpRequest,
    session: PlaySession,
    release: Release,
    challenge: str,
    response: dict[str, Any] | None = None,
    message: str = "",
) -> HttpResponse:
    document = release.challenge(challenge)
    sessions.ask(session, challenge)
    html = render_question(
        document,
        session.locale,
        release.fallback,
        seed=session.seed,
        response=response,
        translate=_,
        media_url=media.addresses(request, session.bank),
    )
    context = {
        **_session_context(session, release),
        "challenge": challenge,
        "level": release.item(challenge).level,
        "question": html,
        "message": message,
        "limit": document["timer"],
        "left": sessions.seconds_left(session, document),
        "focus": document["focus"],
        "left_focus": bool(response and response.get("left_focus")),
    }
    return render(request, "runner/play.html", context, status=422 if message else 200)


def _what_is_missing(document: Document, response: dict[str, Any]) -> str:
    """What to say to somebody whose answer cannot be taken yet; empty when it can."""
    if is_unfinished(document, response):
        return _("Donnez à chaque élément une place différente, puis validez à nouveau.")
    if not is_empty(response):
        return ""
    if document["type"] == "ordering":
        return _(
            "Rien n'a été déplacé. Si l'ordre affiché est votre réponse, cochez la case sous la "
            "liste ; sinon, déplacez les éléments, ou passez l'épreuve."
        )
    if (document["embed"] or {}).get("auto_reply"):
        return _(
            "Le simulateur n'a pas encore envoyé de réponse : terminez l'activité, ou passez "
            "l'épreuve."
        )
    return _("Répondez à l'épreuve, ou passez-la.")


def _session_context(session: PlaySession, release: Release) -> dict[str, Any]:
    done, total = sessions.progress(session, release)
    title = next(
        f"{competence['code']} {label(competence['title'])}"
        for framework in release.frameworks.values()
        for area in framework["areas"]
        for competence in area["competences"]
        if competence["id"] == session.competence
    )
    return {
        "session": session, "release": release, "competence_title": title,
        "done": done, "total": total, "number": done + 1,
    }  # fmt: skip


def _preferred(release: Release) -> str:
    """The locale of the release that is the interface's, else its source."""
    active = (get_language() or "").lower()
    return next((name for name in release.locales if name.lower() == active), release.locales[0])


def _labelled(release: Release) -> list[dict[str, Any]]:
    """Areas and competences of the release with titles in the interface's language."""
    return [
        {
            "title": f"{area['area']['code']}. {label(area['area']['title'])}",
            "colour": area["area"]["colour"] or "",
            "competences": [
                {
                    "id": row["competence"]["id"],
                    "code": row["competence"]["code"],
                    "title": label(row["competence"]["title"]),
                    "items": row["items"],
                }
                for row in area["competences"]
            ],
        }
        for framework in competence_tree(release)
        for area in framework["areas"]
    ]


def _bank(slug: str) -> BankInfo:
    try:
        return get_bank(slug)
    except ReleaseError:
        raise Http404 from None


def _problem(request: HttpRequest, message: str, status: int, bank: str = "") -> HttpResponse:
    return render(request, "runner/problem.html", {"message": message, "bank": bank}, status=status)
