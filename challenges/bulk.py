"""Doing one thing to many challenges: each in its own transaction, going on after a refusal."""

import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _

from .models import Challenge

logger = logging.getLogger(__name__)


class Outcome(StrEnum):
    """What became of one challenge."""

    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclass(frozen=True)
class Result:
    """What became of one challenge, and why it was refused."""

    pk: int
    outcome: Outcome
    name: str = ""
    why: str = ""


#: Does it to the challenge of a primary key for a person; answers whether anything changed.
#: Raises ``ValidationError`` or ``PermissionDenied`` to refuse.
Act = Callable[[int, Any], bool]


def carry_out(pks: Iterable[int], act: Act, user: Any) -> Iterator[Result]:
    """Do ``act`` to one after the other; whatever fails is told, and the next one is done."""
    for pk in pks:
        try:
            outcome = Outcome.CHANGED if act(pk, user) else Outcome.UNCHANGED
            yield Result(pk, outcome)
        except ValidationError as error:
            yield _refused(pk, " ".join(error.messages))
        except PermissionDenied as error:
            yield _refused(pk, str(error) or _("Vous n'avez pas le droit de la modifier."))
        except Challenge.DoesNotExist:
            yield _refused(pk, _("Elle a été supprimée entre-temps."))
        except Exception:
            # One broken row must not keep the other thousands from being done.
            logger.exception("Bulk action failed on challenge %s", pk)
            yield _refused(
                pk, _("Une erreur inattendue : rien n'a été changé. Ouvrez-la pour voir.")
            )


def _refused(pk: int, why: str) -> Result:
    challenge = Challenge.objects.filter(pk=pk).only("pk", "public_id", "instruction_fr").first()
    return Result(pk, Outcome.REFUSED, str(challenge or pk), why)
