"""Families: a prototype and its variants. What they share is on the prototype alone.

A variant's columns of ``FAMILY_FIELDS`` are null (a constraint of the database holds it); whoever
reads one challenge asks ``challenge.head``, whoever reads many asks ``queries.with_family``.
"""

from typing import Any

from django import forms
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from content.fields import CodeListField

#: Columns that belong to the family, never to one variant (DOCUMENTS.md, the challenge).
FAMILY_FIELDS = (
    "type", "skill", "timer", "focus", "shuffle", "devices", "audiences", "access_blind",
    "access_colour_blind", "access_deaf", "pedagogy", "spoil_risk",
)  # fmt: skip
#: Those that a prototype may leave open: a draft without skill, no limit of time.
_OPEN = {"skill", "timer"}


def family_constraints() -> list[models.BaseConstraint]:
    """A prototype says what its family shares, a variant says none of it; numbers are not shared."""
    prototype = Q(prototype__isnull=True, variant__isnull=True)
    variant = Q(prototype__isnull=False, variant__isnull=False)
    for name in FAMILY_FIELDS:
        variant &= Q(**{f"{name}__isnull": True})
        if name not in _OPEN:
            prototype &= Q(**{f"{name}__isnull": False})
    return [
        models.CheckConstraint(
            condition=prototype | variant,
            name="family_fields_on_prototype_only",
            violation_error_message=_(
                "Ce que la famille partage se change sur le prototype, pas sur une déclinaison."
            ),
        ),
        models.CheckConstraint(condition=~Q(prototype=F("pk")), name="never_its_own_prototype"),
        models.UniqueConstraint(fields=["prototype", "variant"], name="one_number_per_variant"),
    ]


class SharedBooleanField(models.BooleanField):
    """A yes or no that a variant leaves to its prototype: a check box, not a list of three."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["null"] = True
        kwargs["blank"] = True
        super().__init__(*args, **kwargs)

    def formfield(self, **kwargs: Any) -> forms.Field:
        """A check box."""
        kwargs.pop("form_class", None)
        return forms.BooleanField(
            label=self.verbose_name, help_text=self.help_text, required=False, initial=self.default
        )


def shared_codes(label: Any, codes: Any, default: Any) -> CodeListField:
    """A list of codes that a variant leaves to its prototype."""
    return CodeListField(label, codes=codes, default=default, null=True, blank=True)
