"""Whether a revision was approved, by whom, and who wrote it."""

import hashlib
import json
from typing import Any

from django.db.models import Q
from wagtail.models import ModelLogEntry, Revision

from ..enums import Verdict
from ..models import Decision

#: What Wagtail keeps in a revision beside its content: when it goes live, and where it stands.
_BOOKKEEPING = {
    "live", "has_unpublished_changes", "first_published_at", "last_published_at", "live_revision",
    "latest_revision", "go_live_at", "expire_at", "expired", "locked", "locked_at", "locked_by",
    "status", "to_mend",
}  # fmt: skip


def fingerprint(revision: Revision) -> str:
    """Hash of what ``revision`` says. An autosave may write over a revision: then it is another."""
    said = {name: value for name, value in revision.content.items() if name not in _BOOKKEEPING}
    data = json.dumps(said, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(data.encode()).hexdigest()


def approval_of(revision: Revision) -> Decision | None:
    """The decision that approved exactly what ``revision`` says now, or None."""
    latest = Decision.objects.filter(revision=revision).select_related("by").first()
    if latest is None or latest.verdict != Verdict.APPROVED:
        return None
    return latest if latest.fingerprint == fingerprint(revision) else None


def authors_of(thing: Any, revision: Revision) -> set[int]:
    """Primary keys of who wrote the change: every draft since what is live, up to ``revision``.

    Whoever wrote a version that somebody brought back counts too; whoever began what was never
    live does as well. Empty when nobody is known.
    """
    drafts = Revision.objects.for_instance(thing).filter(pk__lte=revision.pk)
    if thing.live_revision_id:
        drafts = drafts.filter(pk__gt=thing.live_revision_id)
    rows = dict(drafts.values_list("pk", "user_id"))
    wrote = {user for user in rows.values() if user}
    if not thing.live_revision_id and getattr(thing, "created_by_id", None):
        wrote.add(thing.created_by_id)
    return wrote | _authors_brought_back(list(rows))


def _authors_brought_back(revisions: list[int]) -> set[int]:
    """Who wrote the versions that ``revisions`` brought back, as the history says."""
    entries = ModelLogEntry.objects.filter(
        Q(action="wagtail.revert"), revision_id__in=revisions
    ).values_list("data", flat=True)
    sources = [data["revision"]["id"] for data in entries if (data or {}).get("revision")]
    known = Revision.objects.filter(pk__in=sources).values_list("user_id", flat=True)
    return {user for user in known if user}
