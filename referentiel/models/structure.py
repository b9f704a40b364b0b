"""What a framework is made of: areas, competences, themes and topics."""

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .base import ConfirmedTitleMixin, LinkedEntity, public_id_field
from .frameworks import Framework

item_code_validator = RegexValidator(
    r"\A[^\s/?#]+\Z", _("Un code n'a ni espace, ni « / », « ? » ou « # ».")
)
topic_name_validator = RegexValidator(
    r"\A[a-z]([A-Za-z0-9]*[A-Za-z])?\Z",
    _(
        "Des lettres sans accent et des chiffres, une minuscule d'abord et une lettre à la fin : "
        "le nom d'un acquis y ajoute son niveau (@requete2)."
    ),
)


class Area(ConfirmedTitleMixin, LinkedEntity):
    """A group of competences."""

    framework = models.ForeignKey(
        Framework, models.CASCADE, related_name="areas", verbose_name=_("référentiel")
    )
    public_id = public_id_field("area")
    code = models.CharField(_("code"), max_length=50, validators=[item_code_validator])
    title = models.CharField(_("titre"), max_length=1000, blank=True)
    colour = models.CharField(_("couleur"), max_length=50, blank=True)
    sort_order = models.PositiveIntegerField(default=0)

    kept_columns = ("framework", "sort_order", "link")

    class Meta:
        verbose_name = _("domaine")
        verbose_name_plural = _("domaines")
        ordering = ["sort_order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["framework", "code"], name="unique_area_code"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.any_title}"

    def natural_parts(self) -> tuple[object, ...]:
        """Its public id."""
        return (self.public_id,)


class Competence(ConfirmedTitleMixin, LinkedEntity):
    """What a person can do, assessed level by level."""

    framework = models.ForeignKey(
        Framework, models.CASCADE, related_name="competences", verbose_name=_("référentiel")
    )
    area = models.ForeignKey(
        Area, models.CASCADE, related_name="competences", verbose_name=_("domaine")
    )
    public_id = public_id_field("competence")
    code = models.CharField(_("code"), max_length=50, validators=[item_code_validator])
    title = models.CharField(_("titre"), max_length=1000, blank=True)
    description = models.TextField(_("description"), blank=True)
    external = models.JSONField(_("identifiants externes"), default=dict, blank=True)
    education_levels = models.JSONField(
        _("années"),
        default=list,
        blank=True,
        help_text=_("Les années d'études auxquelles elle est destinée ; rien : toutes."),
    )
    sort_order = models.PositiveIntegerField(default=0)

    kept_columns = ("framework", "area", "sort_order", "link")

    class Meta:
        verbose_name = _("compétence")
        verbose_name_plural = _("compétences")
        ordering = ["area__sort_order", "sort_order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["framework", "code"], name="unique_competence_code"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.any_title}"

    def natural_parts(self) -> tuple[object, ...]:
        """Its public id."""
        return (self.public_id,)

    def clean(self) -> None:
        """A competence belongs to its area's framework."""
        super().clean()
        if self.area_id and self.framework_id and self.area.framework_id != self.framework_id:
            raise ValidationError({"area": gettext("Ce domaine est d'un autre référentiel.")})


class Theme(LinkedEntity):
    """A group of topics inside a competence."""

    competence = models.ForeignKey(
        Competence, models.CASCADE, related_name="themes", verbose_name=_("compétence")
    )
    public_id = public_id_field("theme")
    title = models.CharField(_("titre"), max_length=1000, blank=True)
    sort_order = models.PositiveIntegerField(default=0)

    kept_columns = ("competence", "sort_order", "link")

    class Meta:
        verbose_name = _("thématique")
        verbose_name_plural = _("thématiques")
        ordering = ["sort_order", "pk"]

    def __str__(self) -> str:
        return self.any_title or self.public_id

    def natural_parts(self) -> tuple[object, ...]:
        """Its public id."""
        return (self.public_id,)


class Topic(LinkedEntity):
    """What is practised, level after level; its skills are named ``@name`` + level."""

    theme = models.ForeignKey(
        Theme, models.CASCADE, related_name="topics", verbose_name=_("thématique")
    )
    public_id = public_id_field("topic")
    name = models.CharField(
        _("nom court"),
        max_length=60,
        validators=[topic_name_validator],
        help_text=_("Sans le @ : les acquis s'appellent @ + ce nom + leur niveau."),
    )
    title = models.CharField(_("titre"), max_length=1000, blank=True)
    description = models.TextField(_("description"), blank=True)
    sort_order = models.PositiveIntegerField(default=0)

    kept_columns = ("theme", "sort_order", "link")

    class Meta:
        verbose_name = _("sujet")
        verbose_name_plural = _("sujets")
        ordering = ["sort_order", "pk"]

    def __str__(self) -> str:
        return f"@{self.name}"

    def natural_parts(self) -> tuple[object, ...]:
        """Its public id."""
        return (self.public_id,)

    def clean(self) -> None:
        """A short name is one topic's in its framework: skills are called by it."""
        super().clean()
        if not self.theme_id:
            return
        framework = self.theme.competence.framework_id
        same = Topic.objects.filter(name=self.name, theme__competence__framework=framework)
        if other := same.exclude(pk=self.pk).select_related("theme__competence").first():
            raise ValidationError(
                {
                    "name": gettext(
                        "@%(name)s est déjà un sujet de la compétence %(code)s : "
                        "choisissez un autre nom court."
                    )
                    % {"name": self.name, "code": other.theme.competence.code}
                }
            )
