"""Where each entity is shown in the admin, and the way down to it."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from .models import (
    Alignment,
    Area,
    Competence,
    Context,
    Framework,
    LevelGroup,
    ProficiencyLevel,
    Skill,
    Theme,
    Topic,
)

Crumb = dict[str, Any]


def home_of(entity: Any) -> str:
    """The address of the page that shows ``entity`` among its like."""
    match entity:
        case Framework():
            return reverse("referential:tree", args=[entity.pk])
        case LevelGroup() | ProficiencyLevel():
            return reverse("referential:scale", args=[entity.framework_id])
        case Area():
            return reverse("referential:tree", args=[entity.framework_id])
        case Competence():
            return reverse("referential:grid", args=[entity.pk])
        case Theme():
            return reverse("referential:grid", args=[entity.competence_id])
        case Topic():
            return reverse("referential:grid", args=[entity.theme.competence_id])
        case Skill():
            return reverse("referential:grid", args=[entity.topic.theme.competence_id])
        case Alignment():
            pair = entity.alignment_set
            return reverse("referential:matrix", args=[pair.source_id, pair.target_id])
        case Context():
            return reverse("referential:contexts")
    return reverse("referential:index")


def above(entity: Any) -> str:
    """The address of the page above ``entity``, which is about to go."""
    match entity:
        case Framework():
            return reverse("referential:index")
        case Competence():
            return reverse("referential:tree", args=[entity.framework_id])
    return home_of(entity)


def trail_of(entity: Any) -> list[Crumb]:
    """Breadcrumbs down to ``entity``, itself left out."""
    start = {"url": reverse("referential:index"), "label": _("Référentiels")}
    match entity:
        case Framework():
            return [start]
        case LevelGroup() | ProficiencyLevel():
            scale = reverse("referential:scale", args=[entity.framework_id])
            return [start, crumb(entity.framework), {"url": scale, "label": _("Échelle")}]
        case Area():
            return [start, crumb(entity.framework)]
        case Competence():
            return [start, crumb(entity.framework)]
        case Theme():
            return [start, crumb(entity.competence.framework), crumb(entity.competence)]
        case Topic():
            return [*trail_of(entity.theme)]
        case Skill():
            return [*trail_of(entity.topic.theme)]
        case Context():
            return [{"url": reverse("referential:contexts"), "label": _("Contextes")}]
    return [start]


def crumb(entity: Framework | Competence) -> Crumb:
    """The breadcrumb of an entity that has a page of its own."""
    label = entity.code if isinstance(entity, Framework) else str(entity)
    return {"url": home_of(entity), "label": label}


def edit_url(entity: Any) -> str:
    """The address of the form of ``entity``."""
    return reverse(type(entity).snippet_viewset.get_url_name("edit"), args=[entity.pk])


def history_url(entity: Any) -> str:
    """The address of the history of ``entity``."""
    return reverse(type(entity).snippet_viewset.get_url_name("history"), args=[entity.pk])
