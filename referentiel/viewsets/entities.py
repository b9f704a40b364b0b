"""Forms and lists, entity by entity."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from content.listing import FoldedIndexView

from ..enums import AlignmentStatus
from ..forms import (
    CompetenceForm,
    ContextForm,
    FrameworkChildForm,
    FrameworkForm,
    SkillForm,
    ThemeForm,
    TopicForm,
)
from ..lifecycle import add_skill
from ..models import (
    Alignment,
    Area,
    Competence,
    Context,
    Framework,
    LevelGroup,
    ProficiencyLevel,
    Skill,
    Theme,
    Topic,
)
from ..permissions import CONFIRM, require
from ..queries import named_skills
from .base import EntityCreateView, EntityEditView, EntityViewSet, entity_handler
from .choosers import SkillChooserViewSet

TITLE: list[tuple[str, Any, int]] = [("title", _("Titre"), 0)]
DESCRIBED: list[tuple[str, Any, int]] = [*TITLE, ("description", _("Description"), 2)]


class FrameworkViewSet(EntityViewSet):
    """Frameworks. Their list and their tree are pages of their own."""

    model = Framework
    icon = "list-ul"
    menu_label = _("Référentiels")
    list_display = ["__str__", "status", "edition"]
    edit_handler = entity_handler(
        [FieldRowPanel([FieldPanel("code"), FieldPanel("edition")])],
        TITLE,
        FrameworkForm,
        [
            FieldPanel("publisher"),
            FieldPanel("source"),
            FieldRowPanel([FieldPanel("licence"), FieldPanel("points_per_level")]),
            FieldPanel("supersedes"),
        ],
    )

    @property
    def menu_url(self) -> str:
        """The menu leads to the page of frameworks, not to a bare list."""
        return reverse("referential:index")


class LevelGroupViewSet(EntityViewSet):
    """Groups of levels, reached from the scale."""

    model = LevelGroup
    icon = "list-ol"
    edit_handler = entity_handler(
        [FieldRowPanel([FieldPanel("framework"), FieldPanel("code")])], TITLE, FrameworkChildForm
    )


class ProficiencyLevelViewSet(EntityViewSet):
    """Levels, reached from the scale."""

    model = ProficiencyLevel
    icon = "list-ol"
    edit_handler = entity_handler(
        [FieldRowPanel([FieldPanel("framework"), FieldPanel("level"), FieldPanel("group")])],
        [*TITLE, ("descriptor", _("Ce que fait une personne à ce niveau"), 2)],
        FrameworkChildForm,
    )


class AreaViewSet(EntityViewSet):
    """Areas, reached from the tree."""

    model = Area
    icon = "folder-open-inverse"
    edit_handler = entity_handler(
        [FieldRowPanel([FieldPanel("framework"), FieldPanel("code"), FieldPanel("colour")])],
        TITLE,
        FrameworkChildForm,
        [FieldPanel("unverified", heading=_("Libellés non confirmés"))],
    )


class CompetenceViewSet(EntityViewSet):
    """Competences, reached from the tree."""

    model = Competence
    icon = "clipboard-list"
    edit_handler = entity_handler(
        [FieldRowPanel([FieldPanel("area"), FieldPanel("code")])],
        DESCRIBED,
        CompetenceForm,
        [
            FieldPanel("unverified", heading=_("Libellés non confirmés")),
            FieldPanel("education_levels"),
            FieldPanel("external"),
        ],
    )


class ThemeViewSet(EntityViewSet):
    """Themes, reached from the grid."""

    model = Theme
    icon = "folder"
    edit_handler = entity_handler([FieldPanel("competence")], TITLE, ThemeForm)


class TopicViewSet(EntityViewSet):
    """Topics, reached from the grid."""

    model = Topic
    icon = "tag"
    edit_handler = entity_handler(
        [FieldRowPanel([FieldPanel("theme"), FieldPanel("name")])], DESCRIBED, TopicForm
    )


class SkillCreateView(EntityCreateView):
    """A new skill is the next version of its topic and level, in construction."""

    def save_instance(self) -> Skill:
        """Through the skill's own action, which numbers it."""
        form = self.form
        hints = {
            name: value or ""
            for name, value in form.cleaned_data.items()
            if name.startswith("hint")
        }
        data = form.cleaned_data
        skill = add_skill(data["topic"], data["level"], self.request.user, **hints)
        self.new_revision = skill.latest_revision
        return skill


