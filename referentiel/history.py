"""Revisions and log entries of many entities at once: what ``actions.record`` does for one."""

from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, OuterRef, Subquery
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import override
from wagtail.models import ModelLogEntry, Revision

from content.text import batched
from localisation.languages import SOURCE

#: Rows written in one statement.
BATCH = 500


def record_many(entities: Iterable[Any], action: str, user: Any = None) -> None:
    """Keep what each of ``entities`` (saved rows of one model) is now, and who did ``action``."""
    for batch in batched(entities, BATCH):
        with override(SOURCE):
            _record(batch, action, user if getattr(user, "pk", None) else None)


def _record(entities: tuple[Any, ...], action: str, user: Any) -> None:
    model = type(entities[0])
    content_type = ContentType.objects.get_for_model(model)
    now = timezone.now()
    revisions = Revision.objects.bulk_create(
        Revision(
            content_type=content_type, base_content_type=content_type, object_id=str(entity.pk),
            created_at=now, user=user, object_str=str(entity), content=entity.serializable_data(),
        )
        for entity in entities
    )  # fmt: skip
    latest = Revision.objects.filter(
        base_content_type=content_type, object_id=Cast(OuterRef("pk"), CharField())
    ).order_by("-pk")
    rows = model._base_manager.filter(pk__in=[entity.pk for entity in entities])
    rows.update(latest_revision=Subquery(latest.values("pk")[:1]))
    for entity, revision in zip(entities, revisions, strict=True):
        entity.latest_revision = revision
    ModelLogEntry.objects.bulk_create(
        ModelLogEntry(
            content_type=content_type, object_id=str(entity.pk), label=str(entity)[:255],
            action=action, timestamp=now, user=user, revision=revision, content_changed=True,
        )
        for entity, revision in zip(entities, revisions, strict=True)
    )  # fmt: skip


def record_deletions(entities: list[Any], user: Any = None) -> None:
    """Who deleted ``entities`` (rows of one model that are about to go)."""
    model = type(entities[0])
    content_type = ContentType.objects.get_for_model(model)
    person = user if getattr(user, "pk", None) else None
    ModelLogEntry.objects.bulk_create(
        (
            ModelLogEntry(
                content_type=content_type, object_id=str(entity.pk), label=str(entity)[:255],
                action="wagtail.delete", timestamp=timezone.now(), user=person, deleted=True,
            )
            for entity in entities
        ),
        batch_size=BATCH,
    )  # fmt: skip
