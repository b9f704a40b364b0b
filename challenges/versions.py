"""The versions of a challenge: what its author saved, what was submitted, what was validated."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import ModelLogEntry, Revision, TaskState

from content.enums import Verdict
from content.minting import Document
from content.models import Decision
from content.review.people import name_of

from .documents import challenge_documents
from .families import draft_of
from .lifecycle import current_documents
from .models import Challenge

#: Versions that a picker offers; older ones are in the history.
MOST_OFFERED = 200
#: What an address says to mean what is validated, whatever its number.
LIVE = "validee"
#: Log actions by which a version went live.
_VALIDATED = ("wagtail.publish", "wagtail.publish.scheduled")


@dataclass(frozen=True)
class Version:
    """One saved state of a challenge."""

    pk: int
    at: datetime
    author: str
    #: What became of it, in words: submitted, approved, validated, live.
    marks: tuple[str, ...]

    @property
    def code(self) -> str:
        """What addresses call it."""
        return f"r{self.pk}"

    @property
    def moment(self) -> str:
        """When it was saved, to the second: drafts follow each other fast."""
        return timezone.localtime(self.at).strftime("%d/%m/%Y %H:%M:%S")

    def __str__(self) -> str:
        return " · ".join([self.moment, self.author, *self.marks])


def versions_of(challenge: Challenge, most: int = MOST_OFFERED) -> list[Version]:
    """The newest ``most`` versions of ``challenge``, newest first, in a fixed number of queries."""
    saved = challenge.revisions.select_related("user").defer("content").order_by("-pk")[:most]
    return _described(challenge, list(saved))


def version_of(challenge: Challenge, code: str) -> Version | None:
    """The version that an address calls ``code`` (``r12``); None when it is not one of ``challenge``."""
    revision = revision_of(challenge, code)
    return _described(challenge, [revision])[0] if revision is not None else None


def revision_of(challenge: Challenge, code: str) -> Revision | None:
    """The revision that an address calls ``code``; None when it is not one of ``challenge``."""
    number = code.removeprefix("r")
    if not number.isdecimal() or len(number) > 18:
        return None
    found: Revision | None = (
        challenge.revisions.select_related("user").filter(pk=int(number)).first()
    )
    return found


def documents_of(challenge: Challenge, code: str) -> tuple[Document, Document] | None:
    """Body and key of a version: ``""`` the latest draft, ``LIVE`` what is validated, ``r12`` one.

    None when there is none.
    """
    if code == LIVE:
        return current_documents(challenge)
    if not code:
        return challenge_documents(draft_of(challenge))
    revision = revision_of(challenge, code)
    return challenge_documents(revision.as_object()) if revision is not None else None


def _described(challenge: Challenge, revisions: Iterable[Revision]) -> list[Version]:
    saved = list(revisions)
    marks = _marks(challenge, [revision.pk for revision in saved])
    return [
        Version(row.pk, row.created_at, name_of(row.user), tuple(marks[row.pk])) for row in saved
    ]


def _marks(challenge: Challenge, keys: list[int]) -> dict[int, list[str]]:
    """What became of the revisions, in the order in which it happens."""
    of_these: dict[str, Any] = {"revision__in": keys}
    submitted = set(TaskState.objects.filter(**of_these).values_list("revision", flat=True))
    decided = Decision.objects.filter(**of_these).order_by("at")
    verdicts = dict(decided.values_list("revision", "verdict"))
    entries = ModelLogEntry.objects.for_instance(challenge).filter(action__in=_VALIDATED)
    validated = set(entries.filter(**of_these).values_list("revision", flat=True))
    found: dict[int, list[str]] = defaultdict(list)
    for key in keys:
        if key == challenge.live_revision_id:
            found[key].append(_("validée, en ligne"))
        elif key in validated:
            found[key].append(_("validée"))
        elif verdicts.get(key) == Verdict.APPROVED:
            found[key].append(_("approuvée"))
        elif verdicts.get(key) == Verdict.CHANGES:
            found[key].append(_("changements demandés"))
        elif key in submitted:
            found[key].append(_("soumise"))
        if key == challenge.latest_revision_id:
            found[key].append(_("dernière version"))
    return found
