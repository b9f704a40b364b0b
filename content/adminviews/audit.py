"""The audit log's page: filtered, paginated, and the whole of what is filtered as a file."""

from typing import Any

import django_filters
from django.contrib.auth import get_user_model
from django.core.paginator import Page
from django.db.models import Q
from django.forms import CheckboxSelectMultiple
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import localize
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.reports import ReportView
from wagtail.admin.widgets.button import Button
from wagtail.models import ModelLogEntry

from .. import audit
from ..histories import EntriesPaginator
from ..permissions import VIEW_AUDIT_LOG, require
from ..review.people import name_of
from ..spreadsheets import MOST_XLSX, spreadsheet

#: What stands in the place of a person's key for what no person did.
COMMAND = "commande"


def people() -> list[tuple[str, str]]:
    """Everybody who has an account, and what commands did."""
    users = get_user_model().objects.order_by("username")
    return [(COMMAND, _("commande")), *((str(user.pk), name_of(user)) for user in users)]


class AuditFilterSet(WagtailFilterSet):
    """Who, what, on what, when."""

    person = django_filters.MultipleChoiceFilter(
        label=gettext_lazy("Personne"), choices=people, widget=CheckboxSelectMultiple, method="by"
    )
    action = django_filters.MultipleChoiceFilter(
        label=gettext_lazy("Action"),
        choices=audit.grouped_actions,
        widget=CheckboxSelectMultiple,
        distinct=False,
    )
    kind = django_filters.MultipleChoiceFilter(
        label=gettext_lazy("Sorte"),
        field_name="content_type",
        choices=audit.logged_kinds,
        widget=CheckboxSelectMultiple,
        distinct=False,
    )
    timestamp = django_filters.DateFromToRangeFilter(
        label=gettext_lazy("Date"), widget=DateRangePickerWidget
    )

    class Meta:
        model = ModelLogEntry
        fields: list[str] = []

    def by(self, entries: audit.Entries, name: str, values: list[str]) -> audit.Entries:
        """Done by one of the people, or by a command."""
        if not values:
            return entries
        wanted = Q(user__in=[value for value in values if value != COMMAND])
        if COMMAND in values:
            wanted |= Q(user=None)
        return entries.filter(wanted)


class ThingColumn(Column):
    """What it was done to: its kind, its name at the time, a link while it is there."""

    cell_template_name = "content/audit/_thing.html"


class VersionColumn(Column):
    """The version that it made, with what that one changed."""

    cell_template_name = "content/audit/_version.html"


class AuditLogView(ReportView):
    """Every entry of the log, newest first."""

    page_title = gettext_lazy("Journal")
    header_icon = "history"
    template_name = "content/audit/log.html"
    index_url_name = "audit:log"
    index_results_url_name = "audit:results"
    filterset_class = AuditFilterSet
    is_searchable = True
    default_ordering = ("-timestamp", "-pk")
    model = ModelLogEntry
    verbose_name_plural = gettext_lazy("entrées du journal")
    paginator_class = EntriesPaginator
    columns = [
        Column(
            "timestamp",
            label=gettext_lazy("Date et heure"),
            accessor=lambda line: timezone.localtime(line.timestamp).strftime("%d/%m/%Y %H:%M:%S"),
            classname="audit-when",
        ),
        Column("person", label=gettext_lazy("Personne")),
        Column("said", label=gettext_lazy("Action")),
        ThingColumn("label", label=gettext_lazy("Objet"), width="40%"),
        VersionColumn("revision_id", label=gettext_lazy("Version")),
    ]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """For who may read the log; raises ``Denied``."""
        require(request.user, VIEW_AUDIT_LOG)
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        """All that is filtered, as a file."""
        query = self.request.GET.copy()
        # Of a results fragment the file is that of its page.
        for name in ("_w_filter_fragment", "p"):
            query.pop(name, None)
        ways = (
            ("csv", _("Télécharger tout en CSV")),
            (
                "xlsx",
                _("Télécharger en XLSX (%(n)s entrées au plus)") % {"n": localize(MOST_XLSX)},
            ),
        )
        buttons = []
        for priority, (form, label) in enumerate(ways, 90):
            query["export"] = form
            url = f"{reverse('audit:log')}?{query.urlencode()}"
            buttons.append(Button(label, url=url, icon_name="download", priority=priority))
        return buttons

    def get_base_queryset(self) -> audit.Entries:
        """Everything, each with who did it."""
        entries: audit.Entries = ModelLogEntry.objects.select_related("user")
        return entries

    def filter_queryset(self, queryset: audit.Entries) -> audit.Entries:
        """Nothing when a filter means nothing: an export of everything would mislead."""
        if self.filters and not self.filters.is_valid():
            return queryset.none()
        found: audit.Entries = super().filter_queryset(queryset)
        return found

    def search_queryset(self, queryset: audit.Entries) -> audit.Entries:
        """By the thing's name or identifier."""
        return audit.about(queryset, self.search_query)

    def get_filtered_queryset(self) -> audit.Entries:
        """Filters are applied once: ``get_queryset`` has them already."""
        found: audit.Entries = self.get_queryset()
        return found

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The page, or all that is filtered as a file."""
        if self.is_export:
            lines = audit.export_lines(self.get_queryset())
            name = f"journal-{timezone.localdate():%Y-%m-%d}"
            return spreadsheet(lines, audit.COLUMNS, request.GET["export"], name, _("Journal"))
        response: HttpResponseBase = super().get(request, *args, **kwargs)
        return response

    def paginate_queryset(self, queryset: audit.Entries, page_size: int) -> Any:
        """With what each line shows."""
        paginator, page, _lines, more = super().paginate_queryset(queryset, page_size)
        lines = audit.with_things(page.object_list, self.request.user)
        return paginator, Page(lines, page.number, paginator), lines, more

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """With what to do when a filter means nothing."""
        context: dict[str, Any] = super().get_context_data(*args, **kwargs)
        if self.filters and not self.filters.is_valid():
            context["no_results_message"] = _(
                "Un des filtres n'a pas de sens : ouvrez « Filtrer » et corrigez-le."
            )
        return context
