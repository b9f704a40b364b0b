"""The form's field for a file: choose, drop or paste it, see it, replace it."""

import json
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _

from ..models import MediaFile
from .errors import in_words
from .roles import MediaRole, kinds_of, limit_of
from .views import describe


class MediaUploadWidget(forms.Widget):
    """For a foreign key to ``MediaFile``: its value is the file's sha256.

    ``role`` is one of ``MediaRole``; or ``role_field`` names the field of the same row (the last part
    of its name) where the person chooses it. The element ``<atelier-media>`` sends the file to the
    admin's upload address as soon as it is chosen, so that a form never carries it; rows that are
    added to a form later work by themselves.
    """

    template_name = "content/media_widget.html"

    class Media:
        css = {"all": ["content/media.css"]}
        js = ["content/media.js"]

    def __init__(
        self, attrs: dict[str, Any] | None = None, *, role: str = "", role_field: str = ""
    ) -> None:
        super().__init__(attrs)
        self.role = role
        self.role_field = role_field

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """The file that is there, and what the element must know."""
        context = super().get_context(name, value, attrs)
        media = MediaFile.objects.filter(pk=value).first() if value else None
        context["media"] = describe(media) if media else None
        context["media_size"] = in_words(media.size) if media else ""
        context["upload_url"] = reverse("content_media_upload")
        context["role"] = self.role
        context["role_field"] = self.role_field
        context["roles"] = json.dumps(_roles())
        context["words"] = json.dumps(_words())
        return context

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """The sha256, or nothing."""
        return data.get(name) or None


def _roles() -> dict[str, dict[str, Any]]:
    """What the browser may say before anything is sent; the server says it again."""
    roles = {}
    for role in MediaRole.values:
        endings = [ending for kind in kinds_of(role) for ending in kind.extensions]
        usual = ", ".join(kind.extensions[0] for kind in kinds_of(role))
        roles[role] = {
            "accept": ",".join(f".{ending}" for ending in endings),
            "mimes": [kind.mime for kind in kinds_of(role)],
            "limit": limit_of(role),
            "hint": _("%(types)s ; %(limit)s au plus.")
            % {"types": usual, "limit": in_words(limit_of(role))},
        }
    return roles


def _words() -> dict[str, str]:
    return {
        "choose": _("Choisir un fichier"),
        "replace": _("Remplacer"),
        "sending": _("Envoi de « {name} »…"),
        "sent": _("« {name} » est en place."),
        "removed": _("Le fichier est retiré."),
        "cancelled": _("L’envoi est annulé."),
        "too_big": _(
            "« {name} » est trop gros : le maximum est de {limit}. Choisissez un fichier plus léger."
        ),
        "one_file": _("Un seul fichier à la fois : déposez-les l’un après l’autre."),
        "unfit": _(
            "Ce fichier ne convient pas pour ce rôle : remplacez-le, ou choisissez un autre rôle."
        ),
        "no_role": _("Choisissez d’abord le rôle du fichier."),
        "offline": _("L’envoi a échoué : vérifiez votre connexion, puis réessayez."),
        "signed_out": _(
            "Votre session a expiré : reconnectez-vous dans un autre onglet, puis réessayez."
        ),
        "failed": _("Le serveur n’a pas pu garder ce fichier : réessayez dans un instant."),
        "bytes": _("{number} octets"),
        "kilobytes": _("{number} Ko"),
        "megabytes": _("{number} Mo"),
    }
