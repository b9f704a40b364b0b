"""Which revisions are never purged: without them nobody knows who wrote a change, or what is live."""

from typing import Any

from django.db.models import Model, ProtectedError, QuerySet
from django.db.models.signals import pre_delete
from django.dispatch import receiver
from django.utils.translation import gettext as _
from wagtail.models import Revision

from .registry import reviewable


@receiver(pre_delete, sender=Revision)
def keep_what_counts(
    sender: type[Revision], instance: Revision, origin: Any = None, **kwargs: Any
) -> None:
    """Raises ``ProtectedError`` for what is live and for the drafts since then.

    ``purge_revisions`` passes over what is protected. Whatever is deleted with its thing may go.
    """
    if _model_of(origin) is not Revision:
        return
    model = instance.base_content_type.model_class()
    if model is None or reviewable(model) is None:
        return
    thing = model._base_manager.filter(pk=instance.object_id).first()
    if thing is not None and instance.pk >= (thing.live_revision_id or 0):
        raise ProtectedError(
            _("Cette version est en ligne, ou dit qui a écrit le changement en cours."), {instance}
        )


def _model_of(origin: Any) -> type[Model] | None:
    if isinstance(origin, QuerySet):
        return origin.model
    return type(origin) if isinstance(origin, Model) else None
