"""Words of state that every publishable thing shares. Codes are stable, labels are the screen's."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Status(TextChoices):
    """Where a publishable thing stands. Being live is being validated."""

    PROPOSED = "proposed", _("proposé")
    VALIDATED = "validated", _("validé")
    ARCHIVED = "archived", _("archivé")
    OBSOLETE = "obsolete", _("périmé")
