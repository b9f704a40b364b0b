"""Trying a row of the table as somebody, and saying what came of it."""

import re
from urllib.parse import urlencode

from django.contrib.messages import constants, get_messages
from django.db import DEFAULT_DB_ALIAS, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

#: Tables that a request may write to without changing anything: sessions, who looks at what, what
#: was typed for a preview, and things that Wagtail makes on a first visit.
_BOOKKEEPING = (
    "django_session", "wagtailadmin_editingsession", "wagtailadmin_formstate",
    "wagtailusers_userprofile", "wagtailsearch_",
)  # fmt: skip
_WRITES = re.compile(
    r'^\s*(INSERT(?: OR \w+)? INTO|REPLACE INTO|UPDATE|DELETE FROM)\s+"?([a-z0-9_]+)', re.IGNORECASE
)


class Tried:
    """One request: its answer, and the tables that it wrote to. Everything is taken back after."""

    def __init__(self, client, world, row, method):
        query = row.query(world)
        data = row.data(world) if method == "post" else {}
        address = reverse(row.name, args=row.args(world))
        if query:
            address += "?" + urlencode(query, doseq=True)
        # What was said before must not be taken for what is said now.
        client.cookies.pop("messages", None)
        with CaptureQueriesContext(connection) as queries:
            self.response = getattr(client, method)(address, data)
        self.all_written = {found[2] for query in queries if (found := _WRITES.match(query["sql"]))}
        self.written = {table for table in self.all_written if not table.startswith(_BOOKKEEPING)}
        self.said = [
            str(message)
            for message in get_messages(self.response.wsgi_request)
            if message.level >= constants.ERROR
        ]

    @property
    def refused(self):
        """403, the page to sign in, or a way back with a message."""
        status, place = self.response.status_code, self.response.headers.get("Location", "")
        if status == 302:
            return place.startswith("/admin/login/") or bool(self.said)
        return status in {403, 404, 405}

    @property
    def why(self):
        """What a person or a script is told."""
        if self.response.headers.get("Content-Type") == "application/json":
            return self.response.json().get("error", "")
        return " ".join(self.said)

    @property
    def explained(self):
        """Whether it was said what is asked for, or there is nothing to ask for."""
        closed = self.response.status_code in {404, 405}
        return closed or "Votre compte ne permet pas" in self.why

    def __str__(self):
        place = self.response.headers.get("Location", "")
        return f"{self.response.status_code} {place} {self.said} wrote {sorted(self.written)}"


def attempt(client, world, row, method):
    """Try ``row``; whatever it did is undone."""
    with transaction.atomic(using=DEFAULT_DB_ALIAS):
        tried = Tried(client, world, row, method)
        transaction.set_rollback(True)
    return tried
