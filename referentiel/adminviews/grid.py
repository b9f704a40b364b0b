"""The grid of a competence: topics in rows, levels in columns, skills in the cells."""

from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Count
from django.db.models.fields.json import KT
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages
from wagtail.admin.widgets.button import HeaderButton

from content.enums import Status
from content.models import ObjectPointer

from ..actions import move_topic, reorder
from ..enums import SkillStatus
from ..models import Competence, ProficiencyLevel, Skill, Theme, Topic
from ..navigation import edit_url, history_url, trail_of
from ..numbers import placed, whole_number
from ..permissions import ADD_SKILL, CHANGE_FRAMEWORK, CHANGE_TOPIC, VIEW, may, requires
from ..viewsets.base import add_url


@dataclass
class Cell:
    """The skills of a topic at a level, and where another one is added."""

    level: ProficiencyLevel
    skills: list[Any] = field(default_factory=list)
    add_url: str = ""


@dataclass
class Row:
    """A topic with one cell per level."""

    topic: Topic
    cells: list[Cell]
    edit_url: str


@require_http_methods(["GET", "POST"])
@requires(VIEW, CHANGE_TOPIC)
def grid(request: HttpRequest, pk: int) -> HttpResponse:
    """The grid; on POST a theme or a topic takes another place."""
    competence = get_object_or_404(Competence.objects.select_related("framework", "area"), pk=pk)
    if request.method == "POST":
        try:
            _move(request, competence)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        kind, _colon, key = request.POST.get("move", "").partition(":")
        return redirect(f"{reverse('referential:grid', args=[pk])}#{kind}-{key[:20]}")
    levels = list(competence.framework.levels.select_related("group").order_by("level"))
    editor = may(request.user, CHANGE_TOPIC)
    buttons = []
    if may(request.user, CHANGE_FRAMEWORK):
        buttons.append(HeaderButton(_("Modifier"), edit_url(competence), icon_name="edit"))
    context: dict[str, Any] = {
        "competence": competence,
        "levels": levels,
        "themes": _themes(request, competence, levels),
        "may_edit": editor,
        "history_url": history_url(competence),
        "neighbours": _neighbours(competence),
        "header_title": str(competence),
        "header_icon": "clipboard-list",
        "header_buttons": buttons,
        "breadcrumbs_items": [*trail_of(competence), {"url": "", "label": str(competence)}],
    }
    if editor:
        context["add_theme_url"] = add_url(Theme.snippet_viewset, competence=pk)
    return TemplateResponse(request, "referentiel/admin/grid.html", context)


def _themes(
    request: HttpRequest, competence: Competence, levels: list[ProficiencyLevel]
) -> list[dict[str, Any]]:
    """Themes with their rows, in a fixed number of queries."""
    adder = may(request.user, ADD_SKILL)
    themes = list(competence.themes.order_by("sort_order", "pk"))
    topics = Topic.objects.filter(theme__competence=competence).order_by("sort_order", "pk")
    skills: dict[tuple[int, int], list[Any]] = {}
    counts = _challenges(competence)
    rows = Skill.objects.filter(topic__theme__competence=competence).select_related("topic")
    for skill in rows.exclude(status=SkillStatus.OBSOLETE).order_by("-version"):
        skill.challenge_count = counts.get(skill.public_id, 0)
        skills.setdefault((skill.topic_id, skill.level), []).append(skill)
    by_theme: dict[int, list[Row]] = {}
    for topic in topics:
        cells = []
        for level in levels:
            found = skills.get((topic.pk, level.level), [])
            cell = Cell(level, _shown(found))
            if adder and not found and level.level <= 9:
                cell.add_url = add_url(Skill.snippet_viewset, topic=topic.pk, level=level.level)
            cells.append(cell)
        by_theme.setdefault(topic.theme_id, []).append(Row(topic, cells, edit_url(topic)))
    return [
        {
            "theme": theme,
            "rows": by_theme.get(theme.pk, []),
            "edit_url": edit_url(theme),
            "add_topic_url": add_url(Topic.snippet_viewset, theme=theme.pk),
        }
        for theme in themes
    ]


def _shown(skills: list[Skill]) -> list[Skill]:
    """What a cell shows: the active one and those in construction; archived ones if alone."""
    standing = [skill for skill in skills if skill.status != SkillStatus.ARCHIVED]
    return standing or skills[:1]


def _challenges(competence: Competence) -> dict[str, int]:
    """Validated challenges by skill."""
    rows = ObjectPointer.objects.filter(
        kind="challenge",
        status=Status.VALIDATED,
        facets__framework=competence.framework.code,
        facets__competence=competence.code,
    )
    by_skill = rows.annotate(skill=KT("facets__skill")).values_list("skill")
    return dict(by_skill.annotate(n=Count("pk")))


def _neighbours(competence: Competence) -> dict[str, dict[str, Any]]:
    """The competences before and after, in the framework's order."""
    order: list[Any] = list(
        Competence.objects.filter(framework=competence.framework_id)
        .order_by("area__sort_order", "area_id", "sort_order", "pk")
        .values("pk", "code")
    )
    place = next(n for n, row in enumerate(order) if row["pk"] == competence.pk)
    names = {}
    if place > 0:
        names["previous"] = order[place - 1]
    if place + 1 < len(order):
        names["next"] = order[place + 1]
    return names


def _move(request: HttpRequest, competence: Competence) -> None:
    """``move`` is ``theme:<pk>`` or ``topic:<pk>``; ``to`` is up, down or a position in ``theme``."""
    kind, _colon, pk = request.POST.get("move", "").partition(":")
    to = request.POST.get("to", "")
    if whole_number(pk) is None:
        raise ValidationError(_("Rien n'a été déplacé : l'élément n'est pas nommé."))
    if kind == "theme":
        theme = get_object_or_404(competence.themes, pk=pk)
        reorder(
            placed(list(competence.themes.order_by("sort_order", "pk")), theme, to), request.user
        )
        return
    topic = get_object_or_404(
        Topic.objects.select_related("theme__competence__framework"),
        pk=pk,
        theme__competence=competence,
    )
    theme = topic.theme
    if (wanted := whole_number(request.POST.get("theme", ""))) is not None:
        theme = get_object_or_404(competence.themes.select_related("competence"), pk=wanted)
    siblings = list(theme.topics.order_by("sort_order", "pk"))
    if (position := whole_number(to)) is not None:
        move_topic(topic, theme, position, request.user)
    else:
        reorder(placed(siblings, topic, to), request.user)
