"""Work that a request does not wait for, and whose failure does not undo what was done."""

import logging
from collections.abc import Callable
from typing import Any

from django.db import transaction

logger = logging.getLogger(__name__)


def enqueue(task: Any, *args: Any) -> None:
    """Enqueue ``task`` (of Django's tasks framework) once the transaction is committed.

    ``args`` are ids: a task may run twice, and later. A queue that cannot be reached is logged and
    fails nothing.
    """

    def send() -> None:
        try:
            task.enqueue(*args)
        except Exception:
            logger.exception("Could not enqueue %s%r", task.name, args)

    on_commit: Callable[..., None] = transaction.on_commit
    on_commit(send)
