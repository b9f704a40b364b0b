"""Public pages of the referential: frameworks and competences, without an account."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from .enums import FrameworkStatus, SkillStatus
from .models import Competence, Framework, Skill

#: What the public may see: a draft is nobody's but its authors'.
PUBLIC = (FrameworkStatus.PROVISIONAL, FrameworkStatus.ADOPTED, FrameworkStatus.SUPERSEDED)


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The frameworks."""
    frameworks = Framework.objects.filter(status__in=PUBLIC)
    return render(request, "referentiel/index.html", {"frameworks": frameworks})


@require_safe
def framework(request: HttpRequest, code: str) -> HttpResponse:
    """A framework: its areas and competences, and its levels."""
    found = get_object_or_404(Framework, code=code, status__in=PUBLIC)
    context = {
        "framework": found,
        "areas": found.areas.prefetch_related("competences"),
        "levels": found.levels.select_related("group").order_by("level"),
    }
    return render(request, "referentiel/framework.html", context)


@require_safe
def competence(request: HttpRequest, code: str, competence: str) -> HttpResponse:
    """A competence: its themes and topics, with the levels that have an active skill."""
    found = get_object_or_404(
        Competence.objects.select_related("framework", "area"),
        framework__code=code,
        framework__status__in=PUBLIC,
        code=competence,
    )
    levels: dict[int, list[int]] = {}
    skills = Skill.objects.filter(topic__theme__competence=found, status=SkillStatus.ACTIVE)
    for topic_id, level in skills.values_list("topic_id", "level").order_by("level"):
        levels.setdefault(topic_id, []).append(level)
    themes = [
        (theme, [(topic, levels.get(topic.pk, [])) for topic in theme.topics.all()])
        for theme in found.themes.prefetch_related("topics")
    ]
    return render(request, "referentiel/competence.html", {"competence": found, "themes": themes})
