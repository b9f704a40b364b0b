"""Choosing a skill by typing its name, its topic or its competence."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.functional import lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.chooser import ChooseResultsView, ChooseView, SnippetChooserViewSet
from wagtail.snippets.widgets import AdminSnippetChooser

from content.listing import folded_filter_form
from content.permissions import refusing_all

from ..models import Skill
from ..queries import named_skills


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


_named = lazy(lambda words: gettext(words) % {"object": Skill._meta.verbose_name}, str)


class SkillChooser(AdminSnippetChooser):
    """The field, in the language of who looks: Wagtail makes its words once, with the form."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.choose_one_text = _named("Choose %(object)s")
        self.choose_another_text = _named("Choose another %(object)s")
        self.link_to_chosen_text = _named("Edit this %(object)s")


class SkillChooserViewSet(SnippetChooserViewSet):
    """Choose a skill by typing its name, its topic or its competence."""

    base_widget_class = SkillChooser
    choose_view_class = SkillChooseView
    choose_results_view_class = SkillChooseResultsView
    per_page = 20

    def get_urlpatterns(self) -> list[Any]:
        """Choosing only: skills are made on their own page, and Wagtail's address would fail."""
        kept = [one for one in super().get_urlpatterns() if one.name != "create"]
        return refusing_all(kept)
