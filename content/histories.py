"""What Wagtail's history of one thing lacks: all of its entries, and any two versions compared."""

from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic.history import ActionColumn, LogEntryUserColumn
from wagtail.log_actions import registry


class OwnEntriesMixin:
    """Every entry of the thing itself.

    Wagtail shows one entry of those that one request made by the same action, whatever they are
    about: of a family that was archived at once, one challenge alone would have it in its history.
    """

    object: Any

    def get_base_queryset(self) -> Any:
        """The entries; of those that autosave makes for one draft, the last."""
        entries = registry.get_logs_for_instance(self.object)
        same = {name: OuterRef(name) for name in ("uuid", "action", "content_type", "object_id")}
        is_later = Q(timestamp__gt=OuterRef("timestamp")) | Q(
            timestamp=OuterRef("timestamp"), pk__gt=OuterRef("pk")
        )
        later = entries.model._default_manager.filter(**same).filter(is_later)
        own = entries.filter(Q(uuid=None) | ~Exists(later))
        return self._annotate_queryset(own)  # type: ignore[attr-defined]


class EntriesPaginator(WagtailPaginator):
    """Counts entries, in plain words."""

    verbose_name = gettext_lazy("entrée")
    verbose_name_plural = gettext_lazy("entrées")


class PersonColumn(LogEntryUserColumn):
    """Who did it; a command is not a person."""

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        """With the name of what has no person."""
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        if not instance.user_id:
            context["display_name"] = _("commande")
        return context


class ChoiceColumn(Column):
    """Two buttons of each version: which one is compared with which."""

    cell_template_name = "content/history/_choice_cell.html"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._shown: list[int] = []

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        """The version, and whether it is one of the two that are chosen at first: the newest."""
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        version = instance.revision_id if instance.content_changed else None
        if version is None or instance.action == "wagtail.publish" or version in self._shown:
            return context
        self._shown.append(version)
        context["version"] = version
        context["chosen"] = {1: "after", 2: "before"}.get(len(self._shown), "")
        context["when"] = _moment(instance)
        return context


class HouseActionColumn(ActionColumn):
    """What was done and what can be done with the version, in the house's words."""

    def get_actions(self, instance: Any, parent_context: Any) -> list[dict[str, Any]]:
        """Wagtail's; one comes back to a version, one does not review it."""
        actions: list[dict[str, Any]] = super().get_actions(instance, parent_context)
        name = self.url_names.get("revisions_revert")
        for action in actions:
            if name and action["url"] == reverse(name, args=[self.object.pk, instance.revision_id]):
                action["label"] = _("Revenir à cette version")
        return actions


def _moment(entry: Any) -> str:
    """To the second: drafts follow each other fast."""
    return timezone.localtime(entry.timestamp).strftime("%d/%m/%Y %H:%M:%S")


class VersionsHistoryMixin(OwnEntriesMixin):
    """A history from which two versions are compared and one is brought back."""

    paginator_class = EntriesPaginator
    template_name = "content/history/history.html"
    results_template_name = "content/history/results.html"
    paginate_by = 50
    request: HttpRequest
    pk: Any

    @cached_property
    def columns(self) -> list[Column]:
        """The two buttons, what was done, who and when."""
        view: Any = self
        urls = {
            "edit": view.edit_url_name,
            "revisions_view": view.revisions_view_url_name,
            "revisions_revert": view.revisions_revert_url_name,
            "revisions_compare": view.revisions_compare_url_name,
            "revisions_unschedule": view.revisions_unschedule_url_name,
        }
        return [
            ChoiceColumn("choice", label=gettext_lazy("Comparer"), width="6rem"),
            HouseActionColumn(
                "message",
                label=gettext_lazy("Action"),
                object=self.object,
                url_names=urls,
                user_can_unschedule=view.user_can_unschedule(),
            ),
            PersonColumn("user", label=gettext_lazy("Personne"), width="22%"),
            Column(
                "timestamp",
                label=gettext_lazy("Date et heure"),
                accessor=_moment,
                classname="history-when",
                width="15%",
            ),
        ]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The history; two chosen versions lead to their comparison."""
        before, after = (request.GET.get(name, "") for name in ("before", "after"))
        if before.isdecimal() and after.isdecimal():
            if before != after:
                url_name = self.revisions_compare_url_name  # type: ignore[attr-defined]
                return redirect(url_name, self.object.pk, before, after)
            messages.warning(request, _("Choisissez deux versions différentes à comparer."))
        response: HttpResponseBase = super().get(request, *args, **kwargs)  # type: ignore[misc]
        return response

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Whether there are two versions to compare."""
        context: dict[str, Any] = super().get_context_data(*args, **kwargs)  # type: ignore[misc]
        context["may_compare"] = self.object.revisions.order_by()[:2].count() == 2
        return context
