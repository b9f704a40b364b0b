"""Nobody writes over somebody else's newer draft without having seen it.

Wagtail's autosave stops when a newer draft exists, and its page may warn; a click on the button
between two of its looks would still write over it. Here the server asks.
"""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.admin.templatetags.wagtailadmin_tags import user_display_name

#: The field by which a page knows its own autosaves from those of another (session.js).
PAGE = "atelier-page"
_A_DAY = 24 * 60 * 60


class AskBeforeOverwritingMixin:
    """Saving over a newer draft first shows it, beside what was typed; the next save goes through."""

    newer: dict[str, Any] | None = None

    def is_valid(self, form: forms.ModelForm) -> bool:
        """Whether to save: not yet when the person has not seen what is there now."""
        if self._must_ask():
            form.defer_required_fields()  # type: ignore[attr-defined]
            form.is_valid()
            form.restore_required_fields()  # type: ignore[attr-defined]
            self.newer = self._newer(form)
            self.produced_error_code = "invalid_revision"
            self.produced_error_message = _(
                "Rien n'est encore enregistré : une version plus récente existe. Comparez-la avec "
                "votre texte, qui est toujours là, puis enregistrez à nouveau."
            )
            return False
        return super().is_valid(form)  # type: ignore[misc]

    def save_instance(self) -> Any:
        """Save, and remember which page did."""
        saved = super().save_instance()  # type: ignore[misc]
        revision = self.new_revision  # type: ignore[attr-defined]
        page = self.request.POST.get(PAGE)  # type: ignore[attr-defined]
        if page and revision:
            cache.set(_name(saved.pk), (revision.pk, revision.created_at.isoformat(), page), _A_DAY)
        return saved

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the newer version; nothing is saved by itself while the person compares."""
        context: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]
        if self.newer is not None:
            context["newer"] = self.newer
            context["autosave_enabled"] = False
        return context

    def _must_ask(self) -> bool:
        if self.expects_json_response or self.locked_for_user or not self.is_out_of_date:  # type: ignore[attr-defined]
            return False
        # An autosave of this very page may have been on its way when the button was pressed.
        latest = self.latest_revision  # type: ignore[attr-defined]
        own = cache.get(_name(self.object.pk))  # type: ignore[attr-defined]
        page = self.request.POST.get(PAGE)  # type: ignore[attr-defined]
        return not (
            page and own is not None and own == (latest.pk, latest.created_at.isoformat(), page)
        )

    def _newer(self, form: Any) -> dict[str, Any]:
        """Who saved what is there now, when, and where it differs from what was typed."""
        latest = self.latest_revision  # type: ignore[attr-defined]
        request = self.request  # type: ignore[attr-defined]
        loaded = request.POST.get("loaded_revision_id", "")
        compare = None
        if loaded.isdecimal() and loaded != str(latest.pk):
            compare = reverse(
                self.revisions_compare_url_name,  # type: ignore[attr-defined]
                args=[self.object.pk, loaded, latest.pk],  # type: ignore[attr-defined]
            )
        return {
            "own": latest.user_id == request.user.pk,
            "who": user_display_name(latest.user),
            "when": date_format(timezone.localtime(latest.created_at), "DATETIME_FORMAT"),
            "compare": compare,
            "differences": list(_differences(form)),
        }


def _name(pk: Any) -> str:
    return f"challenge-draft-saved-by:{pk}"


def _differences(form: Any) -> Iterator[dict[str, Any]]:
    """Fields and rows of which the saved version says something else than ``form``."""
    for name in form.changed_data:
        field = form.fields[name]
        yield {
            "label": capfirst(str(field.label or name)),
            "theirs": _said(field, form[name].initial),
        }
    for formset in form.formsets.values():
        saved = list(formset.get_queryset())
        shown = [row.instance.pk for row in formset.forms if row not in formset.deleted_forms]
        if formset.has_changed() or sorted(row.pk or 0 for row in saved) != sorted(
            pk or 0 for pk in shown
        ):
            said = "\n".join(_row_said(formset, row) for row in saved)
            yield {
                "label": capfirst(str(formset.model._meta.verbose_name_plural)),
                "theirs": said or _("(rien)"),
            }


def _row_said(formset: Any, row: Any) -> str:
    """The row's filled fields, in one line."""
    parts = []
    for name, field in formset.form.base_fields.items():
        value = getattr(row, name, None)
        if value in (None, "", [], False) or field.widget.is_hidden:
            continue
        label = str(field.label or name).removesuffix(" [fr]")
        parts.append(f"{label} : {_said(field, value)}" if value is not True else label)
    return "• " + " ; ".join(parts)


def _said(field: forms.Field, value: Any) -> str:
    if value in (None, "", []):
        return _("(rien)")
    if isinstance(value, bool):
        return _("oui") if value else _("non")
    if isinstance(field, forms.ModelChoiceField):
        many = isinstance(field, forms.ModelMultipleChoiceField)
        keys = [getattr(item, "pk", item) for item in (value if many else [value])]
        rows = field.queryset.filter(pk__in=keys) if field.queryset is not None else ()
        return ", ".join(str(row) for row in rows)
    labels = dict(getattr(field, "choices", ()))
    if isinstance(value, list):
        return ", ".join(str(labels.get(item, item)) for item in value)
    return str(labels.get(value, value))
