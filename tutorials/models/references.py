"""What a reference to a tutorial says, whoever refers: skills and challenges have tables of their own."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..enums import Use
from .tutorial import Tutorial


class TutorialReference(models.Model):
    """A tutorial, what for, and which version: None follows the latest."""

    tutorial = models.ForeignKey(
        Tutorial, models.PROTECT, related_name="+", verbose_name=_("tutoriel")
    )
    use = models.CharField(_("usage"), max_length=10, choices=Use, default=Use.SUCCEED)
    version = models.PositiveIntegerField(
        _("version"),
        null=True,
        blank=True,
        help_text=_("Vide : la plus récente, toujours."),
    )

    class Meta:
        abstract = True

    def __str__(self) -> str:
        pinned = f" ({self.version})" if self.version else ""
        return f"{self.tutorial}{pinned}"
