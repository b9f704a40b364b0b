"""What a file may be for, and what each role accepts."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .kinds import DOWNLOADS, PICTURES, ZIP, Kind


class MediaRole(models.TextChoices):
    """Codes as in documents."""

    ILLUSTRATION = "illustration", _("image montrée")
    DOWNLOAD = "download", _("fichier à télécharger")
    SIMULATOR = "simulator", _("fichiers du simulateur")


_KINDS: dict[str, tuple[Kind, ...]] = {
    MediaRole.ILLUSTRATION: PICTURES,
    MediaRole.DOWNLOAD: DOWNLOADS,
    MediaRole.SIMULATOR: (ZIP,),
}


def kinds_of(role: str) -> tuple[Kind, ...]:
    """The kinds of files that a role accepts; ``KeyError`` for an unknown role."""
    return _KINDS[role]


def mimes_of(role: str) -> frozenset[str]:
    """The media types that a role accepts; ``KeyError`` for an unknown role."""
    return frozenset(kind.mime for kind in kinds_of(role))


def limit_of(role: str) -> int:
    """The most bytes that a file of this role may have."""
    return int(settings.ATELIER_MEDIA_LIMITS[role])
