"""Form fields of tutorials."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from .durations import clock, seconds_of


class DurationFormField(forms.CharField):
    """A duration as people write it; its value is in seconds."""

    def prepare_value(self, value: Any) -> Any:
        """Seconds as a clock; what somebody typed as they typed it."""
        return clock(value) if isinstance(value, int) else value

    def to_python(self, value: Any) -> Any:
        """Seconds, None when empty. Raises ``ValidationError`` for what is no duration."""
        text = super().to_python(value)
        if not text:
            return None
        try:
            return seconds_of(text)
        except ValueError:
            raise ValidationError(
                _("« %(text)s » n'est pas une durée : écrivez par exemple 3:31 ou 5 min.")
                % {"text": text}
            ) from None

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Another way to write the same duration is no change."""
        try:
            return bool(self.to_python(data) != (initial or None))
        except ValidationError:
            return True


class DurationField(models.PositiveIntegerField):
    """Seconds, typed as a duration."""

    def formfield(self, **kwargs: Any) -> forms.Field:
        """One text input."""
        return DurationFormField(
            label=self.verbose_name, help_text=self.help_text, required=not self.blank
        )


class TagsFormField(forms.CharField):
    """Words with commas between; its value is a list, each once, sorted."""

    def prepare_value(self, value: Any) -> Any:
        """The list as it is typed."""
        return ", ".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        """The words."""
        if isinstance(value, list):
            return value
        return clean_tags((super().to_python(value) or "").split(","))

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Another order is no change."""
        return bool(self.to_python(data) != (initial or []))


class TagsField(models.JSONField):
    """A list of words."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", list)
        super().__init__(*args, **kwargs)

    def formfield(self, **kwargs: Any) -> forms.Field:
        """One text input."""
        return TagsFormField(
            label=self.verbose_name, help_text=self.help_text, required=not self.blank
        )


def clean_tags(words: Any) -> list[str]:
    """``words`` trimmed, each once, sorted; empty ones are left out."""
    return sorted({" ".join(str(word).split()) for word in words} - {""})
