"""Minting: a document becomes an object when its thing goes live, in that same transaction."""

import json
from dataclasses import dataclass, field, replace
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from schemas import Problem, validate

from .canonical import canonical_bytes, normalised, sha256_hex
from .models import ObjectPointer, StoredObject

Document = dict[str, Any]


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
    # What is looked at is what is stored: two texts that differ in their composition only are one.
    live = replace(live, body=normalised(live.body), key=normalised(live.key))
    problems = validate(live.body, live.kind)
    if live.key is not None:
        problems += validate(live.key, f"{live.kind}-key")
    if problems:
        raise MintingRefused(live.public_id, problems)
    pointer, _ = ObjectPointer.objects.update_or_create(
        kind=live.kind,
        public_id=live.public_id,
        defaults={
            "version": live.body["version"],
            "revision": live.body.get("revision"),
            "status": live.status,
            "body": store(live.body, live.kind),
            "key": store(live.key, f"{live.kind}-key") if live.key is not None else None,
            "facets": live.facets,
        },
    )
    return pointer


def store(document: Document, kind: str) -> StoredObject:
    """The stored object of ``document``, written if it is not there yet."""
    data = canonical_bytes(document)
    stored, _ = StoredObject.objects.get_or_create(
        sha256=sha256_hex(data), defaults={"kind": kind, "body": data, "size": len(data)}
    )
    return stored


def set_status(kind: str, public_id: str, status: str) -> None:
    """Change what a minted thing is worth; its object stays. Nothing when it was never minted."""
    ObjectPointer.objects.filter(kind=kind, public_id=public_id).update(status=status)


def current(kind: str, public_id: str) -> ObjectPointer | None:
    """The pointer of a public id with its objects, or None when it was never live."""
    return (
        ObjectPointer.objects.select_related("body", "key")
        .filter(kind=kind, public_id=public_id)
        .first()
    )


def load(stored: StoredObject) -> Document:
    """The document of a stored object."""
    document: Document = json.loads(bytes(stored.body))
    return document
