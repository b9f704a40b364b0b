"""States and scopes of the referential. Codes are stable, labels are the screen's."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class FrameworkStatus(TextChoices):
    """What a framework is worth."""

    DRAFT = "draft", _("brouillon")
    PROVISIONAL = "provisional", _("provisoire")
    ADOPTED = "adopted", _("adopté")
    SUPERSEDED = "superseded", _("remplacé")


class SkillStatus(TextChoices):
    """Where a skill stands; one active per topic and level."""

    IN_CONSTRUCTION = "in_construction", _("en construction")
    ACTIVE = "active", _("actif")
    ARCHIVED = "archived", _("archivé")
    OBSOLETE = "obsolete", _("périmé")


class ContextScope(TextChoices):
    """Who a context belongs to."""

    FWB = "fwb", _("Fédération Wallonie-Bruxelles")
    FEDERAL = "federal", _("fédéral")
    WALLONIA = "wallonia", _("Wallonie")
    BRUSSELS = "brussels", _("Bruxelles")
    GENERIC = "generic", _("général")
