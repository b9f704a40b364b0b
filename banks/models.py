"""Item banks, their releases, the pointers to the latest, and the tokens that read them."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from localisation.models import TranslatedContentMixin
from referentiel.models import Competence, Framework

from .enums import MANIFEST_SCOPES, Scope


class Bank(TranslatedContentMixin, models.Model):
    """A selection of challenges that is published, release after release."""

    slug = models.SlugField(
        _("code"), max_length=60, unique=True, help_text=_("Ne change plus après la première publication.")
    )  # fmt: skip
    title = models.CharField(_("titre"), max_length=255, blank=True)
    description = models.TextField(_("description"), blank=True)
    licence = models.CharField(_("licence"), max_length=100, default="CC-BY-SA-4.0")
    public = models.BooleanField(
        _("publique"),
        default=False,
        help_text=_("Tout le monde peut la jouer dans le banc d'essai, sans compte."),
    )
    framework = models.ForeignKey(
        Framework, models.PROTECT, related_name="banks", verbose_name=_("référentiel")
    )
    competences = models.ManyToManyField(
        Competence,
        blank=True,
        related_name="banks",
        verbose_name=_("compétences"),
        help_text=_("Rien de coché : toutes celles du référentiel."),
    )

    class Meta:
        verbose_name = _("banque")
        verbose_name_plural = _("banques")
        ordering = ["slug"]
        permissions = [("publish_bank", "Can publish a bank")]

    def __str__(self) -> str:
        return self.title_fr or self.slug


class Release(models.Model):
    """One publication of a bank: it never changes."""

    bank = models.ForeignKey(Bank, models.PROTECT, related_name="releases")
    number = models.PositiveIntegerField(_("numéro"))
    created_at = models.DateTimeField(_("faite le"))
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    note = models.TextField(_("note"), blank=True)

    class Meta:
        verbose_name = _("publication")
        verbose_name_plural = _("publications")
        ordering = ["bank", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["bank", "number"], name="unique_release_number"),
        ]

    def __str__(self) -> str:
        return f"{self.bank.slug} {self.number}"


class Manifest(models.Model):
    """The canonical bytes of a release's manifest for one scope."""

    release = models.ForeignKey(Release, models.CASCADE, related_name="manifests")
    scope = models.CharField(
        max_length=10, choices=[(scope.value, scope.label) for scope in MANIFEST_SCOPES]
    )
    sha256 = models.CharField(max_length=64)
    body = models.BinaryField(editable=False)
    size = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("manifeste")
        verbose_name_plural = _("manifestes")
        constraints = [
            models.UniqueConstraint(fields=["release", "scope"], name="one_manifest_per_scope"),
        ]

    def __str__(self) -> str:
        return f"{self.release} {self.scope}"


class ReleaseEntry(models.Model):
    """An object that a release names, and from which scope on it may be read.

    The manifests hold the same; rows make «does a release of this bank name this hash?» one query.
    """

    release = models.ForeignKey(Release, models.CASCADE, related_name="entries")
    sha256 = models.CharField(max_length=64)
    scope = models.CharField(max_length=10)

    class Meta:
        verbose_name = _("entrée de publication")
        verbose_name_plural = _("entrées de publication")
        indexes = [models.Index(fields=["sha256", "release"])]
        constraints = [
            models.UniqueConstraint(fields=["release", "sha256"], name="one_entry_per_object"),
        ]

    def __str__(self) -> str:
        return f"{self.release_id} {self.sha256[:12]}"


class LatestPointer(models.Model):
    """Which release of a bank is the latest; ``sequence`` grows with every move."""

    bank = models.OneToOneField(Bank, models.CASCADE, related_name="latest")
    release = models.ForeignKey(Release, models.PROTECT, related_name="+")
    sequence = models.PositiveIntegerField(default=1)
    moved_at = models.DateTimeField()

    class Meta:
        verbose_name = _("dernière publication")
        verbose_name_plural = _("dernières publications")

    def __str__(self) -> str:
        return f"{self.bank.slug} → {self.release.number}"


class AccessToken(models.Model):
    """A token of a platform: only its hash is kept."""

    name = models.CharField(_("nom"), max_length=100, unique=True)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    scope = models.CharField(_("portée"), max_length=10, choices=Scope)
    banks = models.ManyToManyField(Bank, related_name="tokens", verbose_name=_("banques"))
    created_at = models.DateTimeField(_("créé le"), auto_now_add=True)
    expires_at = models.DateTimeField(_("expire le"))
    revoked_at = models.DateTimeField(_("révoqué le"), null=True, blank=True)

    class Meta:
        verbose_name = _("jeton d'accès")
        verbose_name_plural = _("jetons d'accès")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def is_usable(self, at: Any = None) -> bool:
        """Whether the token is neither expired nor revoked (now, or at a time)."""
        return self.revoked_at is None and self.expires_at > (at or timezone.now())
