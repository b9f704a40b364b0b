"""The list of challenges in the admin: its columns, its search, and what it exports."""

import re
from collections.abc import Mapping
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BaseColumn, Column, UpdatedAtColumn
from wagtail.search.backends import get_search_backend
from wagtail.snippets.views.snippets import IndexView

from content.text import search_words
from referentiel.models import Skill

from .filters import ChallengeFilterSet
from .models import Challenge
from .permissions import may_change_filter, may_share_filters
from .queries import with_family
from .rowfacts import attach, author_of
from .saving_filters import normalised, visible_filters
from .spreadsheets import export


class SkillColumn(Column):
    """The skill's name with its competence and level; it narrows the list to the skill."""

    cell_template_name = "challenges/admin/_skill_cell.html"


class StateColumn(Column):
    """The state, a draft beside what is validated, and what is to mend."""

    cell_template_name = "challenges/admin/_state_cell.html"


class FamilyColumn(Column):
    """A prototype's number of variants, or a variant's number and prototype."""

    cell_template_name = "challenges/admin/_family_cell.html"


def columns() -> list[str | BaseColumn]:
    """What a row of the list shows."""
    return [
        "__str__",
        SkillColumn("facts.skill", label=_("Acquis")),
        Column("facts.type", label=_("Type"), sort_key="family_type"),
        StateColumn("status", label=_("État"), sort_key="status"),
        FamilyColumn("variant", label=_("Famille")),
        Column("author", label=_("Auteur"), accessor=author_of, sort_key="created_by__username"),
        UpdatedAtColumn(label=_("Modifiée")),
    ]


def search(challenges: QuerySet[Challenge], query: str) -> QuerySet[Challenge]:
    """Those of ``challenges`` that the words of ``query`` find, the last one by its beginning.

    Accents, capitals and signs do not matter. ``@name`` or ``@name2`` is asked of the referential
    itself, the other words of the index, which answers keys only: filters on any column may come
    before and after.
    """
    named = re.findall(r"(?<!\S)@(\S+)", query)
    words = search_words(re.sub(r"(?<!\S)@\S+", " ", query))
    if not words and not named:
        return challenges.none()
    for name in named:
        skills = Skill.objects.filter(_named(name)).order_by().values("pk")
        challenges = with_family(challenges, "skill").filter(family_skill__in=skills)
    if not words:
        return challenges
    found = get_search_backend().autocomplete(
        words, Challenge.objects.order_by(), order_by_relevance=False
    )
    return challenges.filter(pk__in=found.get_queryset().order_by().values("pk"))


def _named(name: str) -> Q:
    """Skills of topics whose name begins with ``name``, or of that name and level."""
    begins = Q(topic__name__istartswith=name)
    if name[-1:].isdecimal() and name.isascii():
        return begins | Q(topic__name__iexact=name[:-1], level=int(name[-1]))
    return begins


def matching(params: QueryDict | Mapping[str, str]) -> QuerySet[Challenge]:
    """The challenges that the list shows at an address with the query ``params``."""
    filters = ChallengeFilterSet(params, queryset=Challenge.objects.all())
    found = filters.filter_queryset(filters.queryset) if filters.is_valid() else filters.queryset
    query = params.get("q", "").strip()
    return search(found, query) if query else found


class ChallengeIndexView(IndexView):
    """The list of challenges."""

    add_item_label = _("Écrire une épreuve")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The page, or the whole filtered list as a file."""
        if self.is_export:
            return export(self.get_queryset(), request.GET["export"], request)
        response: HttpResponse = super().get(request, *args, **kwargs)
        return response

    def search_queryset(self, queryset: QuerySet[Challenge]) -> QuerySet[Challenge]:
        """Narrow to what the search finds; the list keeps its order."""
        return search(queryset, self.search_query) if self.is_searching else queryset

    def get_table(self, object_list: Any) -> Any:
        """The table of rows that know their facts."""
        attach(object_list)
        return super().get_table(object_list)

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """With the saved filters, above the list."""
        context: dict[str, Any] = super().get_context_data(*args, **kwargs)
        if not self.results_only:
            context["saved_filters"] = self._saved_filters()
            context["may_share"] = may_share_filters(self.request.user)
            context["current_query"] = normalised(self.request.GET.urlencode())
        return context

    @property
    def show_export_buttons(self) -> bool:
        """Both formats, for who sees the list."""
        return True

    def _saved_filters(self) -> list[dict[str, Any]]:
        here = normalised(self.request.GET.urlencode())
        address = reverse(Challenge.snippet_viewset.get_url_name("list"))
        return [
            {
                "saved": saved,
                "url": f"{address}?{saved.query}",
                "is_current": saved.query == here,
                "may_change": may_change_filter(self.request.user, saved),
                "is_own": saved.owner_id == self.request.user.pk,
            }
            for saved in visible_filters(self.request.user)
        ]
