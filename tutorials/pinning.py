"""Older versions of tutorials, for releases that name them."""

from collections.abc import Iterable

from content.enums import Status
from content.minting import load
from content.models import ObjectPointer

from .documents import media_facets
from .models import TutorialVersion


def pinned_versions(wanted: Iterable[tuple[str, int]]) -> list[ObjectPointer]:
    """Unsaved pointers at versions, ``(public id, version)``, each at its last revision.

    What does not exist is left out: a reference to it is refused before it goes live.
    """
    versions = set(wanted)
    rows = (
        TutorialVersion.objects.filter(tutorial__public_id__in={name for name, _ in versions})
        .select_related("tutorial", "body")
        .order_by("version", "revision")
    )
    latest = {(row.tutorial.public_id, row.version): row for row in rows}
    return [
        ObjectPointer(
            kind="tutorial",
            public_id=name,
            version=version,
            revision=row.revision,
            status=Status.VALIDATED,
            body=row.body,
            facets={"media": media_facets(load(row.body))},
        )
        for name, version in sorted(versions)
        if (row := latest.get((name, version))) is not None
    ]
