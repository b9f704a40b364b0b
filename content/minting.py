"""Minting: a document becomes an object when its thing goes live, in that same transaction."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from schemas import Problem, validate

from .canonical import canonical_bytes, normalised, sha256_hex
from .models import ObjectPointer, StoredObject
from .text import batched

Document = dict[str, Any]

#: Things minted at a time: SQLite takes some thousands of values in one statement.
BATCH = 500


class MintingRefused(ValidationError):
    """A document does not fit its schema; ``problems`` says where. Nothing was written."""

    def __init__(self, public_id: str, problems: list[Problem]) -> None:
        self.problems = problems
        super().__init__([f"{public_id} : {problem.message}" for problem in problems])


@dataclass(frozen=True)
class Live:
    """A thing as it goes live: its document (and key, for a challenge), status and facets."""

    kind: str
    public_id: str
    status: str
    body: Document
    key: Document | None = None
    facets: dict[str, Any] = field(default_factory=dict)


def mint(live: Live) -> ObjectPointer:
    """Store the objects of ``live`` and point its public id at them.

    Must run in the transaction that makes the thing live (``RuntimeError`` otherwise). Raises
    ``MintingRefused`` when a document does not fit its schema. Minting the same again writes no
    object.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("minting belongs to the transaction that makes the thing live")
    body, key = _checked(live)
    pointer, _ = ObjectPointer.objects.update_or_create(
        kind=live.kind,
        public_id=live.public_id,
        defaults={
            "version": body["version"],
            "revision": body.get("revision"),
            "status": live.status,
            "body": store(body, live.kind),
            "key": store(key, f"{live.kind}-key") if key is not None else None,
            "facets": live.facets,
        },
    )
    return pointer


def counted(live: Live) -> Live:
    """``live`` with the version that it would be minted with, for kinds whose version is a counter.

    That is the pointer's when nothing else differs from its object, one more when something does,
    and 1 when there is no pointer yet.
    """
    pointer = current(live.kind, live.public_id)
    if pointer is None:
        return replace(live, body={**live.body, "version": 1})
    same = replace(live, body={**live.body, "version": pointer.version})
    if sha256_hex(canonical_bytes(same.body)) == pointer.body_id:
        return same
    return replace(live, body={**live.body, "version": pointer.version + 1})


def mint_many(lives: Iterable[Live], kind: str) -> int:
    """Mint things of one ``kind``, some hundreds at a time; answers how many.

    Same rules and errors as ``mint``, in a number of queries that follows the batches.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("minting belongs to the transaction that makes the thing live")
    count = 0
    for batch in batched(lives, BATCH):
        count += len(batch)
        _mint_batch(batch, kind)
    return count


def _mint_batch(batch: tuple[Live, ...], kind: str) -> None:
    objects: dict[str, StoredObject] = {}
    pointers = []
    for live in batch:
        body, key = _checked(live)
        pointers.append(
            ObjectPointer(
                kind=kind, public_id=live.public_id, version=body["version"], status=live.status,
                revision=body.get("revision"), body_id=_unsaved(body, kind, objects),
                key_id=_unsaved(key, f"{kind}-key", objects) if key is not None else None,
                facets=live.facets, updated_at=timezone.now(),
            )
        )  # fmt: skip
    StoredObject.objects.bulk_create(objects.values(), ignore_conflicts=True)
    ObjectPointer.objects.bulk_create(
        pointers,
        update_conflicts=True,
        unique_fields=["kind", "public_id"],
        update_fields=["version", "revision", "status", "body", "key", "facets", "updated_at"],
    )


def _checked(live: Live) -> tuple[Document, Document | None]:
    """Body and key as they are stored: what is looked at is what is stored."""
    # Two texts that differ in their composition only are one.
    body, key = normalised(live.body), normalised(live.key)
    problems = validate(body, live.kind)
    if key is not None:
        problems += validate(key, f"{live.kind}-key")
    if problems:
        raise MintingRefused(live.public_id, problems)
    return body, key


def _unsaved(document: Document, kind: str, objects: dict[str, StoredObject]) -> str:
    """The hash of ``document``, whose object is among ``objects`` afterwards."""
    data = canonical_bytes(document)
    sha256 = sha256_hex(data)
    objects[sha256] = StoredObject(sha256=sha256, kind=kind, body=data, size=len(data))
    return sha256


def set_facets(kind: str, public_id: str, facets: dict[str, Any]) -> None:
    """Change what a minted thing is selected by; its object stays. Nothing when never minted."""
    ObjectPointer.objects.filter(kind=kind, public_id=public_id).update(facets=facets)


def store(document: Document, kind: str) -> StoredObject:
    """The stored object of ``document``, written if it is not there yet."""
    data = canonical_bytes(document)
    stored, _ = StoredObject.objects.get_or_create(
        sha256=sha256_hex(data), defaults={"kind": kind, "body": data, "size": len(data)}
    )
    return stored


def set_status(kind: str, public_id: str, status: str) -> None:
    """Change what a minted thing is worth; its object stays. Nothing when it was never minted."""
    set_statuses(kind, [public_id], status)


def set_statuses(kind: str, public_ids: Iterable[str], status: str) -> None:
    """``set_status`` of many."""
    for batch in batched(public_ids, BATCH):
        ObjectPointer.objects.filter(kind=kind, public_id__in=batch).update(
            status=status, updated_at=timezone.now()
        )


def current(kind: str, public_id: str) -> ObjectPointer | None:
    """The pointer of a public id with its objects, or None when it was never live."""
    return (
        ObjectPointer.objects.select_related("body", "key")
        .filter(kind=kind, public_id=public_id)
        .first()
    )


def current_many(kind: str, public_ids: Iterable[str]) -> dict[str, ObjectPointer]:
    """The pointers of public ids with their objects, those that were ever live."""
    found: dict[str, ObjectPointer] = {}
    for batch in batched(public_ids, BATCH):
        pointers = ObjectPointer.objects.select_related("body", "key")
        for pointer in pointers.filter(kind=kind, public_id__in=batch):
            found[pointer.public_id] = pointer
    return found


def load(stored: StoredObject) -> Document:
    """The document of a stored object."""
    document: Document = json.loads(bytes(stored.body))
    return document
