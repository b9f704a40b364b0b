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


class Relation(TextChoices):
    """How a competence relates to one of another framework, in CASE's words."""

    EXACT_MATCH = "exactMatchOf", _("correspond exactement à")
    PART = "isPartOf", _("fait partie de")
    RELATED = "isRelatedTo", _("est liée à")
    PEER = "isPeerOf", _("est du même rang que")
    PRECEDES = "precedes", _("précède")
    REPLACED = "replacedBy", _("est remplacée par")


#: Relations under which results for a competence are reported under the other one too.
REPORTING_RELATIONS = (Relation.EXACT_MATCH, Relation.PART, Relation.RELATED, Relation.REPLACED)


class AlignmentStatus(TextChoices):
    """Whether somebody stands for an alignment."""

    PROPOSED = "proposed", _("proposé")
    CONFIRMED = "confirmed", _("confirmé")
