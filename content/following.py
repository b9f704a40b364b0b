"""What follows another thing's step: many rows change their state at once, in few queries.

Everything here runs within the transaction of the step, whose action holds the rows.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from wagtail.log_actions import get_active_log_context
from wagtail.models import ModelLogEntry, Revision
from wagtail.signals import unpublished

from .enums import Status
from .minting import set_statuses

#: What the log calls archiving: it is Wagtail's unpublishing.
ARCHIVED = "wagtail.unpublish"
RETIRED = "content.retire"


def archive_rows(
    rows: Iterable[Any], kind: str, user: Any = None, said: dict[str, str] | None = None
) -> None:
    """Archive validated ``rows`` that follow another thing's step.

    ``said`` is what their log entries say: ``with``, what they follow, and its ``reason``.
    """
    gone = list(rows)
    _leave(gone, kind, user, Status.ARCHIVED, live=False, live_revision=None,
           has_unpublished_changes=True)  # fmt: skip
    _log_each(gone, ARCHIVED, user, [said or {} for _row in gone])
    for row in gone:
        unpublished.send(sender=type(row), instance=row)


def retire_rows(
    rows: Iterable[Any], kind: str, user: Any = None, said: dict[str, str] | None = None
) -> None:
    """Make ``rows`` obsolete; none of them is validated.

    ``said`` is what their log entries say beside the state before (see ``archive_rows``).
    """
    gone = list(rows)
    data = [{**(said or {}), "from": row.status} for row in gone]
    _leave(gone, kind, user, Status.OBSOLETE)
    _log_each(gone, RETIRED, user, data)


def _leave(rows: Sequence[Any], kind: str, user: Any, status: Status, **values: Any) -> None:
    """Give ``rows`` (of one model) a state in which they are neither reviewed nor scheduled."""
    from .review.actions import close_all

    if not rows:
        return
    close_all(rows, user)
    values = {"status": status, **values}
    keys = [row.pk for row in rows]
    # These columns alone: a cascade changes no text, and must not cost what saving a text costs.
    type(rows[0])._base_manager.filter(pk__in=keys).update(**values)
    for row in rows:
        for name, value in values.items():
            setattr(row, name, value)
    Revision.objects.filter(
        base_content_type=rows[0].get_base_content_type(),
        object_id__in=[str(key) for key in keys],
        approved_go_live_at__isnull=False,
    ).update(approved_go_live_at=None)
    set_statuses(kind, [row.public_id for row in rows], status)


def _log_each(rows: Sequence[Any], action: str, user: Any, data: Sequence[dict[str, str]]) -> None:
    """What ``wagtail.log_actions.log`` writes for each, in one query."""
    context, now = get_active_log_context(), timezone.now()
    manager = ModelLogEntry.objects
    manager.bulk_create(
        ModelLogEntry(
            content_type=ContentType.objects.get_for_model(row, for_concrete_model=False),
            object_id=str(row.pk), label=manager.get_instance_title(row), action=action,
            user=user or context.user, uuid=context.uuid, timestamp=now, data=said,
        )
        for row, said in zip(rows, data, strict=True)
    )  # fmt: skip
