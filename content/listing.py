"""What lists in the admin share."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from wagtail.snippets.views.snippets import IndexView

from .text import fold


class FoldedIndexView(IndexView):
    """A list whose search ignores accents and capitals: models index folded text."""

    search_query: str | None

    def search_queryset(self, queryset: QuerySet[Any]) -> Any:
        """Search with the folded query."""
        self.search_query = fold(self.search_query or "")
        return super().search_queryset(queryset)


def folded_filter_form(base: type[forms.Form]) -> type[forms.Form]:
    """A chooser's filter form ``base`` whose query is folded."""

    class FoldedFilterForm(base):  # type: ignore[valid-type, misc]
        def clean_q(self) -> str:
            """The query without accents and capitals."""
            return fold(self.cleaned_data.get("q") or "")

    return FoldedFilterForm
