"""The versions of a tutorial: written once, when it goes live."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from content.models import StoredObject

from .tutorial import Tutorial


class TutorialVersion(models.Model):
    """One published version: its number, its object, who published it and what changed."""

    tutorial = models.ForeignKey(Tutorial, models.CASCADE, related_name="versions")
    version = models.PositiveIntegerField(_("version"))
    revision = models.PositiveIntegerField(_("révision"))
    body = models.ForeignKey(StoredObject, models.PROTECT, related_name="+")
    #: The draft that went live; null once old revisions were purged.
    draft = models.ForeignKey("wagtailcore.Revision", models.SET_NULL, null=True, related_name="+")
    note = models.TextField(_("ce qui change"), blank=True)
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("version de tutoriel")
        verbose_name_plural = _("versions de tutoriel")
        ordering = ["-version", "-revision"]
        constraints = [
            models.UniqueConstraint(
                fields=["tutorial", "version", "revision"], name="unique_tutorial_version"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version}.{self.revision}"
