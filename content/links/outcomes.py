"""What became of a link."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Outcome(TextChoices):
    """What a look found; codes are stable."""

    OK = "ok", _("répond")
    MOVED = "moved", _("a déménagé")
    UNSURE = "unsure", _("à vérifier")
    TIMEOUT = "timeout", _("ne répond pas")
    BROKEN = "broken", _("cassé")
    REFUSED = "refused", _("pas visité")


#: Those that somebody must do something about.
FAILURES = (Outcome.TIMEOUT, Outcome.BROKEN, Outcome.REFUSED)


def outcome_of(status: int) -> Outcome:
    """What a final HTTP status says of a link.

    Sites that refuse robots (401, 403, 429…) or are ill today (5xx) may be right for people: they
    are looked at again and never called broken.
    """
    if 200 <= status < 300:
        return Outcome.OK
    if status in {401, 402, 403, 405, 406, 407, 408, 418, 425, 429, 451} or status >= 500:
        return Outcome.UNSURE
    return Outcome.BROKEN
