"""Frameworks and their scale."""

from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ..enums import FrameworkStatus
from .base import TranslatedEntity

code_validator = RegexValidator(
    r"\A[a-z0-9]+([.-][a-z0-9]+)*\Z",
    _("Des minuscules et des chiffres, séparés par des points ou des tirets."),
)


class Framework(TranslatedEntity):
    """A competence framework in one version, such as CRCN."""

    code = models.CharField(
        _("code"),
        max_length=60,
        unique=True,
        validators=[code_validator],
    )
    title = models.CharField(_("titre"), max_length=1000, blank=True)
    edition = models.CharField(
        _("édition"),
        max_length=100,
        blank=True,
        help_text=_("Telle que l'éditeur la nomme, par exemple 3.0."),
    )
    status = models.CharField(
        _("état"), max_length=20, choices=FrameworkStatus, default=FrameworkStatus.DRAFT
    )
    publisher = models.CharField(_("éditeur"), max_length=255, blank=True)
    source = models.CharField(_("source"), max_length=500, blank=True)
    licence = models.CharField(_("licence"), max_length=200, blank=True)
    supersedes = models.ForeignKey(
        "self",
        models.PROTECT,
        related_name="superseded_by",
        null=True,
        blank=True,
        verbose_name=_("remplace"),
        help_text=_("L'édition plus ancienne que celle-ci remplace."),
    )
    points_per_level = models.PositiveIntegerField(
        _("points par niveau"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(1000)],
        help_text=_(
            "Ce que vaut un niveau d'une compétence ; vide : ce référentiel n'en compte pas."
        ),
    )

    kept_columns = ("code", "status")

    class Meta:
        verbose_name = _("référentiel")
        verbose_name_plural = _("référentiels")
        ordering = ["code"]

    def __str__(self) -> str:
        return f"{self.any_title} ({self.code})" if self.any_title else self.code

    def natural_parts(self) -> tuple[object, ...]:
        """Its code."""
        return (self.code,)

    def clean(self) -> None:
        """A framework replaces another one, never itself, and never in a loop."""
        super().clean()
        seen, other = {self.pk}, self.supersedes
        while other is not None:
            if other.pk in seen:
                raise ValidationError(
                    {"supersedes": gettext("Un référentiel ne peut pas se remplacer lui-même.")}
                )
            seen.add(other.pk)
            other = other.supersedes


class LevelGroup(TranslatedEntity):
    """A group of levels of a scale, such as novice."""

    framework = models.ForeignKey(
        Framework, models.CASCADE, related_name="level_groups", verbose_name=_("référentiel")
    )
    code = models.CharField(_("code"), max_length=60, validators=[code_validator])
    title = models.CharField(_("titre"), max_length=1000, blank=True)
    sort_order = models.PositiveIntegerField(default=0)

    kept_columns = ("framework", "sort_order")

    class Meta:
        verbose_name = _("groupe de niveaux")
        verbose_name_plural = _("groupes de niveaux")
        ordering = ["sort_order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["framework", "code"], name="unique_level_group_code"),
        ]

    def __str__(self) -> str:
        return self.any_title or self.code

    def natural_parts(self) -> tuple[object, ...]:
        """Its framework and its code."""
        return (self.framework.code, self.code)


class ProficiencyLevel(TranslatedEntity):
    """One level of a framework's scale."""

    framework = models.ForeignKey(
        Framework, models.CASCADE, related_name="levels", verbose_name=_("référentiel")
    )
    level = models.PositiveSmallIntegerField(
        _("niveau"), validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    group = models.ForeignKey(
        LevelGroup,
        models.RESTRICT,
        related_name="levels",
        null=True,
        blank=True,
        verbose_name=_("groupe"),
    )
    title = models.CharField(_("titre"), max_length=1000, blank=True)
    descriptor = models.TextField(_("descripteur"), blank=True)

    kept_columns = ("framework", "level")

    class Meta:
        verbose_name = _("niveau")
        verbose_name_plural = _("niveaux")
        ordering = ["level"]
        constraints = [
            models.UniqueConstraint(fields=["framework", "level"], name="unique_level"),
        ]

    def __str__(self) -> str:
        return self.any_title or str(self.level)

    def natural_parts(self) -> tuple[object, ...]:
        """Its framework and its rank."""
        return (self.framework.code, self.level)

    def clean(self) -> None:
        """Its group is one of the same scale."""
        super().clean()
        if self.group and self.framework_id and self.group.framework_id != self.framework_id:
            raise ValidationError({"group": gettext("Ce groupe est d'une autre échelle.")})
        before = ProficiencyLevel.objects.filter(pk=self.pk).exclude(level=self.level).first()
        if before is not None and self._skills_at(before.level).exists():
            raise ValidationError(
                {
                    "level": gettext("Des acquis sont au niveau %(level)s : il garde son rang.")
                    % {"level": before.level}
                }
            )

    def _skills_at(self, level: int) -> models.QuerySet[models.Model]:
        """The framework's skills at ``level``."""
        skills = apps.get_model("referentiel", "Skill")
        found: models.QuerySet[models.Model] = skills._base_manager.filter(
            topic__theme__competence__framework=self.framework_id, level=level
        )
        return found
