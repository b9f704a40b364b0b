"""From a selection and the release before to the manifests of a release (release/1)."""

import json
from collections.abc import Iterable
from typing import Any

from content.models import ObjectPointer
from localisation.languages import SOURCE, codes, locale_of

from .enums import Scope
from .models import Release
from .selection import Selection

Entry = dict[str, Any]


def entry_of(pointer: ObjectPointer) -> Entry:
    """The engine entry of a pointer."""
    entry: Entry = {
        "kind": pointer.kind,
        "id": pointer.public_id,
        "version": pointer.version,
        "status": pointer.status,
        "sha256": pointer.body_id,
        "size": pointer.body.size,
    }
    if pointer.revision is not None:
        entry["revision"] = pointer.revision
    if pointer.key is not None:
        entry["key"] = {"sha256": pointer.key_id, "size": pointer.key.size}
    return entry


def engine_entries(selection: Selection, previous: Iterable[Entry]) -> list[Entry]:
    """Entries of the selection, and as withdrawn what the release before had and this has not."""
    entries = {_name(entry): entry for entry in map(entry_of, selection.pointers)}
    here = {(entry["kind"], entry["id"]) for entry in entries.values()}
    # An older version of a tutorial that is here in another one is replaced, not withdrawn.
    gone = [entry for entry in previous if (entry["kind"], entry["id"]) not in here]
    statuses = _statuses(gone)
    for entry in gone:
        status: str = statuses.get((entry["kind"], entry["id"])) or entry["status"]
        reason = entry.get("withdrawn") or _reason(status)
        entries[_name(entry)] = {**entry, "status": status, "withdrawn": reason}
    return [entries[name] for name in sorted(entries)]


def _name(entry: Entry) -> tuple[str, str, int]:
    """What an entry is found by: a tutorial may be there in several versions."""
    return entry["kind"], entry["id"], entry["version"] if entry["kind"] == "tutorial" else 0


def manifest(
    release: Release,
    scope: Scope,
    entries: list[Entry],
    locales: list[str],
    previous: tuple[int, str] | None,
    media: list[dict[str, Any]],
) -> dict[str, Any]:
    """The release/1 document for one scope. The player's names no key, not even by its hash."""
    if scope == Scope.PLAYER:
        entries = [{k: v for k, v in entry.items() if k != "key"} for entry in entries]
    source = locale_of(SOURCE)
    return {
        "schema": "release/1",
        "scope": scope.value,
        "bank": release.bank.slug,
        "number": release.number,
        "created": release.created_at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "note": release.note,
        "previous": {"number": previous[0], "sha256": previous[1]} if previous else None,
        "locales": locales,
        "fallback": {f"{source}-BE": source} if f"{source}-BE" in locales else {},
        "entries": entries,
        "media": media,
        "shards": [],
    }


def locales_of(selection: Selection) -> list[str]:
    """The locales that the selection offers: the source, its fr-BE by fallback, then others."""
    source = locale_of(SOURCE)
    found = {source, f"{source}-BE"}
    for pointer in selection.challenges:
        found.update(pointer.facets.get("locales", []))
    order = [locale_of(code) for code in codes()]
    return sorted(found, key=order.index)


def media_of(selection: Selection) -> list[dict[str, Any]]:
    """``{sha256, mime, size}`` of every file that the selected challenges show or offer, by hash."""
    files = {
        file["sha256"]: file
        for pointer in [*selection.challenges, *selection.tutorials]
        for file in pointer.facets.get("media", [])
    }
    return [files[sha256] for sha256 in sorted(files)]


def read_entries(body: bytes) -> list[Entry]:
    """The entries of a stored manifest."""
    entries: list[Entry] = json.loads(body)["entries"]
    return entries


def _statuses(entries: list[Entry]) -> dict[tuple[str, str], str]:
    wanted = {(entry["kind"], entry["id"]) for entry in entries}
    rows = ObjectPointer.objects.filter(public_id__in=[name for _, name in wanted])
    return {
        (kind, name): status
        for kind, name, status in rows.values_list("kind", "public_id", "status")
        if (kind, name) in wanted
    }


def _reason(status: str) -> str:
    reasons = {"archived": "archivée", "obsolete": "périmée"}
    return reasons.get(status, "hors de la sélection de la banque")
