"""Closed sets of codes that rooms share. Codes are stable, labels are the screen's."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Status(TextChoices):
    """Where a publishable thing stands. Being live is being validated."""

    PROPOSED = "proposed", _("proposé")
    VALIDATED = "validated", _("validé")
    ARCHIVED = "archived", _("archivé")
    OBSOLETE = "obsolete", _("périmé")


class Audience(TextChoices):
    """Whom a challenge or a context is for."""

    PUPIL = "pupil", _("élève")
    STUDENT = "student", _("personne aux études supérieures")
    TEACHER = "teacher", _("membre du personnel de l'enseignement")
    ADULT = "adult", _("adulte")
