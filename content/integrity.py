"""Whether what is live and what is stored still say the same."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import transaction

from schemas import is_valid

from .canonical import canonical_bytes, sha256_hex
from .media.storing import is_intact
from .minting import Live, current, load, mint, set_facets
from .models import MediaFile, ObjectPointer, StoredObject
from .registry import kinds, live_things

#: Statuses of pointers whose thing must be live.
LIVE_STATUSES = frozenset({"validated", "active", "adopted", "provisional", "published"})


@dataclass(frozen=True)
class Fault:
    """Something that is not as it must be: what it is about, and a French sentence."""

    about: str
    message: str


@transaction.atomic
def remint_changed() -> int:
    """Mint again every live thing whose document is not that of its object; answers how many.

    For when the builders of documents changed with the programme, not for what people changed: that
    is minted as it is changed.
    """
    count = 0
    for live in live_things():
        pointer = current(live.kind, live.public_id)
        if pointer is not None and _hashes(live) == (pointer.body_id, pointer.key_id):
            if pointer.facets != live.facets:
                set_facets(live.kind, live.public_id, live.facets)
            continue
        mint(live)
        count += 1
    return count


def _hashes(live: Live) -> tuple[str, str | None]:
    key = sha256_hex(canonical_bytes(live.key)) if live.key is not None else None
    return sha256_hex(canonical_bytes(live.body)), key


def find_faults() -> Iterator[Fault]:
    """Go through every object, then every live thing; yields what is wrong."""
    for stored in StoredObject.objects.iterator(chunk_size=500):
        if sha256_hex(bytes(stored.body)) != stored.sha256:
            yield Fault(str(stored), "le contenu ne correspond plus à son empreinte.")
        elif not is_valid(load(stored), stored.kind):
            yield Fault(str(stored), "l'objet n'est pas conforme à son schéma.")
    pointers = {
        (pointer.kind, pointer.public_id): pointer for pointer in ObjectPointer.objects.iterator()
    }
    seen: set[tuple[str, str]] = set()
    for live in live_things():
        seen.add((live.kind, live.public_id))
        pointer = pointers.get((live.kind, live.public_id))
        if pointer is None:
            yield Fault(live.public_id, "est en ligne sans objet : validez à nouveau.")
            continue
        if pointer.facets != live.facets:
            yield Fault(live.public_id, "ses facettes ne sont plus celles de la fiche.")
        if pointer.status != live.status:
            yield Fault(
                live.public_id, f"l'objet est « {pointer.status} », la fiche « {live.status} »."
            )
        for document, sha256, kind in (
            (live.body, pointer.body_id, live.kind),
            (live.key, pointer.key_id, f"{live.kind}-key"),
        ):
            if document is None:
                continue
            if sha256_hex(canonical_bytes(document)) != sha256:
                yield Fault(
                    live.public_id, f"la fiche a changé sans que l'objet ({kind}) soit refait."
                )
    for kind in kinds():
        for public_id, facets in kind.facets() if kind.facets else ():
            pointer = pointers.get((kind.name, public_id))
            if pointer is not None and pointer.facets != facets:
                yield Fault(public_id, "ses facettes ne sont plus celles de la fiche.")
    for name, pointer in pointers.items():
        if pointer.status in LIVE_STATUSES and name not in seen:
            yield Fault(
                pointer.public_id,
                f"l'objet est « {pointer.status} », mais la fiche n'est pas en ligne.",
            )


def find_media_faults() -> Iterator[Fault]:
    """Read every stored file once, a piece at a time; yields those that are not what they promise."""
    for media in MediaFile.objects.iterator(chunk_size=500):
        if not is_intact(media):
            yield Fault(
                f"{media} ({media.sha256[:12]})",
                "le fichier manque ou n’est plus celui qui a été déposé : déposez-le à nouveau.",
            )
