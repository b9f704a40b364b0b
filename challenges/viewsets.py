"""The admin's pages for challenges: list, filters, form, validation and archiving."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.snippets.views import snippets

from content.permissions import refusing_all
from content.readable import ReadableViewSetMixin

from .adminviews import steps
from .adminviews.checking import CheckOnCreateView, CheckOnEditView
from .adminviews.editing import ChallengeCreateView, ChallengeEditView
from .adminviews.trying import (
    ClosedWorkflowView,
    PreviewOnCreateView,
    PreviewOnEditView,
    PreviewRevisionView,
    WorkflowPreviewView,
)
from .adminviews.versions import ChallengeCompareView, ChallengeRevertView
from .filters import ChallengeFilterSet
from .listing import ChallengeIndexView, columns
from .models import Challenge
from .panels import edit_handler
from .rowfacts import for_rows


class ChallengeArchiveView(snippets.UnpublishView):
    """Archiving: a page of ours, at the address that Wagtail's buttons lead to."""

    http_method_names = ["get", "post", "head", "options"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """What archiving takes along, then doing it."""
        if request.method not in {"GET", "HEAD", "POST"}:
            return self.http_method_not_allowed(request)
        return steps.ask(request, self.object.pk, steps.ARCHIVE)


class ChallengeViewSet(ReadableViewSetMixin, snippets.SnippetViewSet):
    """Challenges in the admin's main menu."""

    model = Challenge
    icon = "form"
    menu_label = _("Épreuves")
    menu_name = "challenges"
    menu_order = 100
    add_to_admin_menu = True
    url_prefix = "epreuves"
    list_display = columns()
    index_template_name = "challenges/admin/list.html"
    filterset_class = ChallengeFilterSet
    edit_handler = edit_handler
    edit_template_name = "challenges/edit.html"
    # Wagtail's copy posts to a path that edits the source (WAGTAIL.md): closed.
    copy_view_enabled = False
    # The snippets' own say "home" in the language in which the server started.
    breadcrumbs_items = WagtailAdminTemplateMixin.breadcrumbs_items
    inspect_view_enabled = True
    inspect_view_fields = [
        "public_id",
        "status",
        "type",
        "skill",
        "instruction_fr",
        "explanation_fr",
    ]
    index_view_class = ChallengeIndexView
    add_view_class = ChallengeCreateView
    edit_view_class = ChallengeEditView
    preview_on_add_view_class = PreviewOnCreateView
    preview_on_edit_view_class = PreviewOnEditView
    revisions_view_class = PreviewRevisionView
    workflow_preview_view_class = WorkflowPreviewView
    revisions_compare_view_class = ChallengeCompareView
    revisions_revert_view_class = ChallengeRevertView
    unpublish_view_class = ChallengeArchiveView
    # Decisions are taken on our page, with a checklist and a second person.
    workflow_action_view_class = ClosedWorkflowView
    collect_workflow_action_data_view_class = ClosedWorkflowView
    confirm_workflow_cancellation_view_class = ClosedWorkflowView
    list_per_page = 30

    def get_urlpatterns(self) -> list[Any]:
        """With the addresses that look at the form while it is filled."""
        check_new = self.construct_view(CheckOnCreateView, form_class=self.get_form_class())
        check_saved = self.construct_view(
            CheckOnEditView, form_class=self.get_form_class(for_update=True)
        )
        return [
            *super().get_urlpatterns(),
            *refusing_all(
                [
                    path("check/", check_new, name="check_on_add"),
                    path("check/<int:pk>/", check_saved, name="check_on_edit"),
                ]
            ),
        ]

    def register_chooser_viewset(self) -> None:
        """No chooser: Wagtail's would show drafts to whoever enters the admin."""

    def get_queryset(self, request: HttpRequest) -> QuerySet[Challenge]:
        """With what each row shows."""
        return for_rows(Challenge.objects.all())
