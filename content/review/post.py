"""Handing letters to the mail server, which may refuse them, fail or not answer at all."""

import logging
import smtplib
from collections.abc import Sequence
from threading import Thread

from django.core.mail import EmailMessage, get_connection
from django_tasks import DEFAULT_TASK_BACKEND_ALIAS, task_backends
from django_tasks.backends.immediate import ImmediateBackend

logger = logging.getLogger(__name__)

#: How long a request waits for the mail server when tasks run inside it; the server may go on.
PATIENCE_SECONDS = 2.0


def deliver(letters: Sequence[EmailMessage]) -> None:
    """Send ``letters``; what goes wrong is logged and raises nothing.

    With the immediate backend a task runs inside the request that enqueued it: that request waits
    for a slow server no longer than ``PATIENCE_SECONDS``, and the letters are sent meanwhile.
    """
    if not letters:
        return
    if not isinstance(task_backends[DEFAULT_TASK_BACKEND_ALIAS], ImmediateBackend):
        _send(letters)
        return
    postman = Thread(target=_send, args=(letters,), name="review-mail")
    postman.start()
    postman.join(PATIENCE_SECONDS)
    if postman.is_alive():
        logger.warning("The mail server is slow: %s letters are still being sent.", len(letters))


def _send(letters: Sequence[EmailMessage]) -> None:
    """All letters over one connection; a refused recipient does not keep the others' from leaving."""
    sent = 0
    try:
        with get_connection() as connection:
            for letter in letters:
                try:
                    connection.send_messages([letter])
                    sent += 1
                except (smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused):
                    logger.exception("A mail about a review was refused: %s", letter.subject)
    except Exception:
        # The server is away or the address of it is wrong: the others would wait in vain as well.
        logger.exception("%s of %s mails about reviews were sent.", sent, len(letters))
