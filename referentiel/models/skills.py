"""Skills: one topic at one level."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from content.text import fold

from ..enums import SkillStatus
from .base import LinkedEntity, public_id_field
from .structure import Competence, Topic


class Skill(LinkedEntity, index.Indexed):
    """One topic at one level: what a challenge assesses."""

    topic = models.ForeignKey(Topic, models.CASCADE, related_name="skills", verbose_name=_("sujet"))
    public_id = public_id_field("skill")
    level = models.PositiveSmallIntegerField(
        _("niveau"), validators=[MinValueValidator(1), MaxValueValidator(9)]
    )
    version = models.PositiveIntegerField(_("version"), default=1)
    status = models.CharField(
        _("état"), max_length=20, choices=SkillStatus, default=SkillStatus.IN_CONSTRUCTION
    )
    hint = models.TextField(_("indice"), blank=True, help_text=_("Il aide sans donner la réponse."))
    status_changed_at = models.DateTimeField(
        _("état depuis"), null=True, blank=True, editable=False
    )
    status_changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
        verbose_name=_("état changé par"),
    )

    search_fields = [
        index.SearchField("search_text"),
        index.AutocompleteField("search_text"),
    ]

    kept_columns = (
        "topic",
        "level",
        "version",
        "link",
        "status",
        "status_changed_at",
        "status_changed_by",
    )

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
            "title": self.topic.any_title,
        }

    @property
    def name(self) -> str:
        """``@`` + the topic's name + the level's digit."""
        return f"@{self.topic.name}{self.level}"

    @property
    def competence(self) -> Competence:
        """The competence that the topic belongs to."""
        return self.topic.theme.competence

    def natural_parts(self) -> tuple[object, ...]:
        """Its public id."""
        return (self.public_id,)

    def search_text(self) -> str:
        """What the admin's search finds a skill by."""
        competence = self.competence
        return fold(f"{self.name} {self.topic.any_title} {competence.code} {competence.any_title}")

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
