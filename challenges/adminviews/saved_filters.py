"""Saving, renaming, sharing and deleting filters of the list."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from wagtail.admin import messages

from content.permissions import Denied

from ..models import Challenge, SavedFilter
from ..permissions import (
    SHARE_FILTERS,
    TIDY_FILTERS,
    may_change_filter,
    may_share_filters,
    seeing,
)
from ..saving_filters import (
    SavedFilterForm,
    normalised,
    save_filter,
    visible_filters,
)


@require_POST
@seeing
def add(request: HttpRequest) -> HttpResponse:
    """Save the filter that the list is narrowed by."""
    query = normalised(request.POST.get("query", ""))
    if not query:
        messages.error(
            request,
            _("Rien n'est filtré : choisissez d'abord ce que la liste doit montrer."),
        )
        return redirect(list_url())
    saved = SavedFilter(owner_id=request.user.pk or 0, query=query)
    form = _form(request, saved)
    if _saved(form):
        messages.success(
            request, _("Le filtre « %(name)s » est enregistré.") % {"name": saved.name}
        )
    else:
        messages.error(request, " ".join(_messages(form)))
    return redirect(f"{list_url()}?{query}")


@require_http_methods(["GET", "POST"])
@seeing
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Rename a filter, share it or stop sharing it."""
    saved = _own(request, pk)
    form = _form(request, saved)
    if request.method == "POST" and _saved(form):
        messages.success(
            request, _("Le filtre « %(name)s » est enregistré.") % {"name": saved.name}
        )
        return redirect(f"{list_url()}?{saved.query}")
    title = _("Filtre enregistré")
    context = {
        "form": form,
        "saved": saved,
        "list_url": list_url(),
        "header_title": title,
        "header_icon": "sliders",
        "breadcrumbs_items": [
            {"url": list_url(), "label": _("Épreuves")},
            {"url": "", "label": title},
        ],
    }
    return TemplateResponse(request, "challenges/admin/saved_filter.html", context)


@require_POST
@seeing
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Forget a filter; the challenges that it shows stay."""
    saved = _own(request, pk)
    name = saved.name
    saved.delete()
    messages.success(request, _("Le filtre « %(name)s » est supprimé.") % {"name": name})
    return redirect(list_url())


def list_url() -> str:
    """The address of the list, unfiltered."""
    return reverse(Challenge.snippet_viewset.get_url_name("list"))


def _own(request: HttpRequest, pk: int) -> SavedFilter:
    """A filter that the person may change; 404 for one that they do not even see."""
    tidies = request.user.has_perm(TIDY_FILTERS)
    found: Any = SavedFilter.objects if tidies else visible_filters(request.user)
    saved: SavedFilter = get_object_or_404(found, pk=pk)
    if not may_change_filter(request.user, saved):
        raise Denied(TIDY_FILTERS)
    return saved


def _form(request: HttpRequest, saved: SavedFilter) -> SavedFilterForm:
    """The form for who may share, or without sharing. Raises ``Denied`` for who shares anyway."""
    may_share = may_share_filters(request.user)
    if request.POST.get("shared") and not may_share:
        raise Denied(SHARE_FILTERS)
    return SavedFilterForm(request.POST or None, instance=saved, may_share=may_share)


def _saved(form: SavedFilterForm) -> bool:
    if not form.is_valid():
        return False
    try:
        save_filter(form)
    except ValidationError as error:
        form.add_error("name", error)
        return False
    return True


def _messages(form: SavedFilterForm) -> list[str]:
    return [str(message) for errors in form.errors.values() for message in errors]
