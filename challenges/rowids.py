"""Public ids of rows through the form: a row that is in drafts only has no key to be known by.

Without this, every save of a validated challenge's draft would draw the ids of its new choices again,
and what refers to them (notes, translations) would lose its row.
"""

from typing import Any

from django import forms
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.panels import InlinePanel

#: The hidden field of each row.
FIELD = "public_id"


class RowIdField(forms.CharField):
    """Which row of the draft it is; empty for a new one. It says nothing that could change."""

    widget = forms.HiddenInput

    def __init__(self) -> None:
        super().__init__(required=False)

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Never: a row is as its other fields say."""
        return False


class RowIdMixin:
    """A row's form that carries its id, and tells the page the id of a row that was new."""

    instance: Any
    fields: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # A new row's id is drawn when it is saved: the empty row that pages copy has none.
        if kwargs.get("instance") is not None:
            self.fields[FIELD].initial = self.instance.public_id

    def get_field_updates_for_resave(self) -> list[tuple[str, str]]:
        """With the id that the row has now."""
        updates: list[tuple[str, str]] = super().get_field_updates_for_resave()  # type: ignore[misc]
        name = self.add_prefix(FIELD)  # type: ignore[attr-defined]
        if self.data.get(name) != self.instance.public_id:  # type: ignore[attr-defined]
            updates.append((name, self.instance.public_id))
        return updates


class IdentifiedInlinePanel(InlinePanel):
    """Rows whose model has a ``public_id``."""

    def get_form_options(self) -> dict[str, Any]:
        """With a form that carries the id."""
        options: dict[str, Any] = super().get_form_options()
        formset = options["formsets"][self.relation_name]
        base = formset.get("form", WagtailAdminModelForm)
        name = f"Identified{self.db_field.related_model.__name__}Form"
        formset["form"] = type(base)(name, (RowIdMixin, base), {FIELD: RowIdField()})
        return options


def keep_ids(formset: Any) -> None:
    """Give rows that are in the draft only the id that they have there.

    An id that the draft does not have, or that another row has already, is not taken from the page.
    """
    if not formset.is_bound or FIELD not in formset.form.base_fields:
        return
    known = {row.public_id for row in formset.get_queryset()}
    taken = {form.instance.public_id for form in formset.forms if form.instance.pk}
    for form in formset.forms:
        said = form.data.get(form.add_prefix(FIELD), "")
        if form.instance.pk is None and said in known - taken:
            form.instance.public_id = said
            taken.add(said)
