"""Frameworks, their scale, areas, competences, themes, topics and skills; and contexts."""

from functools import partial

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from content.identifiers import new_public_id
from content.text import fold
from localisation.languages import shown_locale
from localisation.models import TranslatedContentMixin

from .enums import ContextScope, FrameworkStatus, SkillStatus


def public_id_field(prefix: str) -> models.CharField:
    """The column of a public id: drawn at creation, unique, never edited."""
    return models.CharField(
        _("identifiant public"),
        max_length=60,
        unique=True,
        editable=False,
        default=_DRAWERS[prefix],
    )


# partial() of a module-level function is what migrations can write down.
_DRAWERS = {
    prefix: partial(new_public_id, prefix)
    for prefix in ("area", "competence", "theme", "topic", "skill")
}


class Framework(TranslatedContentMixin, models.Model):
    """A competence framework in one version, such as CRCN."""

    code = models.CharField(
        _("code"),
        max_length=60,
        unique=True,
        validators=[
            RegexValidator(
                r"\A[a-z0-9]+([.-][a-z0-9]+)*\Z",
                _("Des minuscules et des chiffres, séparés par des points ou des tirets."),
            )
        ],
    )
    title = models.CharField(_("titre"), max_length=255, blank=True)
    version = models.PositiveIntegerField(_("version"), default=1)
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
    )
    points_per_level = models.PositiveIntegerField(_("points par niveau"), null=True, blank=True)

    class Meta:
        verbose_name = _("référentiel")
        verbose_name_plural = _("référentiels")
        ordering = ["code"]

    def __str__(self) -> str:
        return f"{self.title_fr} ({self.code})" if self.title_fr else self.code


class LevelGroup(TranslatedContentMixin, models.Model):
    """A group of levels of a scale, such as novice."""

    framework = models.ForeignKey(Framework, models.CASCADE, related_name="level_groups")
    code = models.SlugField(_("code"), max_length=60)
    title = models.CharField(_("titre"), max_length=255, blank=True)
    sort_order = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("groupe de niveaux")
        verbose_name_plural = _("groupes de niveaux")
        ordering = ["sort_order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["framework", "code"], name="unique_level_group_code"),
        ]

    def __str__(self) -> str:
        return self.title_fr or self.code


class ProficiencyLevel(TranslatedContentMixin, models.Model):
    """One level of a framework's scale."""

    framework = models.ForeignKey(Framework, models.CASCADE, related_name="levels")
    level = models.PositiveSmallIntegerField(_("niveau"))
    group = models.ForeignKey(
        LevelGroup, models.PROTECT, related_name="levels", null=True, blank=True
    )
    title = models.CharField(_("titre"), max_length=255, blank=True)
    descriptor = models.TextField(_("descripteur"), blank=True)

    class Meta:
        verbose_name = _("niveau")
        verbose_name_plural = _("niveaux")
        ordering = ["framework", "level"]
        constraints = [
            models.UniqueConstraint(fields=["framework", "level"], name="unique_level"),
        ]

    def __str__(self) -> str:
        return self.title_fr or str(self.level)


class ConfirmedTitleMixin(models.Model):
    """A title per language, of which some may not be confirmed by an official edition."""

    unverified = models.JSONField(_("libellés non confirmés"), default=list, blank=True)

    class Meta:
        abstract = True

    @property
    def title_is_unverified(self) -> bool:
        """Whether no official edition confirms the title that is read now."""
        return shown_locale(self, "title") in self.unverified


