"""Frameworks: their list, the tree of each, its scale and its status."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Count, OuterRef, Prefetch, Q, Subquery
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin import messages
from wagtail.admin.widgets.button import HeaderButton

from content.minting import current
from content.models import ObjectPointer

from ..actions import TRANSITIONS, change_status, reorder
from ..enums import FrameworkStatus, SkillStatus
from ..exchange import FORMATS
from ..models import (
    AlignmentSet,
    Area,
    Competence,
    Framework,
    LevelGroup,
    ProficiencyLevel,
    Skill,
    Theme,
    Topic,
)
from ..navigation import edit_url, history_url, trail_of
from ..numbers import placed, whole_number
from ..permissions import ADD_FRAMEWORK, CHANGE_FRAMEWORK, VIEW, may, may_import, requires
from ..viewsets.base import add_url


@require_safe
@requires(VIEW)
def index(request: HttpRequest) -> HttpResponse:
    """Every framework with what it is worth, and the ways to bring in another."""
    counts = {
        name: dict(model.objects.order_by().values_list(path).annotate(n=Count("pk")))
        for name, model, path in (
            ("competences", Competence, "framework"),
            ("skills", Skill, "topic__theme__competence__framework"),
        )
    }
    rows = [
        {
            "framework": framework,
            "competences": counts["competences"].get(framework.pk, 0),
            "skills": counts["skills"].get(framework.pk, 0),
            "version": framework.minted,
        }
        for framework in Framework.objects.select_related("supersedes")
        .annotate(minted=_minted_version())
        .order_by("code")
    ]
    buttons = []
    if may(request.user, ADD_FRAMEWORK):
        add = reverse(Framework.snippet_viewset.get_url_name("add"))
        buttons.append(HeaderButton(_("Nouveau référentiel"), add, icon_name="plus"))
    if may_import(request.user):
        url = reverse("referential:import")
        buttons.append(HeaderButton(_("Importer"), url, icon_name="upload"))
    context = {
        "rows": rows,
        "header_title": _("Référentiels"),
        "header_icon": "list-ul",
        "header_buttons": buttons,
        "breadcrumbs_items": [{"url": "", "label": _("Référentiels")}],
    }
    return TemplateResponse(request, "referentiel/admin/index.html", context)


@require_http_methods(["GET", "POST"])
@requires(VIEW, CHANGE_FRAMEWORK)
def tree(request: HttpRequest, pk: int) -> HttpResponse:
    """A framework as a tree; on POST an area or a competence takes another place."""
    if request.method == "POST":
        return _move(request, pk)
    family = Framework.objects.filter(Q(pk=pk) | Q(supersedes=pk)).select_related("supersedes")
    rows = list(family.annotate(minted=_minted_version()))
    framework = next((row for row in rows if row.pk == pk), None)
    if framework is None:
        raise Http404
    if request.GET.get("importe"):
        messages.success(request, _("« %(framework)s » est importé.") % {"framework": framework})
    sets = AlignmentSet.objects.filter(Q(source=pk) | Q(target=pk))
    sets = sets.select_related("source", "target").annotate(n=Count("alignments"))
    skills = Skill.objects.exclude(status=SkillStatus.OBSOLETE).order_by("level", "version")
    areas = Area.objects.filter(framework=framework).prefetch_related(
        Prefetch("competences", Competence.objects.order_by("sort_order", "pk")),
        Prefetch("competences__themes", Theme.objects.order_by("sort_order", "pk")),
        Prefetch("competences__themes__topics", Topic.objects.order_by("sort_order", "pk")),
        Prefetch("competences__themes__topics__skills", skills),
    )
    viewset = Framework.snippet_viewset
    editor = may(request.user, CHANGE_FRAMEWORK)
    buttons = []
    if editor:
        url = reverse(viewset.get_url_name("edit"), args=[pk])
        buttons.append(HeaderButton(_("Modifier"), url, icon_name="edit"))
    context = {
        "framework": framework,
        "areas": areas,
        "version": framework.minted,
        "superseded_by": [row for row in rows if row.supersedes_id == pk],
        "alignment_sets": [found for found in sets if found.source_id == pk],
        "incoming_sets": [found for found in sets if found.target_id == pk],
        "formats": FORMATS,
        "history_url": history_url(framework),
        "may_edit": editor,
        "transitions": TRANSITIONS[framework.status] if editor else (),
        "is_public": framework.status != FrameworkStatus.DRAFT,
        "header_title": str(framework),
        "header_icon": "list-ul",
        "header_buttons": buttons,
        "breadcrumbs_items": [
            *trail_of(framework),
            {"url": "", "label": framework.any_title or framework.code},
        ],
    }
    if editor:
        context["add_area_url"] = add_url(Area.snippet_viewset, framework=pk)
        context["add_competence_url"] = reverse(Competence.snippet_viewset.get_url_name("add"))
    return TemplateResponse(request, "referentiel/admin/tree.html", context)


@require_safe
@requires(VIEW)
def scale(request: HttpRequest, pk: int) -> HttpResponse:
    """The levels of a framework with their groups."""
    framework = get_object_or_404(Framework, pk=pk)
    used = dict(
        Skill.objects.filter(topic__theme__competence__framework=framework)
        .order_by()
        .values_list("level")
        .annotate(n=Count("pk"))
    )
    levels = list(framework.levels.select_related("group").order_by("level"))
    editor = may(request.user, CHANGE_FRAMEWORK)
    following = max((level.level for level in levels), default=0) + 1
    title = _("Échelle de « %(framework)s »") % {"framework": framework.code}
    context = {
        "framework": framework,
        "rows": [
            (level, used.get(level.level, 0), edit_url(level), history_url(level))
            for level in levels
        ],
        "groups": [(group, edit_url(group)) for group in framework.level_groups.all()],
        "may_edit": editor,
        "header_title": title,
        "header_icon": "list-ol",
        "breadcrumbs_items": [
            *trail_of(framework),
            {"url": reverse("referential:tree", args=[pk]), "label": framework.code},
            {"url": "", "label": title},
        ],
    }
    if editor:
        context["add_level_url"] = add_url(
            ProficiencyLevel.snippet_viewset, framework=pk, level=following
        )
        context["add_group_url"] = add_url(LevelGroup.snippet_viewset, framework=pk)
    return TemplateResponse(request, "referentiel/admin/scale.html", context)


@require_http_methods(["GET", "POST"])
@requires(CHANGE_FRAMEWORK)
def status(request: HttpRequest, pk: int, to: str) -> HttpResponse:
    """Ask before a framework changes its status, and say what that brings about."""
    framework = get_object_or_404(Framework.objects.select_related("supersedes"), pk=pk)
    if to not in TRANSITIONS[framework.status]:
        messages.warning(request, _("Ce changement d'état n'est pas prévu."))
        return redirect("referential:tree", pk=pk)
    if request.method == "POST":
        try:
            proposed = change_status(framework, to, request.user)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, _status_message(framework, len(proposed)))
        return redirect("referential:tree", pk=pk)
    title = _("Changer l'état de « %(framework)s »") % {"framework": framework.code}
    context: dict[str, Any] = {
        "framework": framework,
        "to": FrameworkStatus(to),
        "older": framework.supersedes if to != FrameworkStatus.SUPERSEDED else None,
        "first_time": current("framework", framework.code) is None,
        "header_title": title,
        "header_icon": "list-ul",
        "breadcrumbs_items": [
            *trail_of(framework),
            {"url": reverse("referential:tree", args=[pk]), "label": framework.code},
            {"url": "", "label": title},
        ],
    }
    return TemplateResponse(request, "referentiel/admin/status.html", context)


def _move(request: HttpRequest, pk: int) -> HttpResponse:
    """``move`` is ``area:<pk>`` or ``competence:<pk>``, ``to`` is up or down among its siblings."""
    kind, _colon, key = request.POST.get("move", "").partition(":")
    model = {"area": Area, "competence": Competence}.get(kind)
    number = whole_number(key)
    if model is None or number is None:
        return redirect("referential:tree", pk=pk)
    row: Any = get_object_or_404(model, pk=number, framework=pk)
    siblings: Any = Area.objects.filter(framework=pk)
    if isinstance(row, Competence):
        siblings = Competence.objects.filter(area=row.area_id)
    reorder(
        placed(list(siblings.order_by("sort_order", "pk")), row, request.POST.get("to", "")),
        request.user,
    )
    return redirect(f"{reverse('referential:tree', args=[pk])}#{kind}-{row.pk}")


def _minted_version() -> Subquery:
    """The version of a framework's object, looked up with its row."""
    pointers = ObjectPointer.objects.filter(kind="framework", public_id=OuterRef("code"))
    return Subquery(pointers.values("version")[:1])


def _status_message(framework: Framework, proposed: int) -> str:
    done = _("« %(framework)s » est maintenant « %(status)s ».") % {
        "framework": framework,
        "status": framework.get_status_display(),
    }
    if not proposed:
        return done
    return f"{done} " + ngettext(
        "%(n)s alignement est proposé d'après ses codes.",
        "%(n)s alignements sont proposés d'après ses codes.",
        proposed,
    ) % {"n": proposed}
