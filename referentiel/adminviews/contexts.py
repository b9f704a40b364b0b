"""The vocabulary of contexts as a hierarchy, and merging two of them."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin import messages
from wagtail.admin.widgets.button import HeaderButton

from content.text import fold

from ..actions import merge_contexts
from ..models import Context
from ..navigation import edit_url
from ..permissions import ADD_CONTEXT, CHANGE_CONTEXT, VIEW_CONTEXT, may, requires
from ..uses import uses_of


class MergeForm(forms.Form):
    """The context that stays."""

    into = forms.ModelChoiceField(
        Context.objects.filter(merged_into=None), label=gettext_lazy("Contexte qui reste")
    )

    def __init__(self, context: Context, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["into"]
        field.queryset = field.queryset.exclude(pk=context.pk)


@require_safe
@requires(VIEW_CONTEXT)
def contexts(request: HttpRequest) -> HttpResponse:
    """Every context under the wider one, with its scope, its audiences and its aliases."""
    rows = list(Context.objects.order_by("code"))
    aliases: dict[int, list[Context]] = {}
    children: dict[int | None, list[Context]] = {}
    for row in rows:
        if row.merged_into_id:
            aliases.setdefault(row.merged_into_id, []).append(row)
        else:
            children.setdefault(row.parent_id, []).append(row)
    editor = may(request.user, CHANGE_CONTEXT)
    buttons = []
    if may(request.user, ADD_CONTEXT):
        add = reverse(Context.snippet_viewset.get_url_name("add"))
        buttons.append(HeaderButton(_("Nouveau contexte"), add, icon_name="plus"))
    context = {
        "rows": list(_flat(children, aliases, None, 0)),
        "total": sum(row.merged_into_id is None for row in rows),
        "may_edit": editor,
        "list_url": reverse(Context.snippet_viewset.get_url_name("list")),
        "header_title": _("Contextes"),
        "header_icon": "site",
        "header_buttons": buttons,
        "breadcrumbs_items": [{"url": "", "label": _("Contextes")}],
    }
    return TemplateResponse(request, "referentiel/admin/contexts.html", context)


@require_http_methods(["GET", "POST"])
@requires(CHANGE_CONTEXT)
def merge(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a context an alias of another one; its code stays known."""
    row = get_object_or_404(Context, pk=pk)
    if row.merged_into_id:
        messages.warning(
            request,
            _("« %(code)s » est déjà un alias de « %(into)s ».")
            % {"code": row.code, "into": row.merged_into},
        )
        return redirect("referential:contexts")
    form = MergeForm(row, request.POST or None)
    if request.method == "POST" and form.is_valid():
        into = form.cleaned_data["into"]
        try:
            merge_contexts(row, into, request.user)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(
                request,
                _("« %(code)s » est maintenant un alias de « %(into)s ».")
                % {"code": row.code, "into": into},
            )
            return redirect("referential:contexts")
    context = {
        "context": row,
        "form": form,
        "uses": uses_of(row),
        "header_title": _("Fusionner « %(context)s »") % {"context": row},
        "header_icon": "site",
        "breadcrumbs_items": [
            {"url": reverse("referential:contexts"), "label": _("Contextes")},
            {"url": "", "label": _("Fusionner « %(context)s »") % {"context": row}},
        ],
    }
    return TemplateResponse(request, "referentiel/admin/merge.html", context)


def _flat(
    children: dict[int | None, list[Context]],
    aliases: dict[int, list[Context]],
    parent: int | None,
    depth: int,
) -> Any:
    """Rows in the order of a tree, each with its depth."""
    found = sorted(children.get(parent, []), key=lambda row: fold(row.any_title or row.code))
    for row in found:
        yield {
            "context": row,
            "depth": depth,
            "aliases": aliases.get(row.pk, []),
            "edit_url": edit_url(row),
        }
        yield from _flat(children, aliases, row.pk, depth + 1)
