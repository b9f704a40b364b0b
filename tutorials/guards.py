"""The last barrier: whatever the path, what was ever published or is used is not deleted."""

from typing import Any

from django.db.models import ProtectedError
from django.db.models.signals import pre_delete
from django.dispatch import receiver
from django.utils.translation import gettext as _

from content.minting import current

from .models import Tutorial
from .uses import use_refusal


def deletion_refusal(tutorial: Tutorial) -> str | None:
    """Why ``tutorial`` is not deleted; None when it may be."""
    if current("tutorial", tutorial.public_id) is not None:
        return _("« %(tutorial)s » a été publié : il s'archive, il ne s'efface pas.") % {
            "tutorial": tutorial
        }
    return use_refusal(tutorial)


@receiver(pre_delete, sender=Tutorial)
def refuse_deletion(sender: type[Tutorial], instance: Tutorial, **kwargs: Any) -> None:
    """Raises ``ProtectedError`` for a tutorial that was published once or is used."""
    refusal = deletion_refusal(instance)
    if refusal is not None:
        raise ProtectedError(refusal, {instance})
