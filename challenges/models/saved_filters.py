"""Filters of the list that people keep under a name."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class SavedFilter(models.Model):
    """What the list is narrowed to, as the query of its address; its owner's, or the team's too."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="challenge_filters",
        verbose_name=_("propriétaire"),
    )
    name = models.CharField(_("nom"), max_length=80)
    query = models.CharField(_("filtre"), max_length=2000)
    shared = models.BooleanField(_("partagé avec l'équipe"), default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("filtre enregistré")
        verbose_name_plural = _("filtres enregistrés")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["owner", "name"], name="one_saved_filter_per_name"),
        ]

    def __str__(self) -> str:
        return self.name
