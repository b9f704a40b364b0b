"""Whether a revision was approved, by whom, and who wrote it."""

import hashlib
import json
from collections.abc import Iterable
from typing import Any

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
    return authors_of_many([(thing, revision.pk)])[thing.pk]


def authors_of_many(drafts: Iterable[tuple[Any, int]]) -> dict[Any, set[int]]:
    """``authors_of`` for things of one model with the keys of their revisions, by primary key.

    In three queries at most, however many they are.
    """
    wanted = {str(thing.pk): (thing, last) for thing, last in drafts}
    if not wanted:
        return {}
    found: dict[Any, set[int]] = {thing.pk: _beginner(thing) for thing, _last in wanted.values()}
    kind = next(iter(wanted.values()))[0].get_base_content_type()
    rows = Revision.objects.filter(base_content_type=kind, object_id__in=wanted).order_by()
    of_revision: dict[int, Any] = {}
    for key, name, author in rows.values_list("pk", "object_id", "user_id"):
        thing, last = wanted[name]
        if (thing.live_revision_id or 0) < key <= last:
            of_revision[key] = thing.pk
            found[thing.pk] |= {author} - {None}
    for key, authors in _brought_back(of_revision).items():
        found[of_revision[key]] |= authors
    return found


def _beginner(thing: Any) -> set[int]:
    """Who began what was never live."""
    began = None if thing.live_revision_id else getattr(thing, "created_by_id", None)
    return {began} if began else set()


def _brought_back(revisions: Iterable[int]) -> dict[int, set[int]]:
    """By revision, who wrote the version that it brought back, as the history says."""
    entries = ModelLogEntry.objects.filter(
        action="wagtail.revert", revision_id__in=list(revisions)
    ).values_list("revision_id", "data")
    sources = {
        revision: data["revision"]["id"]
        for revision, data in entries
        if (data or {}).get("revision")
    }
    if not sources:
        return {}
    known = dict(Revision.objects.filter(pk__in=sources.values()).values_list("pk", "user_id"))
    return {key: {known[source]} for key, source in sources.items() if known.get(source)}
