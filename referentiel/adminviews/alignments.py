"""The matrix of alignments between two frameworks, and what they bring about."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin import messages

from ..alignments import align, effects, remove_alignment
from ..enums import AlignmentStatus, Relation
from ..forms import AlignmentForm
from ..models import Alignment, AlignmentSet, Competence, Framework
from ..numbers import whole_number
from ..permissions import ALIGN, CONFIRM, VIEW, may, require, requires

#: What a cell shows for a relation: short, and read out in full.
SIGNS = {
    Relation.EXACT_MATCH: "=",
    Relation.PART: "⊂",
    Relation.RELATED: "~",
    Relation.PEER: "≈",
    Relation.PRECEDES: "<",
    Relation.REPLACED: "→",
}


@require_safe
@requires(VIEW)
def index(request: HttpRequest) -> HttpResponse:
    """The pairs of frameworks that are aligned, and a way to open another pair."""
    source, target = (whole_number(request.GET.get(name, "")) for name in ("source", "target"))
    if source is not None and target is not None:
        if source != target:
            return redirect("referential:matrix", source=source, target=target)
        messages.error(
            request, _("Un référentiel ne s'aligne pas sur lui-même : choisissez-en un autre.")
        )
    sets = AlignmentSet.objects.select_related("source", "target").annotate(
        total=Count("alignments"),
        confirmed=Count("alignments", filter=Q(alignments__status=AlignmentStatus.CONFIRMED)),
    )
    context = {
        "sets": sets,
        "frameworks": Framework.objects.annotate(n=Count("competences")).filter(n__gt=0),
        "header_title": _("Alignements"),
        "header_icon": "link",
        "breadcrumbs_items": [{"url": "", "label": _("Alignements")}],
    }
    return TemplateResponse(request, "referentiel/admin/alignments.html", context)


@require_http_methods(["GET", "POST"])
@requires(VIEW, ALIGN)
def matrix(request: HttpRequest, source: int, target: int) -> HttpResponse:
    """Competences of one framework in rows, of the other in columns; a cell is an alignment."""
    from_framework = get_object_or_404(Framework, pk=source)
    to_framework = get_object_or_404(Framework, pk=target)
    if source == target:
        messages.error(
            request, _("Un référentiel ne s'aligne pas sur lui-même : choisissez-en un autre.")
        )
        return redirect("referential:alignments")
    if request.method == "POST":
        return _write(request, from_framework, to_framework)
    rows, columns = _competences(from_framework), _competences(to_framework)
    cells = {
        (row.source_id, row.target_id): row
        for row in Alignment.objects.filter(
            source__framework=from_framework, target__framework=to_framework
        ).select_related("confirmed_by", "source", "target")
    }
    context: dict[str, Any] = {
        "source": from_framework,
        "target": to_framework,
        "column_groups": _grouped(columns),
        "columns": columns,
        "row_groups": [
            (area, [(row, [_cell(row, column, cells) for column in columns]) for row in group])
            for area, group in _grouped(rows)
        ],
        "signs": [(SIGNS[relation], relation.label) for relation in Relation],
        "effects": effects(from_framework, to_framework),
        "reverse": _reverse_set(from_framework, to_framework),
        "waiting": sum(row.status == AlignmentStatus.PROPOSED for row in cells.values()),
        "form": AlignmentForm(auto_id="cell_%s"),
        "picked": _picked(request, rows, columns, cells),
        "may_align": may(request.user, ALIGN),
        "may_confirm": may(request.user, ALIGN, CONFIRM),
        "header_title": f"{from_framework.code} → {to_framework.code}",
        "header_icon": "link",
        "breadcrumbs_items": [
            {"url": reverse("referential:alignments"), "label": _("Alignements")},
            {"url": "", "label": f"{from_framework.code} → {to_framework.code}"},
        ],
    }
    return TemplateResponse(request, "referentiel/admin/matrix.html", context)


def _write(request: HttpRequest, source: Framework, target: Framework) -> HttpResponse:
    """One cell, or with ``confirm_all`` every proposed alignment of the pair."""
    back = redirect("referential:matrix", source=source.pk, target=target.pk)
    if request.POST.get("confirm_all"):
        return _confirm_all(request, source, target, back)
    form = AlignmentForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("L'alignement n'a pas été enregistré : complétez le formulaire."))
        return back
    data = form.cleaned_data
    one = get_object_or_404(source.competences.select_related("framework"), pk=data["source"])
    other = get_object_or_404(target.competences.select_related("framework"), pk=data["target"])
    row = Alignment.objects.filter(source=one, target=other).first()
    was_confirmed = row is not None and row.status == AlignmentStatus.CONFIRMED
    if data["confirmed"] or was_confirmed:
        require(request.user, CONFIRM)
    try:
        if data["relation"]:
            status = AlignmentStatus.CONFIRMED if data["confirmed"] else AlignmentStatus.PROPOSED
            align(one, other, data["relation"], status, data["note"], request.user)
            text = _("%(one)s %(relation)s %(other)s : enregistré.") % {
                "one": one.code,
                "relation": Relation(data["relation"]).label,
                "other": other.code,
            }
        elif row is not None:
            remove_alignment(row, request.user)
            text = _("%(one)s et %(other)s ne sont plus alignées.") % {
                "one": one.code,
                "other": other.code,
            }
        else:
            messages.warning(request, _("Rien n'a été enregistré : choisissez une relation."))
            return back
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, text)
    back["Location"] += f"#c{one.pk}-{other.pk}"
    return back


def _confirm_all(
    request: HttpRequest, source: Framework, target: Framework, back: HttpResponse
) -> HttpResponse:
    from ..alignments import confirm_all

    require(request.user, CONFIRM)
    count = confirm_all(source, target, request.user)
    messages.success(request, _("Alignements confirmés : %(n)s.") % {"n": count})
    return back


def _competences(framework: Framework) -> list[Competence]:
    return list(
        framework.competences.select_related("area").order_by(
            "area__sort_order", "area_id", "sort_order", "pk"
        )
    )


def _grouped(competences: list[Competence]) -> list[tuple[Any, list[Competence]]]:
    groups: dict[int, tuple[Any, list[Competence]]] = {}
    for competence in competences:
        groups.setdefault(competence.area_id, (competence.area, []))[1].append(competence)
    return list(groups.values())


def _cell(row: Competence, column: Competence, cells: dict[Any, Alignment]) -> dict[str, Any]:
    alignment = cells.get((row.pk, column.pk))
    return {
        "column": column,
        "alignment": alignment,
        "sign": SIGNS[Relation(alignment.relation)] if alignment else "",
    }


def _reverse_set(source: Framework, target: Framework) -> AlignmentSet | None:
    return (
        AlignmentSet.objects.filter(source=target, target=source)
        .annotate(n=Count("alignments"))
        .filter(n__gt=0)
        .first()
    )


def _picked(
    request: HttpRequest,
    rows: list[Competence],
    columns: list[Competence],
    cells: dict[Any, Alignment],
) -> dict[str, Any] | None:
    """The cell that the address names, for who has no JavaScript: its form is on the page."""
    wanted = (request.GET.get("source", ""), request.GET.get("target", ""))
    row = next((row for row in rows if str(row.pk) == wanted[0]), None)
    column = next((column for column in columns if str(column.pk) == wanted[1]), None)
    if row is None or column is None:
        return None
    alignment = cells.get((row.pk, column.pk))
    initial: dict[str, Any] = {"source": row.pk, "target": column.pk}
    if alignment:
        initial |= {
            "relation": alignment.relation,
            "confirmed": alignment.status == AlignmentStatus.CONFIRMED,
            "note": alignment.note,
        }
    return {"row": row, "column": column, "form": AlignmentForm(initial=initial)}
