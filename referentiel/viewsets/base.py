"""What the forms of every entity share: the house's actions, a way back, refusals with a reason."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.components import MediaContainer
from wagtail.admin.ui.side_panels import ChecksSidePanel
from wagtail.admin.views import generic
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets import AdminAutoHeightTextInput
from wagtail.snippets.views import snippets

from content.readable import ReadableViewSetMixin
from localisation.languages import SOURCE, codes, localised

from ..actions import hold, remint
from ..navigation import above, home_of, trail_of
from ..numbers import whole_number
from ..uses import deletion_refusal

_LANGUAGES = {
    "fr-be": _("français de Belgique"),
    "nl": _("néerlandais"),
    "en": _("anglais"),
    "de": _("allemand"),
}


class EntityViewMixin:
    """Where the page is in the referential, and refusals as messages of the form."""

    request: HttpRequest
    object: Any

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Nothing is saved while it is typed: an entity has no draft, saving it is publishing it."""
        super().setup(request, *args, **kwargs)  # type: ignore[misc]
        self.autosave_enabled = False

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The way down from the list of frameworks."""
        entity = getattr(self, "object", None)
        if entity is None or entity.pk is None:
            return super().get_breadcrumbs_items()  # type: ignore[misc]
        return [*trail_of(entity), {"url": "", "label": str(entity)}]

    def get_success_url(self) -> str:
        """Back to the page that shows the entity among its like."""
        return home_of(self.object)

    def get_side_panels(self) -> MediaContainer:
        """Without Wagtail's page checks, which know nothing of our rules."""
        panels = super().get_side_panels()  # type: ignore[misc]
        return MediaContainer([panel for panel in panels if not isinstance(panel, ChecksSidePanel)])

    def form_valid(self, form: Any) -> HttpResponse:
        """Save; a rule that only the whole knows is a message of the form, and nothing is saved."""
        try:
            response: HttpResponse = super().form_valid(form)  # type: ignore[misc]
        except ValidationError as error:
            form.add_error(None, error.messages)
            self.produced_error_code = "validation_error"
            self.produced_error_message = " ".join(error.messages)
            return self.form_invalid(form)  # type: ignore[attr-defined]
        return response


class EntityCreateView(EntityViewMixin, snippets.CreateView):
    """Write a new entity under the one that the address names (``?area=3``)."""

    def get_initial(self) -> dict[str, Any]:
        """Parents and levels that the address names."""
        initial: dict[str, Any] = super().get_initial()
        names = {field.name for field in self.model._meta.fields}
        for name in names & set(self.request.GET):
            if (number := whole_number(str(self.request.GET[name]))) is not None:
                initial[name] = number
        return initial


class EntityEditView(EntityViewMixin, snippets.EditView):
    """Change an entity: what is minted of it follows."""


class RevertMixin(generic.RevisionsRevertMixin):
    """Give back what an older revision says: a change like any other."""

    def save_instance(self) -> Any:
        """Save as Wagtail does, then mint what depends on it, in the same transaction."""
        with transaction.atomic():
            hold(self.form.instance)
            instance = super().save_instance()
            remint(instance)
        return instance


class EntityDeleteView(snippets.DeleteView):
    """Delete what nothing uses; otherwise say where it is used."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """A refusal is a message on the page that shows the entity, for who may delete at all."""
        allowed = self.user_has_permission(self.permission_required)
        if allowed and (refusal := deletion_refusal(self.object)):
            messages.error(request, refusal)
            return redirect(home_of(self.object))
        response: HttpResponse = super().dispatch(request, *args, **kwargs)
        return response

    def get_success_url(self) -> str:
        """Back to what it was part of."""
        return above(self.object)


class EntityViewSet(ReadableViewSetMixin, snippets.SnippetViewSet):
    """An entity of the referential: form, history, comparison, revert."""

    add_view_class = EntityCreateView
    edit_view_class = EntityEditView
    delete_view_class = EntityDeleteView
    # Wagtail's copy posts to a path that edits the source (WAGTAIL.md): closed.
    copy_view_enabled = False
    # The snippets' own say "home" in the language in which the server started.
    breadcrumbs_items = WagtailAdminTemplateMixin.breadcrumbs_items
    list_per_page = 50

    @property
    def revisions_revert_view_class(self) -> type[Any]:
        """Reverting mints as editing does, and by the same rules."""
        return type("RevertView", (RevertMixin, self.edit_view_class), {})

    def register_chooser_viewset(self) -> None:
        """No chooser: forms offer what belongs to the same framework."""


def text_panels(name: str, heading: Any, rows: int = 0) -> list[FieldPanel]:
    """Panels of a translated field, French first."""
    panels = []
    for code in codes():
        label = heading if code == SOURCE else _LANGUAGES[code]
        widget = AdminAutoHeightTextInput(attrs={"rows": rows}) if rows else None
        panels.append(FieldPanel(localised(name, code), heading=label, widget=widget))
    return panels


def entity_handler(
    first: list[Any], texts: list[tuple[str, Any, int]], form: type, last: list[Any] | None = None
) -> ObjectList:
    """Fields of the entity, its French texts, the other languages folded, then ``last``."""
    french: list[Any] = []
    others: list[Any] = []
    for name, heading, rows in texts:
        source, *rest = text_panels(name, heading, rows)
        french.append(source)
        others.append(MultiFieldPanel(rest, heading=heading))
    folded = MultiFieldPanel(
        [panel for group in others for panel in group.children] if len(others) == 1 else others,
        heading=_("Autres langues"),
        classname="collapsed",
    )
    return ObjectList([*first, *french, *(last or []), folded], base_form_class=form)


def add_url(viewset: Any, **parents: int) -> str:
    """The address of the form for a new entity under ``parents``."""
    query = "&".join(f"{name}={pk}" for name, pk in parents.items())
    return f"{reverse(viewset.get_url_name('add'))}?{query}"
