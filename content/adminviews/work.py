"""« Mon travail »: a page, and a panel on the admin's home."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.admin.ui.components import Component

from ..work import Section, work_of

#: Items of a section that the home shows.
ON_HOME = 3


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Everything that waits for the person, and that they wait for."""
    title = _("Mon travail")
    context = {
        **_sorted_out(work_of(request.user)),
        "header_title": title,
        "header_icon": "tasks",
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_home"), "label": _("Accueil")},
            {"url": "", "label": title},
        ],
    }
    return TemplateResponse(request, "content/admin/work.html", context)


class WorkPanel(Component):
    """The beginning of each section on the admin's home."""

    name = "work"
    template_name = "content/admin/work_panel.html"
    order = 0

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """The sections in which there is something."""
        found = _sorted_out(work_of(parent_context["request"].user))
        return {**found, "shown": ON_HOME, "url": reverse("work:page")}


def _sorted_out(sections: list[Section]) -> dict[str, Any]:
    full = [section for section in sections if section.count]
    return {
        "to_do": [section for section in full if not section.waits],
        "waiting": [section for section in full if section.waits],
        "nothing": [section for section in sections if not section.count],
    }