class SkillViewSet(EntityViewSet):
    """Skills."""

    model = Skill
    icon = "tag"
    menu_label = _("Acquis")
    url_prefix = "acquis"
    add_view_class = SkillCreateView
    chooser_viewset_class = SkillChooserViewSet
    index_view_class = FoldedIndexView
    list_display = [
        TitleColumn(
            "__str__",
            label=_("Acquis"),
            get_url=lambda skill: reverse("referential:skill", args=[skill.pk]),
        ),
        Column("version", label=_("Version"), sort_key="version"),
        Column("get_status_display", label=_("État"), sort_key="status"),
    ]
    list_filter = [
        "status",
        "level",
        "topic__theme__competence__framework",
        "topic__theme__competence",
    ]
    inspect_view_enabled = True
    inspect_view_fields = ["public_id", "topic", "level", "version", "status", "hint_fr"]
    edit_handler = entity_handler(
        [
            HelpPanel(
                _(
                    "L'état, la place et la version d'un acquis se changent sur sa page ; "
                    "ici, ses indices."
                )
            ),
            FieldRowPanel([FieldPanel("topic"), FieldPanel("level")]),
        ],
        [("hint", _("Indice"), 2)],
        SkillForm,
    )

    def register_chooser_viewset(self) -> None:
        """Challenges choose skills by typing."""
        super(EntityViewSet, self).register_chooser_viewset()

    def get_queryset(self, request: HttpRequest) -> QuerySet[Skill]:
        """With what names each skill."""
        return named_skills()


class ContextViewSet(EntityViewSet):
    """Contexts. Their hierarchy is a page of its own."""

    model = Context
    icon = "site"
    menu_label = _("Contextes")
    url_prefix = "contextes"
    index_view_class = FoldedIndexView
    list_display = [
        "title_fr",
        "code",
        Column("get_scope_display", label=_("Portée"), sort_key="scope"),
    ]
    list_filter = ["scope"]
    inspect_view_enabled = True
    inspect_view_fields = ["title_fr", "code", "scope", "parent", "description_fr"]
    edit_handler = entity_handler(
        [FieldRowPanel([FieldPanel("code"), FieldPanel("scope")]), FieldPanel("parent")],
        DESCRIBED,
        ContextForm,
        [FieldPanel("audiences")],
    )

    @property
    def menu_url(self) -> str:
        """The menu leads to the hierarchy."""
        return reverse("referential:contexts")


class AlignmentEditView(EntityEditView):
    """The remark of an alignment; what is confirmed is changed by who may confirm."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The same rule as in the matrix."""
        if self.object.status == AlignmentStatus.CONFIRMED:
            require(request.user, CONFIRM)
        response: HttpResponse = super().dispatch(request, *args, **kwargs)
        return response


class AlignmentCreateView(EntityCreateView):
    """There is no form for a new alignment: the matrix writes them."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """To the matrices."""
        require(request.user, "referentiel.add_alignment")
        return redirect("referential:alignments")


class AlignmentViewSet(EntityViewSet):
    """Alignments are written in the matrix; here is their history."""

    model = Alignment
    icon = "link"
    add_view_class = AlignmentCreateView
    edit_view_class = AlignmentEditView
    menu_label = _("Alignements")
    inspect_view_enabled = True
    list_display = ["__str__", "relation", "status"]
    panels = [
        FieldPanel("relation", read_only=True),
        FieldPanel("status", read_only=True),
        FieldPanel("note"),
    ]

    @property
    def menu_url(self) -> str:
        """The menu leads to the pairs of frameworks."""
        return reverse("referential:alignments")


#: Entities that are reached from a tree, a grid or a scale, and have no place in the menu.
ENTITY_VIEWSETS = (
    LevelGroupViewSet,
    ProficiencyLevelViewSet,
    AreaViewSet,
    CompetenceViewSet,
    ThemeViewSet,
    TopicViewSet,
)


class ReferentialGroup(SnippetViewSetGroup):
    """The referential in the admin's menu."""

    menu_label = _("Référentiel")
    menu_icon = "list-ul"
    menu_order = 150
    items = (FrameworkViewSet, SkillViewSet, AlignmentViewSet, ContextViewSet)
