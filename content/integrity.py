"""Whether what is live and what is stored still say the same."""

from collections.abc import Iterator
from dataclasses import dataclass

from schemas import is_valid

from .canonical import canonical_bytes, sha256_hex
from .models import ObjectPointer, StoredObject
from .registry import live_things


@dataclass(frozen=True)
class Fault:
    """Something that is not as it must be: what it is about, and a French sentence."""

    about: str
    message: str


def find_faults() -> Iterator[Fault]:
    """Go through every object, then every live thing; yields what is wrong."""
    for stored in StoredObject.objects.iterator(chunk_size=500):
        if sha256_hex(bytes(stored.body)) != stored.sha256:
            yield Fault(str(stored), "le contenu ne correspond plus à son empreinte.")
    pointers = {
        (pointer.kind, pointer.public_id): pointer for pointer in ObjectPointer.objects.iterator()
    }
    for live in live_things():
        pointer = pointers.get((live.kind, live.public_id))
        if pointer is None:
            yield Fault(live.public_id, "est en ligne sans objet : validez à nouveau.")
            continue
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
            if not is_valid(document, kind):
                yield Fault(live.public_id, f"le document ({kind}) n'est plus conforme au schéma.")
            elif sha256_hex(canonical_bytes(document)) != sha256:
                yield Fault(
                    live.public_id, f"la fiche a changé sans que l'objet ({kind}) soit refait."
                )
