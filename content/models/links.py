"""Links that were looked at, and what each look found."""

import hashlib

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..links.outcomes import FAILURES, Outcome


def url_key(url: str) -> str:
    """What a link is found by: addresses are longer than what databases index."""
    return hashlib.sha256(url.encode()).hexdigest()


class CheckedLink(models.Model):
    """One address and where it stands: what the last look found, and since when."""

    key = models.CharField(max_length=64, unique=True, editable=False)
    url = models.CharField(_("adresse"), max_length=2000)
    outcome = models.CharField(_("résultat"), max_length=10, choices=Outcome, db_index=True)
    status = models.PositiveSmallIntegerField(_("réponse HTTP"), null=True)
    moved_to = models.CharField(_("nouvelle adresse"), max_length=2000, blank=True)
    detail = models.CharField(_("détail"), max_length=500, blank=True)
    checked_at = models.DateTimeField(_("vérifié le"), db_index=True)
    since = models.DateTimeField(_("ainsi depuis"))
    first_failure_at = models.DateTimeField(_("premier échec"), null=True)
    last_ok_at = models.DateTimeField(_("répondait encore le"), null=True)
    #: Failures one after the other, 0 when the last look was none.
    failures = models.PositiveIntegerField(_("échecs de suite"), default=0)

    class Meta:
        verbose_name = _("lien vérifié")
        verbose_name_plural = _("liens vérifiés")

    def __str__(self) -> str:
        return self.url

    @property
    def fails(self) -> bool:
        """Whether somebody must do something about it."""
        return self.outcome in FAILURES


class LinkLook(models.Model):
    """One look at a link; the latest ones are kept."""

    link = models.ForeignKey(CheckedLink, models.CASCADE, related_name="looks")
    at = models.DateTimeField(db_index=True)
    outcome = models.CharField(max_length=10, choices=Outcome)
    status = models.PositiveSmallIntegerField(null=True)
    moved_to = models.CharField(max_length=2000, blank=True)
    detail = models.CharField(max_length=500, blank=True)
    milliseconds = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("vérification")
        verbose_name_plural = _("vérifications")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.outcome} {self.at:%Y-%m-%d}"
