"""The page of a skill: where it stands, its versions, who uses it, and every step of its life."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin import messages
from wagtail.admin.widgets.button import HeaderButton

from ..enums import SkillStatus
from ..guards import SkillChange, consequences
from ..lifecycle import (
    STEPS,
    change_skill,
    clone_skill,
    move_skill,
    new_version,
    problems,
    versions,
)
from ..models import Skill, Topic
from ..navigation import edit_url, history_url, trail_of
from ..numbers import whole_number
from ..permissions import ADD_SKILL, CHANGE_SKILL, DELETE_SKILL, VIEW, may, requires
from ..queries import named_skills
from ..uses import uses_of

#: What the buttons say, in the order of a skill's life.
LABELS = {
    SkillChange.ACTIVATED: gettext_lazy("Activer"),
    SkillChange.REOPENED: gettext_lazy("Remettre en construction"),
    SkillChange.ARCHIVED: gettext_lazy("Archiver"),
    SkillChange.RETIRED: gettext_lazy("Déclarer périmé"),
}
EFFECTS = {
    SkillChange.ACTIVATED: gettext_lazy("Il entre dans les prochaines publications."),
    SkillChange.REOPENED: gettext_lazy("Il n'est plus servi tant qu'il n'est pas réactivé."),
    SkillChange.ARCHIVED: gettext_lazy("Les prochaines publications ne le servent plus."),
    SkillChange.RETIRED: gettext_lazy(
        "C'est définitif : seule une nouvelle version pourra le remplacer."
    ),
}


class PlaceForm(forms.Form):
    """Another topic or level, within the skill's competence first."""

    topic = forms.ModelChoiceField(Topic.objects.none(), label=gettext_lazy("Sujet"))
    level = forms.TypedChoiceField(coerce=int, label=gettext_lazy("Niveau"))

    def __init__(self, skill: Skill, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        framework = skill.competence.framework
        topics = Topic.objects.filter(theme__competence__framework=framework)
        topic, level = self.fields["topic"], self.fields["level"]
        topic.queryset = topics.select_related("theme__competence").order_by(  # type: ignore[attr-defined]
            "theme__competence__area__sort_order", "theme__competence__sort_order", "name"
        )
        topic.label_from_instance = (  # type: ignore[attr-defined]
            lambda row: f"{row.theme.competence.code} · @{row.name} · {row.any_title}"
        )
        level.choices = [  # type: ignore[attr-defined]
            (row.level, str(row.level)) for row in framework.levels.filter(level__lte=9)
        ]
        topic.initial, level.initial = skill.topic_id, skill.level


@require_safe
@requires(VIEW)
def skill(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything about one skill."""
    row = get_object_or_404(named_skills().select_related("status_changed_by"), pk=pk)
    editor, adder = may(request.user, CHANGE_SKILL), may(request.user, ADD_SKILL)
    buttons = []
    if editor:
        buttons.append(HeaderButton(_("Modifier l'indice"), edit_url(row), icon_name="edit"))
    uses = uses_of(row)
    context = {
        "skill": row,
        "versions": versions(row).select_related("status_changed_by"),
        "uses": uses,
        "current_uses": [use for use in uses if not use.is_past],
        "steps": _steps(row) if editor else [],
        "place_form": PlaceForm(row) if editor else None,
        "may_add": adder,
        "is_obsolete": row.status == SkillStatus.OBSOLETE,
        "delete_url": _delete_url(request, row),
        "history_url": history_url(row),
        "header_title": row.name,
        "header_icon": "tag",
        "header_buttons": buttons,
        "breadcrumbs_items": [*trail_of(row), {"url": "", "label": row.name}],
    }
    return TemplateResponse(request, "referentiel/admin/skill.html", context)


@require_http_methods(["GET", "POST"])
@requires(CHANGE_SKILL)
def step(request: HttpRequest, pk: int, change: str) -> HttpResponse:
    """Ask before a step of the skill's life: what is against it, what it brings about."""
    row = get_object_or_404(named_skills(), pk=pk)
    try:
        wanted = SkillChange(change)
        label = LABELS[wanted]
    except (ValueError, KeyError):
        raise Http404 from None
    if request.method == "POST":
        try:
            change_skill(row, wanted, request.user)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(
                request,
                _("%(name)s est maintenant « %(status)s ».")
                % {"name": row.name, "status": row.get_status_display()},
            )
        return redirect("referential:skill", pk=pk)
    context = {
        "skill": row,
        "label": label,
        "effects": [EFFECTS[wanted], *_replaced(row, wanted), *consequences(row, wanted)],
        "uses": uses_of(row),
        "problems": problems(row, wanted),
        "header_title": f"{label} : {row.name}",
        "header_icon": "tag",
        "breadcrumbs_items": [
            *trail_of(row),
            {"url": reverse("referential:skill", args=[pk]), "label": row.name},
            {"url": "", "label": f"{label} : {row.name}"},
        ],
    }
    return TemplateResponse(request, "referentiel/admin/skill_step.html", context)


@require_http_methods(["POST"])
@requires(VIEW, ADD_SKILL)
def copy(request: HttpRequest, pk: int) -> HttpResponse:
    """Clone a skill to another level, or make a new version of it; then show the new one."""
    row = get_object_or_404(named_skills(), pk=pk)
    level = whole_number(request.POST.get("level", ""))
    try:
        if level is not None and level != row.level:
            made = clone_skill(row, level, request.user)
            text = _("%(name)s est créé, en construction.")
        else:
            made = new_version(row, request.user)
            text = _("La version %(version)s de %(name)s est créée, en construction.")
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("referential:skill", pk=pk)
    messages.success(request, text % {"name": made.name, "version": made.version})
    return redirect("referential:skill", pk=made.pk)


@require_http_methods(["POST"])
@requires(VIEW, CHANGE_SKILL)
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a skill at another topic or level; who uses it is asked first."""
    row = get_object_or_404(named_skills(), pk=pk)
    form = PlaceForm(row, request.POST)
    if not form.is_valid():
        messages.error(request, _("Choisissez un sujet et un niveau de l'échelle."))
        return redirect("referential:skill", pk=pk)
    effects = consequences(row, SkillChange.MOVED)
    try:
        move_skill(row, form.cleaned_data["topic"], form.cleaned_data["level"], request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        row = named_skills().get(pk=pk)
        done = _("L'acquis est maintenant %(name)s.") % {"name": row.name}
        messages.success(request, " ".join([done, *effects]))
    return redirect("referential:skill", pk=pk)


def _replaced(row: Skill, change: SkillChange) -> list[str]:
    """The active version that activating ``row`` archives, and what goes with that one."""
    if change != SkillChange.ACTIVATED:
        return []
    found = []
    for other in versions(row).filter(status=SkillStatus.ACTIVE).exclude(pk=row.pk):
        found.append(
            _("Sa version %(version)s, active, est archivée.") % {"version": other.version}
        )
        found += consequences(other, SkillChange.REPLACED)
    return found


def _steps(row: Skill) -> list[dict[str, Any]]:
    """The steps that the skill's state allows, its guards' refusals apart (the page says those)."""
    return [
        {
            "label": label,
            "url": reverse("referential:step", args=[row.pk, change.value]),
            "first": change == SkillChange.ACTIVATED,
        }
        for change, label in LABELS.items()
        if row.status in STEPS[change][1] and row.status != STEPS[change][0]
    ]


def _delete_url(request: HttpRequest, row: Skill) -> str:
    if not may(request.user, DELETE_SKILL):
        return ""
    return reverse(Skill.snippet_viewset.get_url_name("delete"), args=[row.pk])
