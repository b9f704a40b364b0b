"""The coverage map (the admin's home shows it) and the list of one of its cells."""

from typing import Any

from django.db.models import Case, Exists, IntegerField, OuterRef, Value, When
from django.forms import Script
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.admin.ui.components import Component

from content.enums import Status
from referentiel.enums import FrameworkStatus
from referentiel.models import Competence, Framework
from referentiel.permissions import ADD_SKILL, VIEW

from ..coverage import Cover, cell_challenges, cell_skills, coverage
from ..filters import MapFilterSet
from ..models import Challenge
from ..permissions import may, seeing
from ..rowfacts import attach, for_rows

#: Challenges that a cell's panel shows; the list has them all.
SHOWN = 30


class CoveragePanel(Component):
    """The map on the admin's home; the page's address holds its filters."""

    name = "coverage"
    template_name = "challenges/admin/coverage.html"
    order = 5

    class Media:
        css = {"all": ["challenges/coverage.css"]}
        js = [Script("challenges/coverage.js", defer=True)]

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """The map for the request's filters."""
        return map_context(parent_context["request"])


def map_context(request: HttpRequest) -> dict[str, Any]:
    """What the map's template shows, in a fixed number of queries."""
    frameworks = list(_frameworks())
    wanted = request.GET.get("framework", "")
    named = (framework for framework in frameworks if str(framework.pk) == wanted)
    framework = next(named, frameworks[0] if frameworks else None)
    filters = MapFilterSet(request.GET, queryset=Challenge.objects.all(), request=request)
    kept = _kept(filters)
    context: dict[str, Any] = {
        "frameworks": frameworks,
        "framework": framework,
        "form": filters.form,
        "is_filtered": bool(kept),
        "query": kept.urlencode(),
        "list_url": reverse(Challenge.snippet_viewset.get_url_name("list")),
        "may_import": request.user.has_perm(VIEW),
    }
    if framework is not None:
        found = coverage(framework, filters.qs)
        context["map"] = found
        context["legend"] = [
            (code, label, found.covers[code]) for code, label in _legend() if found.covers[code]
        ]
    return context


def _legend() -> list[tuple[Cover, str]]:
    return [
        (Cover.ENOUGH, _("fournie")),
        (Cover.THIN, _("mince")),
        (Cover.EMPTY, _("vide")),
        (Cover.NO_SKILL, _("aucun acquis")),
    ]


def _frameworks() -> Any:
    """All frameworks, first the one that a map is most likely wanted of."""
    used = Challenge.objects.filter(skill__topic__theme__competence__framework=OuterRef("pk"))
    rank = Case(
        When(status=FrameworkStatus.ADOPTED, then=Value(0)),
        default=Value(1),
        output_field=IntegerField(),
    )
    frameworks = Framework.objects.annotate(is_used=Exists(used), rank=rank)
    return frameworks.order_by("-is_used", "rank", "code")


def _kept(filters: MapFilterSet) -> QueryDict:
    """The filters that are set and mean something, for the addresses of cells and lists."""
    kept = QueryDict(mutable=True)
    for name in filters.form.fields:
        value = filters.data.get(name, "")
        if value and name not in filters.form.errors:
            kept[name] = value
    return kept


@require_safe
@seeing
def cell(request: HttpRequest, competence: int, level: int) -> HttpResponse:
    """The challenges of one cell, as a page; with ``fragment``, as a part of one."""
    place = get_object_or_404(Competence.objects.select_related("framework", "area"), pk=competence)
    step = place.framework.levels.filter(level=level).first()
    if step is None:
        raise Http404
    filters = MapFilterSet(request.GET, queryset=Challenge.objects.all(), request=request)
    kept = _kept(filters)
    query = kept.copy()
    query.update({"competence": str(place.pk), "level": str(level)})
    challenges = cell_challenges(filters.qs, place, level)
    total = challenges.count()
    viewset = Challenge.snippet_viewset
    title = _("%(competence)s, niveau %(level)s") % {"competence": place, "level": level}
    context = {
        "competence": place,
        "level": step,
        "title": title,
        "total": total,
        "rows": attach(list(for_rows(challenges)[:SHOWN])),
        "more": max(0, total - SHOWN),
        "is_filtered": bool(kept),
        "list_url": f"{reverse(viewset.get_url_name('list'))}?{query.urlencode()}",
        "edit_name": viewset.get_url_name("edit" if may(request.user, "change") else "inspect"),
        "VALIDATED": Status.VALIDATED,
        "fragment": bool(request.GET.get("fragment")),
        "header_title": title,
        "header_icon": "form",
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_home"), "label": _("Carte de couverture")},
            {"url": "", "label": title},
        ],
        **_ways_to_write(request, place, level),
    }
    name = "_cell" if context["fragment"] else "cell"
    return TemplateResponse(request, f"challenges/admin/{name}.html", context)


def _ways_to_write(request: HttpRequest, competence: Competence, level: int) -> dict[str, Any]:
    """The form prefilled with each skill of the cell; without any, the grid where one is added."""
    if not may(request.user, "add"):
        return {"skills": [], "may_add": False, "grid_url": ""}
    add = reverse(Challenge.snippet_viewset.get_url_name("add"))
    skills = [(skill, f"{add}?skill={skill.pk}") for skill in cell_skills(competence, level)]
    adds_skill = request.user.has_perms([VIEW, ADD_SKILL])
    grid = reverse("referential:grid", args=[competence.pk]) if adds_skill else ""
    return {"skills": skills, "may_add": True, "grid_url": grid}
