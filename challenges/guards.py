"""The last barrier: whatever the path, what was ever validated is not deleted."""

from collections.abc import Iterable
from typing import Any

from django.db.models import ProtectedError
from django.db.models.signals import pre_delete
from django.dispatch import receiver
from django.utils.translation import gettext as _

from content.lifecycle import lock_row

from .lifecycle import may_be_deleted
from .models import Challenge


def deletion_refusal(instances: Iterable[Any]) -> str | None:
    """The sentence that refuses to delete ``instances``, or None when all of them may go."""
    for instance in instances:
        if isinstance(instance, Challenge) and not may_be_deleted(instance):
            return _(
                "« %(challenge)s » a été validée : elle s'archive, elle ne s'efface pas. "
                "Rien n'a été effacé."
            ) % {"challenge": instance}
    return None


@receiver(pre_delete, sender=Challenge)
def refuse_deletion(sender: type[Challenge], instance: Challenge, **kwargs: Any) -> None:
    """Raises ``ProtectedError`` for a challenge that was validated once.

    The row is held first: nobody validates it while it goes.
    """
    lock_row(instance)
    refusal = deletion_refusal([instance])
    if refusal is not None:
        raise ProtectedError(refusal, {instance})
