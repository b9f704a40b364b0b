"""Closed sets of codes that rooms share. Codes are stable, labels are the screen's."""

from django.db.models import IntegerChoices, TextChoices
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


class Change(TextChoices):
    """What a change is to those who measure: other words, or another task (DOCUMENTS.md)."""

    REVISION = "revision", _("révision : les mots changent, les statistiques continuent")
    VERSION = "version", _("nouvelle version : la tâche change, les statistiques repartent à zéro")


class Priority(IntegerChoices):
    """How urgent a review is; lower comes first."""

    URGENT = 1, _("urgente")
    NORMAL = 2, _("normale")
    LOW = 3, _("peut attendre")


class Verdict(TextChoices):
    """What a reviewer decides."""

    APPROVED = "approved", _("approuvée")
    CHANGES = "changes", _("à modifier")


class ReviewPoint(TextChoices):
    """What a reviewer has looked at before approving."""

    PEDAGOGY = "pedagogy", _("Pédagogie : elle évalue l'acquis, à son niveau, sans piège inutile")
    FACTS = "facts", _("Faits : exacts, à jour, sources relues")
    WORDING = "wording", _("Rédaction : simple, sans ambiguïté, sans faute, explications utiles")
    ACCESSIBILITY = (
        "accessibility",
        _("Accessibilité : textes alternatifs, clavier, rien qui repose sur la couleur seule"),
    )
    CONTEXT = "context", _("Contexte FWB : institutions, services et usages d'ici, ou sans objet")

    @property
    def short(self) -> str:
        """Its name, without the question: what stands before the colon."""
        return str(self.label).split(":")[0].strip()