class Area(TranslatedContentMixin, ConfirmedTitleMixin, models.Model):
    """A group of competences."""

    framework = models.ForeignKey(Framework, models.CASCADE, related_name="areas")
    public_id = public_id_field("area")
    code = models.CharField(_("code"), max_length=50)
    title = models.CharField(_("titre"), max_length=255, blank=True)
    colour = models.CharField(_("couleur"), max_length=50, blank=True)
    sort_order = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("domaine")
        verbose_name_plural = _("domaines")
        ordering = ["sort_order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["framework", "code"], name="unique_area_code"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title_fr}"


class Competence(TranslatedContentMixin, ConfirmedTitleMixin, models.Model):
    """What a person can do, assessed level by level."""

    framework = models.ForeignKey(Framework, models.CASCADE, related_name="competences")
    area = models.ForeignKey(Area, models.CASCADE, related_name="competences")
    public_id = public_id_field("competence")
    code = models.CharField(_("code"), max_length=50)
    title = models.CharField(_("titre"), max_length=255, blank=True)
    description = models.TextField(_("description"), blank=True)
    external = models.JSONField(_("identifiants externes"), default=dict, blank=True)
    sort_order = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("compétence")
        verbose_name_plural = _("compétences")
        ordering = ["area__sort_order", "sort_order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["framework", "code"], name="unique_competence_code"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title_fr}"

    def clean(self) -> None:
        """A competence belongs to its area's framework."""
        super().clean()
        if self.area_id and self.framework_id and self.area.framework_id != self.framework_id:
            raise ValidationError({"area": gettext("Ce domaine est d'un autre référentiel.")})


class Theme(TranslatedContentMixin, models.Model):
    """A group of topics inside a competence."""

    competence = models.ForeignKey(Competence, models.CASCADE, related_name="themes")
    public_id = public_id_field("theme")
    title = models.CharField(_("titre"), max_length=255, blank=True)
    sort_order = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("thématique")
        verbose_name_plural = _("thématiques")
        ordering = ["sort_order", "pk"]

    def __str__(self) -> str:
        return self.title_fr or self.public_id


class Topic(TranslatedContentMixin, models.Model):
    """What is practised, level after level; its skills are named ``@name`` + level."""

    theme = models.ForeignKey(Theme, models.CASCADE, related_name="topics")
    public_id = public_id_field("topic")
    name = models.CharField(_("nom court"), max_length=60)
    title = models.CharField(_("titre"), max_length=255, blank=True)
    description = models.TextField(_("description"), blank=True)
    sort_order = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("sujet")
        verbose_name_plural = _("sujets")
        ordering = ["sort_order", "pk"]

    def __str__(self) -> str:
        return f"@{self.name}"


class Skill(TranslatedContentMixin, index.Indexed, models.Model):
    """One topic at one level: what a challenge assesses."""

    topic = models.ForeignKey(Topic, models.PROTECT, related_name="skills", verbose_name=_("sujet"))
    public_id = public_id_field("skill")
    level = models.PositiveSmallIntegerField(_("niveau"))
    version = models.PositiveIntegerField(_("version"), default=1)
    status = models.CharField(
        _("état"), max_length=20, choices=SkillStatus, default=SkillStatus.IN_CONSTRUCTION
    )
    hint = models.TextField(_("indice"), blank=True)

    search_fields = [
        index.SearchField("search_text"),
        index.AutocompleteField("search_text"),
    ]

    class Meta:
        verbose_name = _("acquis")
        verbose_name_plural = _("acquis")
        ordering = [
            "topic__theme__competence__area__sort_order",
            "topic__theme__competence__sort_order",
            "topic__name",
            "level",
            "version",
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["topic", "level", "version"], name="unique_skill_version"
            ),
            models.UniqueConstraint(
                fields=["topic", "level"],
                condition=models.Q(status="active"),
                name="one_active_skill_per_topic_and_level",
            ),
        ]

    def __str__(self) -> str:
        competence = self.competence
        return gettext("%(name)s · %(code)s niveau %(level)s · %(title)s") % {
            "name": self.name,
            "code": competence.code,
            "level": self.level,
            "title": self.topic.title_fr,
        }

    @property
    def name(self) -> str:
        """``@`` + the topic's name + the level's digit."""
        return f"@{self.topic.name}{self.level}"

    @property
    def competence(self) -> Competence:
        """The competence that the topic belongs to."""
        return self.topic.theme.competence

    def search_text(self) -> str:
        """What the admin's search finds a skill by."""
        competence = self.competence
        return fold(f"{self.name} {self.topic.title_fr} {competence.code} {competence.title_fr}")

    def clean(self) -> None:
        """The level must be on the framework's scale."""
        super().clean()
        if self.topic_id and self.level is not None:
            framework = self.competence.framework
            if not framework.levels.filter(level=self.level).exists():
                raise ValidationError(
                    {
                        "level": gettext(
                            "Le niveau %(level)s n'existe pas dans « %(framework)s » : "
                            "choisissez un niveau de son échelle."
                        )
                        % {"level": self.level, "framework": framework.code}
                    }
                )


class Context(TranslatedContentMixin, index.Indexed, models.Model):
    """A situation of life or work that challenges are set in: a hierarchical vocabulary."""

    code = models.CharField(_("code"), max_length=100, unique=True)
    title = models.CharField(_("titre"), max_length=255, blank=True)
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

    search_fields = [
        index.SearchField("search_text"),
        index.AutocompleteField("search_text"),
    ]

    class Meta:
        verbose_name = _("contexte")
        verbose_name_plural = _("contextes")
        ordering = ["code"]

    def __str__(self) -> str:
        return f"{self.title_fr} ({self.code})"

    def search_text(self) -> str:
        """What the admin's search finds a context by."""
        return fold(f"{self.title_fr} {self.code}")
