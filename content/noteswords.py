"""What the notes' script says."""

from django.utils.translation import gettext as _


def script_words() -> dict[str, str]:
    """The sentences by name; ``%s`` is filled in by the script."""
    return {
        "sending": _("Envoi…"),
        "failed": _(
            "La note n'est pas partie : la connexion manque peut-être. Elle est toujours là, "
            "réessayez."
        ),
        "signed_out": _(
            "La note n'est pas partie : votre session a expiré, ou un autre compte est connecté. "
            "Reconnectez-vous dans un autre onglet, puis réessayez ; votre texte est toujours là."
        ),
        "marker_one": _("1 note"),
        "marker_many": _("%s notes"),
        "marker_of": _("%s sur ce champ : les lire"),
        "whole": _("L'ensemble"),
        "go_to": _("Aller au champ"),
    }
