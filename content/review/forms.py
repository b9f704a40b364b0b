"""What people say of a review beside the text that is reviewed: how urgent, by when."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..enums import Priority
from ..models import Review

#: What a browser's own date field sends, and what Belgians write.
DATE_FORMATS = ("%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y")


class DateInput(forms.DateInput):
    """The browser's own date field: it speaks each person's language and works by keyboard."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class PlanForm(forms.Form):
    """How urgent a review is, and by when it is wanted."""

    priority = forms.TypedChoiceField(
        label=gettext_lazy("Priorité"),
        coerce=int,
        choices=Priority.choices,
        initial=Priority.NORMAL.value,
        error_messages={
            "invalid_choice": gettext_lazy("Choisissez une priorité de la liste."),
            "required": gettext_lazy("Choisissez une priorité de la liste."),
        },
    )
    due = forms.DateField(
        label=gettext_lazy("À relire avant le"),
        required=False,
        widget=DateInput,
        input_formats=DATE_FORMATS,
        error_messages={
            "invalid": gettext_lazy("Écrivez une date qui existe, par exemple 31/12/2030.")
        },
    )

    def __init__(self, *args: Any, before: date | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        #: The date that was asked for until now: it may be past, and stay.
        self.before = before

    def clean_due(self) -> date | None:
        """A date to come; the one that was there may stay though it is past."""
        due: date | None = self.cleaned_data["due"]
        if due is not None and due != self.before and due < timezone.localdate():
            raise ValidationError(_("Cette date est passée : choisissez une date à venir."))
        return due


def plan_form(review: Review, data: Any = None) -> PlanForm:
    """The form that shows, or (with ``data``) changes, how urgent ``review`` is."""
    return PlanForm(
        data,
        before=review.due,
        initial={"priority": review.priority, "due": review.due},
        auto_id="plan-%s",
    )
