"""A framework that somebody has sent and not yet confirmed."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class PendingImport(models.Model):
    """A read and checked file that waits for its sender to confirm what it would change."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    name = models.CharField(_("fichier"), max_length=255)
    #: The framework-package/1 document, JSON, compressed with zlib.
    package = models.BinaryField(editable=False)
    keep_missing = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("import en attente")
        verbose_name_plural = _("imports en attente")

    def __str__(self) -> str:
        return self.name
