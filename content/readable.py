"""Wagtail's pages that only show, for everybody who may see the thing: Wagtail asks to write it."""

from typing import Any

from django.urls import URLPattern
from django.utils.functional import cached_property
from wagtail.admin.views.generic.history import HistoryView as GenericHistoryView
from wagtail.admin.views.generic.usage import UsageView as GenericUsageView
from wagtail.snippets.views import snippets

from .histories import OwnEntriesMixin, VersionsHistoryMixin
from .permissions import refusing_all

#: Whoever has one of these sees the list, so also what happened and where something is used.
SEEING = ["add", "change", "delete", "view"]


class HistoryForReadersMixin:
    """A history without the ways to change something, for who may not."""

    any_permission_required = SEEING

    @cached_property
    def columns(self) -> list[Any]:
        """Without the way back to a version, for who may not write."""
        if not self.user_has_permission("change"):  # type: ignore[attr-defined]
            self.revisions_revert_url_name = None
        columns: list[Any] = super().columns  # type: ignore[misc]
        return columns

    @cached_property
    def header_buttons(self) -> list[Any]:
        """Without the way to the form, for who may not write."""
        if not self.user_has_permission("change"):  # type: ignore[attr-defined]
            return []
        buttons: list[Any] = super().header_buttons  # type: ignore[misc]
        return buttons

    def get_edit_url(self, instance: Any) -> str | None:
        """Where the crumb of the thing leads: nowhere for who would be refused there."""
        if not self.user_has_permission("change"):  # type: ignore[attr-defined]
            return None
        url: str | None = super().get_edit_url(instance)  # type: ignore[misc]
        return url


class HistoryView(HistoryForReadersMixin, VersionsHistoryMixin, snippets.HistoryView):
    """What happened to a snippet."""


class ModelHistoryView(HistoryForReadersMixin, OwnEntriesMixin, GenericHistoryView):
    """What happened to what is no snippet."""


class UsageView(snippets.UsageView):
    """Where a snippet is used."""

    permission_required = None
    any_permission_required = SEEING


class ModelUsageView(GenericUsageView):
    """Where something that is no snippet is used."""

    permission_required = None
    any_permission_required = SEEING


class RevisionsCompareView(snippets.RevisionsCompareView):
    """Two versions, field by field."""

    permission_required = None
    any_permission_required = SEEING


class WorkflowHistoryView(snippets.WorkflowHistoryView):
    """The reviews of a snippet."""

    permission_required = None
    any_permission_required = SEEING


class WorkflowHistoryDetailView(snippets.WorkflowHistoryDetailView):
    """One review of a snippet."""

    permission_required = None
    any_permission_required = SEEING


class ReadableViewSetMixin:
    """A snippet's pages: who may see reads histories too, and refusals are sentences."""

    history_view_class = HistoryView
    # Wagtail would look for one of the snippets' first.
    history_template_name = "content/history/history.html"
    usage_view_class = UsageView
    revisions_compare_view_class = RevisionsCompareView
    workflow_history_view_class = WorkflowHistoryView
    workflow_history_detail_view_class = WorkflowHistoryDetailView

    def get_urlpatterns(self) -> list[URLPattern]:
        """Wagtail's addresses, whose refusals are sentences."""
        patterns: list[Any] = refusing_all(super().get_urlpatterns())  # type: ignore[misc]
        return patterns
