"""Two challenges field by field, each found by typing."""

from dataclasses import dataclass
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.search.backends import get_search_backend

from content.minting import Document
from content.text import fold

from ..comparing import compare as compare_documents
from ..documents import challenge_documents
from ..families import draft_of, names_for
from ..lifecycle import current_documents
from ..models import Challenge
from ..permissions import may, seeing
from ..queries import named_challenges
from .crumbs import edit_url, page_context

#: Challenges listed under the search field.
MOST_FOUND = 12
#: What the address says to compare the validated version instead of the latest draft.
LIVE = "validee"


@dataclass(frozen=True)
class Compared:
    """One side of the comparison: a challenge, and its latest draft or what is validated of it."""

    row: Challenge
    draft: Challenge
    documents: tuple[Document, Document]
    is_live: bool


@require_safe
@seeing
def compare(request: HttpRequest) -> HttpResponse:
    """The two sides, a search for what is missing, and the rows."""
    every = bool(request.GET.get("tout"))
    sides = [_side(request, name) for name in ("a", "b")]
    one, other = (side["found"] for side in sides)
    context: dict[str, Any] = {
        "sides": sides,
        "every": every,
        "every_url": _url(request, tout="" if every else "1"),
        "swap_url": _swapped(request),
        **page_context(_("Comparer deux épreuves"), "history"),
    }
    if one is not None and other is not None:
        names = names_for(one.documents, other.documents)
        rows = compare_documents(one.documents, other.documents, every=True, names=names)
        shown = [row for row in rows if every or row.change != "same"]
        context["parts"] = [
            (part.label, list(found)) for part, found in groupby(shown, key=lambda row: row.part)
        ]
        context["total"] = len(rows)
        context["count"] = sum(row.change != "same" for row in rows)
    return TemplateResponse(request, "challenges/families/compare.html", context)


@require_safe
@seeing
def results(request: HttpRequest) -> HttpResponse:
    """What the search field of one side lists while somebody types."""
    name = "b" if request.GET.get("cote") == "b" else "a"
    context = {"found": _results(request, name), "query": request.GET.get("q", "")}
    return TemplateResponse(request, "challenges/families/_results.html", context)


def _side(request: HttpRequest, name: str) -> dict[str, Any]:
    wanted = request.GET.get(name, "").strip()
    row = _challenge(wanted) if wanted else None
    side: dict[str, Any] = {
        "name": name,
        "label": _("Première épreuve") if name == "a" else _("Deuxième épreuve"),
        "other": "b" if name == "a" else "a",
        "other_value": request.GET.get("b" if name == "a" else "a", ""),
        "missing": wanted if wanted and row is None else "",
        "found": None,
        "query": request.GET.get("q", "") if request.GET.get("cote") == name else "",
    }
    if row is None:
        asked = request.GET.get("cote", name) == name
        side["results"] = _results(request, name) if asked else []
        return side
    live = current_documents(row)
    is_live = request.GET.get(f"version_{name}") == LIVE and live is not None
    draft = draft_of(row)
    documents = live if is_live and live is not None else challenge_documents(draft)
    side["found"] = Compared(row, draft, documents, is_live)
    if live is not None and (is_live or row.has_unpublished_changes):
        side["version_url"] = _url(request, **{f"version_{name}": "" if is_live else LIVE})
    side["change_url"] = _url(request, **{name: "", f"version_{name}": "", "cote": name, "q": ""})
    side["edit_url"] = edit_url(row) if may(request.user, "change", row) else ""
    return side


def _challenge(wanted: str) -> Challenge | None:
    """By public id or primary key."""
    known = Q(public_id=wanted)
    if wanted.isdecimal() and len(wanted) < 19:
        known |= Q(pk=int(wanted))
    return named_challenges().filter(known).first()


def _results(request: HttpRequest, name: str) -> list[dict[str, Any]]:
    """Challenges for one side: what the query finds, without one the relatives of the other side."""
    query = request.GET.get("q", "").strip()[:200]
    other = _challenge(request.GET.get("b" if name == "a" else "a", "").strip())
    if query:
        found = get_search_backend().autocomplete(fold(query), named_challenges())[:MOST_FOUND]
    elif other is not None:
        found = _relatives(other)[:MOST_FOUND]
    else:
        found = named_challenges().order_by("-latest_revision__created_at", "-pk")[:MOST_FOUND]
    return [
        {"row": row, "url": _url(request, **{name: row.public_id, "q": "", "cote": ""})}
        for row in found
    ]


def _relatives(challenge: Challenge) -> QuerySet[Challenge]:
    """Its family, then those of its skill."""
    head = challenge.head
    family = Q(pk=head.pk) | Q(prototype=head)
    if head.skill_id:
        family |= Q(skill=head.skill_id)
    return named_challenges().filter(family).exclude(pk=challenge.pk).order_by("pk")


def _url(request: HttpRequest, **changes: str) -> str:
    """The comparison's own address with other values; empty ones go."""
    kept = {
        name: request.GET.get(name, "")
        for name in ("a", "b", "version_a", "version_b", "tout")
    }  # fmt: skip
    query = {name: value for name, value in {**kept, **changes}.items() if value}
    return f"{reverse('challenges:compare')}?{urlencode(query)}"


def _swapped(request: HttpRequest) -> str:
    names = ("a", "b"), ("b", "a"), ("version_a", "version_b"), ("version_b", "version_a")
    return _url(request, **{to: request.GET.get(of, "") for to, of in names})
