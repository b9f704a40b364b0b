"""Tutorial → document (DOCUMENTS.md): the one builder."""

from collections.abc import Iterator
from typing import cast

from django.db.models import QuerySet

from content.media.roles import MediaRole
from content.minting import Document, Live, current
from content.models import MediaFile
from content.text import clean_text
from localisation.languages import SOURCE, locale_of, localised

from .enums import TutorialKind
from .models import Tutorial, TutorialMedia


def tutorial_document(tutorial: Tutorial, version: int = 1, revision: int = 1) -> Document:
    """The document of ``tutorial`` as it is now, complete or not. Texts are the French ones."""
    article = tutorial.kind == TutorialKind.ARTICLE
    media = [medium for medium in tutorial.media.all() if medium.file_id] if article else []
    return {
        "schema": "tutorial/1",
        "id": tutorial.public_id,
        "version": version,
        "revision": revision,
        "kind": tutorial.kind,
        "format": tutorial.format,
        "duration": tutorial.duration,
        "source": clean_text(tutorial.source).strip() or None,
        "language": tutorial.language,
        "levels": _levels(tutorial),
        "favourite": tutorial.favourite,
        "tags": [clean_text(tag) for tag in tutorial.tags],
        "rights": {"licence": tutorial.licence, "attribution": tutorial.attribution or None},
        "note": clean_text(tutorial.note).strip() or None,
        "media": [_medium(medium) for medium in media],
        "locales": {
            locale_of(SOURCE): {
                "kind": "source",
                "title": _text(tutorial, "title"),
                "body": (_text(tutorial, "body") or None) if article else None,
                "url": None if article else (_text(tutorial, "url") or None),
                "media": {medium.key: words for medium in media if (words := _words(medium))},
            }
        },
    }


def live_tutorial(tutorial: Tutorial, version: int, revision: int) -> Live:
    """What is minted of ``tutorial``, with the facets that it is selected by."""
    body = tutorial_document(tutorial, version, revision)
    facets = {
        "language": tutorial.language,
        "format": tutorial.format,
        "tags": tutorial.tags,
        "media": media_facets(body),
    }
    return Live("tutorial", tutorial.public_id, tutorial.status, body, facets=facets)


def media_facets(body: Document) -> list[Document]:
    """``{sha256, mime, size}`` of every picture of a tutorial's document, by hash."""
    files = {
        row["sha256"]: {n: row[n] for n in ("sha256", "mime", "size")} for row in body["media"]
    }
    return [files[sha256] for sha256 in sorted(files)]


def live_tutorials() -> Iterator[Live]:
    """Every validated tutorial, at the version that its pointer has."""
    for tutorial in ready_for_documents(Tutorial.objects.filter(live=True)):
        pointer = current("tutorial", tutorial.public_id)
        version, revision = (pointer.version, pointer.revision or 1) if pointer else (1, 1)
        yield live_tutorial(tutorial, version, revision)


def ready_for_documents(tutorials: QuerySet[Tutorial]) -> QuerySet[Tutorial]:
    """``tutorials`` with everything that their documents are made of, in a few queries."""
    return tutorials.prefetch_related("media__file")


def _levels(tutorial: Tutorial) -> Document | None:
    low, high = tutorial.level_min, tutorial.level_max
    if low is None and high is None:
        return None
    return {"min": low or 1, "max": high or 9}


def _medium(medium: TutorialMedia) -> Document:
    file = cast(MediaFile, medium.file)  # rows without a file are left out
    return {
        "id": medium.key,
        "role": MediaRole.ILLUSTRATION.value,
        "sha256": file.sha256,
        "mime": file.mime,
        "size": file.size,
        "name": clean_text(file.name),
        "rights": {"licence": medium.licence, "attribution": medium.attribution or None},
    }


def _words(medium: TutorialMedia) -> Document | None:
    if medium.decorative:
        return {"alt": ""}
    alt = _text(medium, "alt")
    return {"alt": alt} if alt else None


def _text(instance: Tutorial | TutorialMedia, field: str) -> str:
    return clean_text(getattr(instance, localised(field, SOURCE))).strip()
