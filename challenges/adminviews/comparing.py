"""Two challenges, or two versions of one, field by field; each side is found by typing."""

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
from ..versions import LIVE, Version, documents_of, version_of, versions_of
from .crumbs import edit_url, page_context, view_url

#: Challenges listed under the search field.
MOST_FOUND = 12


@dataclass(frozen=True)
class Compared:
    """One side of the comparison: a challenge, and which version of it."""

    row: Challenge
    documents: tuple[Document, Document]
    #: What the address calls the version: ``""`` is the latest draft (``versions.py``).
    code: str
    version: Version | None

    @property
    def version_name(self) -> str:
        """The version in words."""
        if self.version is not None:
            return str(self.version)
        return _("Version validée") if self.code == LIVE else _("Dernier brouillon")


@require_safe
@seeing
def compare(request: HttpRequest) -> HttpResponse:
    """The two sides, a search for what is missing, and the rows."""
    every = bool(request.GET.get("tout"))
    sides = [_side(request, name) for name in ("a", "b")]
    one, other = (side["found"] for side in sides)
    same = one is not None and other is not None and one.row.pk == other.row.pk
    if same:
        for side, label in zip(sides, (_("Première version"), _("Deuxième version")), strict=True):
            side["label"] = label
    title = _("Comparer deux versions") if same else _("Comparer deux épreuves")
    above = [(view_url(request.user, one.row), str(one.row))] if same else []
    context: dict[str, Any] = {
        "sides": sides,
        "same": same,
        "every": every,
        "every_url": _url(request, tout="" if every else "1"),
        "swap_url": _swapped(request),
        **page_context(title, "history", *above),
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
    code = request.GET.get(f"version_{name}", "").strip()
    documents = documents_of(row, code)
    if documents is None:
        side["version_missing"] = code
        code, documents = "", challenge_documents(draft_of(row))
    version = version_of(row, code) if code not in ("", LIVE) else None
    side["found"] = Compared(row, documents, code, version)
    side["versions"] = _choices(row, side["found"])
    side["kept"] = _kept(request, f"version_{name}")
    if version is not None and version.pk != row.latest_revision_id and _may_edit(request, row):
        side["back_url"] = reverse(
            Challenge.snippet_viewset.get_url_name("revisions_revert"), args=[row.pk, version.pk]
        )
    side["change_url"] = _url(request, **{name: "", f"version_{name}": "", "cote": name, "q": ""})
    side["edit_url"] = edit_url(row) if may(request.user, "change", row) else ""
    return side


def _may_edit(request: HttpRequest, row: Challenge) -> bool:
    return may(request.user, "change", row)


def _choices(row: Challenge, found: Compared) -> list[tuple[str, str]]:
    """The versions that the side may show, as (code, words), the shown one among them."""
    choices = [("", _("Dernier brouillon"))]
    if current_documents(row) is not None:
        choices.append((LIVE, _("Version validée")))
    choices += [(version.code, str(version)) for version in versions_of(row)]
    if found.version is not None and found.code not in dict(choices):
        choices.append((found.code, str(found.version)))
    return choices


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


def _kept(request: HttpRequest, *without: str) -> dict[str, str]:
    """What the address says, empty values and those named in ``without`` left out."""
    names = {"a", "b", "version_a", "version_b", "tout"} - set(without)
    return {name: value for name in sorted(names) if (value := request.GET.get(name, ""))}


def _url(request: HttpRequest, **changes: str) -> str:
    """The comparison's own address with other values; empty ones go."""
    query = {name: value for name, value in {**_kept(request), **changes}.items() if value}
    return f"{reverse('challenges:compare')}?{urlencode(query)}"


def _swapped(request: HttpRequest) -> str:
    names = ("a", "b"), ("b", "a"), ("version_a", "version_b"), ("version_b", "version_a")
    return _url(request, **{to: request.GET.get(of, "") for to, of in names})
