"""Alignments: how the competences of one framework relate to those of another."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ..enums import AlignmentStatus, Relation
from .base import Entity, public_id_field
from .frameworks import Framework
from .structure import Competence


class AlignmentSet(models.Model):
    """All alignments from one framework to another: what is minted as one document."""

    public_id = public_id_field("alignment")
    source = models.ForeignKey(
        Framework, models.CASCADE, related_name="alignment_sets", verbose_name=_("référentiel")
    )
    target = models.ForeignKey(
        Framework,
        models.PROTECT,
        related_name="incoming_alignment_sets",
        verbose_name=_("aligné sur"),
    )

    class Meta:
        verbose_name = _("alignement de référentiels")
        verbose_name_plural = _("alignements de référentiels")
        ordering = ["source__code", "target__code"]
        constraints = [
            models.UniqueConstraint(fields=["source", "target"], name="one_set_per_pair"),
            models.CheckConstraint(
                condition=~models.Q(source=models.F("target")), name="never_with_itself"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source.code} → {self.target.code}"

    def clean(self) -> None:
        """A framework is not aligned with itself."""
        super().clean()
        if self.source_id and self.source_id == self.target_id:
            raise ValidationError(
                gettext(
                    "« %(code)s » ne s'aligne pas sur lui-même : choisissez un autre référentiel."
                )
                % {"code": self.source.code}
            )


class Alignment(Entity):
    """One competence relates to a competence of another framework."""

    alignment_set = models.ForeignKey(AlignmentSet, models.CASCADE, related_name="alignments")
    source = models.ForeignKey(
        Competence, models.CASCADE, related_name="alignments", verbose_name=_("compétence")
    )
    target = models.ForeignKey(
        Competence,
        models.PROTECT,
        related_name="incoming_alignments",
        verbose_name=_("compétence de l'autre référentiel"),
    )
    relation = models.CharField(_("relation"), max_length=20, choices=Relation)
    status = models.CharField(
        _("état"), max_length=20, choices=AlignmentStatus, default=AlignmentStatus.PROPOSED
    )
    note = models.TextField(_("remarque"), blank=True, max_length=2000)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
        verbose_name=_("confirmé par"),
    )
    confirmed_at = models.DateTimeField(_("confirmé le"), null=True, blank=True, editable=False)

    kept_columns = (
        "alignment_set",
        "source",
        "target",
        "relation",
        "status",
        "confirmed_by",
        "confirmed_at",
    )

    class Meta:
        verbose_name = _("alignement")
        verbose_name_plural = _("alignements")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["source", "target"], name="one_alignment_per_pair"),
        ]
        permissions = [("confirm_alignment", "Can confirm an alignment")]

    def __str__(self) -> str:
        ends = (f"{end.framework.code} {end.code}" for end in (self.source, self.target))
        return " → ".join(ends)

    def natural_parts(self) -> tuple[object, ...]:
        """Both competences."""
        return (self.source.identifier, self.target.identifier)

    def clean(self) -> None:
        """Both competences belong to the frameworks of the set."""
        super().clean()
        ends = {"source": self.alignment_set.source_id, "target": self.alignment_set.target_id}
        for name, framework in ends.items():
            if getattr(self, name).framework_id != framework:
                raise ValidationError(
                    {name: gettext("Cette compétence n'est pas du référentiel choisi.")}
                )
