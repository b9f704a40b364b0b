"""Scopes of manifests and of tokens."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Scope(TextChoices):
    """What a token may read; ``catalogue`` reads no content and has no manifest."""

    CATALOGUE = "catalogue", _("catalogue : banques et publications seulement")
    PLAYER = "player", _("joueur : énoncés, sans réponses")
    ENGINE = "engine", _("moteur : énoncés et réponses")


#: The scopes that a release has a manifest for.
MANIFEST_SCOPES = (Scope.PLAYER, Scope.ENGINE)
