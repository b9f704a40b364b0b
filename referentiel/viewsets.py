"""The admin's pages of the referential: skills to choose from, and the contexts.

They are read here and loaded from files: what challenges hang on is not changed by a form until
changing it mints what depends on it.
"""

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.chooser import ChooseResultsView, ChooseView, SnippetChooserViewSet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from content.listing import FoldedIndexView, folded_filter_form

from .models import Context, Skill
from .queries import named_skills


class SkillColumnsMixin:
    """A row says competence and level: the name alone tells nobody anything."""

    def get_filter_form_class(self) -> type[forms.Form]:
        """The form with the search field, folded."""
        return folded_filter_form(super().get_filter_form_class())  # type: ignore[misc]

    def get_object_list(self) -> QuerySet[Skill]:
        """With what names each skill."""
        return named_skills()

    @property
    def columns(self) -> list[Column]:
        """Wagtail's title column, then what places the skill."""
        return [
            *super().columns[:1],  # type: ignore[misc]
            Column("status", label=_("État"), accessor="get_status_display"),
        ]


class SkillChooseView(SkillColumnsMixin, ChooseView):
    """The skill chooser."""


class SkillChooseResultsView(SkillColumnsMixin, ChooseResultsView):
    """The skill chooser's results."""


class SkillChooserViewSet(SnippetChooserViewSet):
    """Choose a skill by typing its name, its topic or its competence."""

    choose_view_class = SkillChooseView
    choose_results_view_class = SkillChooseResultsView
    per_page = 20


class SkillViewSet(SnippetViewSet):
    """Skills."""

    model = Skill
    icon = "tag"
    menu_label = _("Acquis")
    url_prefix = "acquis"
    chooser_viewset_class = SkillChooserViewSet
    copy_view_enabled = False
    list_display = [
        "__str__",
        Column("get_status_display", label=_("État"), sort_key="status"),
    ]
    list_filter = ["status", "level"]
    index_view_class = FoldedIndexView
    inspect_view_enabled = True
    inspect_view_fields = ["public_id", "topic", "level", "version", "status", "hint_fr"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Skill]:
        """With what names each skill."""
        return named_skills()


class ContextViewSet(SnippetViewSet):
    """Contexts."""

    model = Context
    icon = "site"
    menu_label = _("Contextes")
    url_prefix = "contextes"
    copy_view_enabled = False
    list_display = [
        "title_fr",
        "code",
        Column("get_scope_display", label=_("Portée"), sort_key="scope"),
    ]
    list_filter = ["scope"]
    index_view_class = FoldedIndexView
    inspect_view_enabled = True
    inspect_view_fields = ["title_fr", "code", "scope", "parent", "description_fr"]


class ReferentialGroup(SnippetViewSetGroup):
    """The referential in the admin's menu."""

    menu_label = _("Référentiel")
    menu_icon = "list-ul"
    menu_order = 150
    items = (SkillViewSet, ContextViewSet)
