"""Model fields that rooms share."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext


class CodeListField(models.JSONField):
    """A list of codes out of a closed set, shown as check boxes.

    ``codes`` is ``[(code, label), …]`` or a ``TextChoices``, and lives in the code, so it is not in migrations.
    """

    def __init__(self, *args: Any, codes: Any = (), **kwargs: Any) -> None:
        self.codes: list[tuple[str, Any]] = list(getattr(codes, "choices", codes))
        kwargs.setdefault("default", list)
        super().__init__(*args, **kwargs)

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        """Every item must be one of the codes, once."""
        super().validate(value, model_instance)
        known = {code for code, _ in self.codes}
        unknown = [str(item) for item in value if item not in known]
        if unknown:
            raise ValidationError(
                gettext("« %(codes)s » n'est pas prévu : choisissez parmi %(known)s.")
                % {"codes": ", ".join(unknown), "known": ", ".join(sorted(known))}
            )

    def formfield(self, **kwargs: Any) -> forms.Field:
        """Check boxes, one per code."""
        return forms.TypedMultipleChoiceField(
            choices=self.codes,
            required=not self.blank,
            label=self.verbose_name,
            help_text=self.help_text,
            widget=forms.CheckboxSelectMultiple,
            initial=self.get_default(),
            empty_value=[],
        )
