"""Notes by HTTP: each address does one thing, and answers a script in JSON, a form by going back.

JSON: ``{message, ok, open, counts, note, field, html: {field, all}}``; ``html`` replaces what the
page shows. A refusal has the same shape, ``ok`` false and the status 403 or 409.
"""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from .. import notes
from ..models import Note
from ..notesheets import Sheet
from ..review.registry import reviewables
from ..templatetags.notes_tags import shared


@require_safe
def listed(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """All notes on a thing, as they are now."""
    thing = _thing(request, kind, pk)
    return JsonResponse(_page(request, thing, ""))


@require_POST
def add(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """POST ``field``, ``label``, ``text``."""
    thing = _thing(request, kind, pk)
    field, label = request.POST.get("field", ""), request.POST.get("label", "")
    return _done(
        request,
        thing,
        field,
        _("Note ajoutée."),
        lambda: notes.add(
            thing, request.user, field=field, label=label, text=request.POST.get("text", "")
        ),
    )


@require_POST
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """POST ``text``."""
    return _on_note(
        request,
        pk,
        _("Réponse ajoutée."),
        lambda note: notes.answer(note, request.user, request.POST.get("text", "")),
    )


@require_POST
def resolve(request: HttpRequest, pk: int) -> HttpResponse:
    """Nothing else to POST."""
    return _on_note(request, pk, _("Note résolue."), lambda note: notes.resolve(note, request.user))


@require_POST
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Nothing else to POST."""
    return _on_note(request, pk, _("Note rouverte."), lambda note: notes.reopen(note, request.user))


@require_POST
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """POST ``text``."""
    return _on_note(
        request,
        pk,
        _("Note modifiée."),
        lambda note: notes.edit(note, request.user, request.POST.get("text", "")),
    )


@require_POST
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Nothing else to POST."""
    return _on_note(
        request, pk, _("Note supprimée."), lambda note: notes.delete(note, request.user)
    )


def _thing(request: HttpRequest, kind: str, pk: int) -> Any:
    """What ``kind`` and ``pk`` name, for who may see it; 404 otherwise, whether it exists or not."""
    for known in reviewables():
        if known.model._meta.label_lower == kind:
            thing = get_object_or_404(known.model._base_manager, pk=pk)
            if not notes.may_see(request.user, thing):
                raise PermissionDenied(_("Votre rôle ne permet pas de lire ces notes."))
            return thing
    raise Http404


def _on_note(
    request: HttpRequest, pk: int, message: str, do: Callable[[Note], object]
) -> HttpResponse:
    """``do`` something with a note of a thing that the person may see."""
    note = Note.objects.select_related("content_type", "parent").filter(pk=pk).first()
    if note is None:
        return _gone(request)
    kind = f"{note.content_type.app_label}.{note.content_type.model}"
    thing = _thing(request, kind, note.object_id)
    field = (note.parent or note).field
    return _done(request, thing, field, message, lambda: do(note))


def _gone(request: HttpRequest) -> HttpResponse:
    """The note is not there any more: its page may say which thing it was on."""
    why = _("Cette note a été supprimée entre-temps.")
    kind, pk = request.POST.get("kind", ""), request.POST.get("thing", "")
    if pk.isdecimal() and len(pk) < 19:
        thing = _thing(request, kind, int(pk))
        return _answer(request, thing, request.POST.get("field", ""), why, 409)
    raise Http404(why)


def _done(
    request: HttpRequest, thing: Any, field: str, message: str, do: Callable[[], object]
) -> HttpResponse:
    try:
        made = do()
    except ValidationError as error:
        return _answer(request, thing, field, " ".join(error.messages), 409)
    except PermissionDenied as error:
        return _answer(request, thing, field, str(error), 403)
    return _answer(request, thing, field, message, 200, made if isinstance(made, Note) else None)


def _answer(
    request: HttpRequest,
    thing: Any,
    field: str,
    message: str,
    status: int,
    note: Note | None = None,
) -> HttpResponse:
    if request.accepts("text/html") and not request.headers.get("X-Notes"):
        (messages.success if status == 200 else messages.error)(request, message)
        return redirect(_back(request))
    said = {"message": message, "ok": status == 200, "note": note and (note.parent_id or note.pk)}
    return JsonResponse({**said, **_page(request, thing, field)}, status=status)


def _page(request: HttpRequest, thing: Any, field: str) -> dict[str, Any]:
    """What the page shows now of the notes on ``thing``, those on ``field`` apart."""
    sheet = Sheet(thing, request.user)
    context = shared({"request": request}, sheet)
    label = request.POST.get("label", "")[:200]
    group = {**context, "group": sheet.field(field, label), "where": "field"}
    return {
        "field": field,
        "open": sheet.open_count,
        "counts": {one.name: len(one.open) for one in sheet.open_fields},
        "html": {
            "field": render_to_string("content/admin/_notes.html", group, request),
            "all": render_to_string(
                "content/admin/_all_notes.html", {**context, "where": "all"}, request
            ),
        },
    }


def _back(request: HttpRequest) -> str:
    """The page that the form was on."""
    wanted = request.POST.get("next", "")
    here = {request.get_host()}
    if url_has_allowed_host_and_scheme(wanted, here, require_https=request.is_secure()):
        return wanted
    return reverse("wagtailadmin_home")
