"""Public pages of the referential: frameworks and competences, without an account."""

from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from content.canonical import canonical_bytes
from content.minting import current

from . import public
from .answers import answer, refusal
from .documents import competence_document, live_framework
from .models import Competence, Framework
from .public import PUBLIC


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The frameworks."""
    frameworks = public.public_frameworks().annotate(competence_count=Count("competences"))
    return render(request, "referentiel/index.html", {"frameworks": frameworks})


@require_safe
def framework(request: HttpRequest, code: str) -> HttpResponse:
    """A framework: its areas and competences, its levels, and what it is aligned with."""
    found = get_object_or_404(public.public_frameworks(), code=code)
    context = {
        "framework": found,
        "version": public.version(found),
        "areas": found.areas.prefetch_related("competences"),
        "levels": public.levels(found),
        "aligned": public.aligned_with(found),
    }
    return render(request, "referentiel/framework.html", context)


@require_safe
def competence(request: HttpRequest, code: str, competence: str) -> HttpResponse:
    """A competence: themes and topics, the scale's levels, alignments both ways."""
    found = get_object_or_404(_competences(), framework__code=code, code=competence)
    before, after = public.neighbours(found)
    context = {
        "competence": found,
        "framework": found.framework,
        "themes": public.themes(found),
        "levels": public.levels(found.framework),
        "alignments": public.alignments(found),
        "before": before,
        "after": after,
    }
    return render(request, "referentiel/competence.html", context)


@require_safe
def framework_json(request: HttpRequest, code: str) -> HttpResponseBase:
    """The framework/1 document: the bytes of its object; as it would be minted before there is one."""
    found = public.public_frameworks().filter(code=code).first()
    if found is None:
        return _missing(gettext("Aucun référentiel public n'a ce code."))
    pointer = current("framework", found.code)
    if pointer is not None:
        return answer(request, bytes(pointer.body.body))
    return answer(request, canonical_bytes(live_framework(found).body))


@require_safe
def competence_json(request: HttpRequest, code: str, competence: str) -> HttpResponseBase:
    """The competence/1 document, without what it shares with drafts."""
    rows = _competences().prefetch_related("themes__topics")
    found = rows.filter(framework__code=code, code=competence).first()
    if found is None:
        return _missing(gettext("Aucun référentiel public n'a de compétence de ce code."))
    document = competence_document(found)
    known = set(Framework.objects.filter(status__in=PUBLIC).values_list("code", flat=True))
    document["alignments"] = [row for row in document["alignments"] if row["framework"] in known]
    return answer(request, canonical_bytes(document))


def _competences() -> QuerySet[Competence]:
    return Competence.objects.select_related("framework", "area").filter(
        framework__status__in=PUBLIC
    )


def _missing(detail: str) -> HttpResponseBase:
    return refusal({"detail": detail}, 404)
