"""What banks have to say before a framework or a competence is deleted (registered in ``apps.py``)."""

from django.utils.translation import gettext as _

from referentiel.models import Competence, Framework
from referentiel.uses import Use


def bank_uses(entity: Framework | Competence) -> list[Use]:
    """The banks that take their challenges from ``entity``."""
    slugs = sorted(entity.banks.values_list("slug", flat=True))
    return [Use(_("banque %(slug)s") % {"slug": slug}) for slug in slugs]
