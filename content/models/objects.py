"""The object table, the pointers that say which object is current, and the table of media."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class StoredObject(models.Model):
    """Canonical bytes of a document under their sha256: written once, never changed."""

    sha256 = models.CharField(max_length=64, primary_key=True, editable=False)
    kind = models.CharField(max_length=30, db_index=True, editable=False)
    body = models.BinaryField(editable=False)
    size = models.PositiveIntegerField(editable=False)
    created_at = models.DateTimeField(auto_now_add=True, editable=False)

    class Meta:
        verbose_name = _("objet")
        verbose_name_plural = _("objets")

    def __str__(self) -> str:
        return f"{self.kind} {self.sha256[:12]}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Insert only: changing an object raises ``TypeError``."""
        if not self._state.adding:
            raise TypeError("a stored object never changes")
        kwargs["force_insert"] = True
        super().save(*args, **kwargs)


class ObjectPointer(models.Model):
    """What is current for one public id: which object, which version, and what it is worth.

    Releases read pointers. ``facets`` holds what banks select by, so that selecting opens no
    document: ``{"framework": code, "competence": code, "level": int, "contexts": [codes], …}``.
    """

    kind = models.CharField(max_length=30)
    public_id = models.CharField(max_length=100)
    version = models.PositiveIntegerField()
    revision = models.PositiveIntegerField(null=True, blank=True)
    status = models.CharField(max_length=20, db_index=True)
    body = models.ForeignKey(StoredObject, on_delete=models.PROTECT, related_name="+")
    key = models.ForeignKey(
        StoredObject, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    facets = models.JSONField(default=dict)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("pointeur")
        verbose_name_plural = _("pointeurs")
        constraints = [
            models.UniqueConstraint(fields=["kind", "public_id"], name="one_pointer_per_public_id"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.public_id}"


class MediaFile(models.Model):
    """A file that a publishable thing shows or offers, under the sha256 of its bytes.

    Written once by ``content.media``; the bytes are in the default storage. The same file uploaded
    twice is one row.
    """

    sha256 = models.CharField(max_length=64, primary_key=True, editable=False)
    mime = models.CharField(_("type de fichier"), max_length=100, editable=False)
    size = models.PositiveIntegerField(_("taille en octets"), editable=False)
    name = models.CharField(_("nom du fichier"), max_length=200, editable=False)
    width = models.PositiveIntegerField(null=True, editable=False)
    height = models.PositiveIntegerField(null=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )

    class Meta:
        verbose_name = _("fichier")
        verbose_name_plural = _("fichiers")

    def __str__(self) -> str:
        return self.name or self.sha256[:12]

    @property
    def path(self) -> str:
        """Where the bytes are in the storage."""
        return f"objects/{self.sha256[:2]}/{self.sha256}"
