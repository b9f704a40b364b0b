"""Contexts: the hierarchical vocabulary of situations that challenges are set in."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from content.enums import Audience
from content.fields import CodeListField
from content.text import fold

from ..enums import ContextScope
from .base import TranslatedEntity
from .frameworks import code_validator


class Context(TranslatedEntity, index.Indexed):
    """A situation of life or work that challenges are set in: a hierarchical vocabulary."""

    code = models.CharField(_("code"), max_length=100, unique=True, validators=[code_validator])
    title = models.CharField(_("titre"), max_length=1000, blank=True)
    description = models.TextField(_("description"), blank=True)
    scope = models.CharField(_("portée"), max_length=20, choices=ContextScope)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        related_name="children",
        null=True,
        blank=True,
        verbose_name=_("contexte plus large"),
    )
    audiences = CodeListField(
        _("publics"),
        codes=Audience,
        blank=True,
        help_text=_("Qui le rencontre ; rien : tout le monde."),
    )
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        related_name="aliases",
        null=True,
        blank=True,
        editable=False,
        verbose_name=_("fusionné avec"),
    )

    search_fields = [
        index.SearchField("search_text"),
        index.AutocompleteField("search_text"),
    ]

    kept_columns = ("code", "parent", "merged_into")

    class Meta:
        verbose_name = _("contexte")
        verbose_name_plural = _("contextes")
        ordering = ["code"]

    def __str__(self) -> str:
        return f"{self.any_title} ({self.code})"

    @property
    def audience_names(self) -> list[str]:
        """Who meets it, in words."""
        return [str(Audience(code).label) for code in self.audiences]

    def natural_parts(self) -> tuple[object, ...]:
        """Its code."""
        return (self.code,)

    def clean(self) -> None:
        """The hierarchy has no loop, and nothing hangs on a merged context."""
        super().clean()
        seen, wider = {self.pk}, self.parent
        if wider is not None and wider.merged_into_id:
            raise ValidationError(
                {
                    "parent": gettext(
                        "%(context)s est fusionné avec %(other)s : choisissez celui-ci."
                    )
                    % {"context": wider, "other": wider.merged_into}
                }
            )
        while wider is not None:
            if wider.pk in seen:
                raise ValidationError(
                    {"parent": gettext("Un contexte ne peut pas être plus large que lui-même.")}
                )
            seen.add(wider.pk)
            wider = wider.parent

    def search_text(self) -> str:
        """What the admin's search finds a context by."""
        return fold(f"{self.any_title} {self.code}")
