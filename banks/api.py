"""The read-only API that platforms pull banks with; described at /api/v1/docs."""

from datetime import datetime
from typing import Annotated

from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.views.decorators.http import conditional_page
from ninja import NinjaAPI, Schema
from ninja import PathEx as Param
from ninja.decorators import decorate_view

from content.models import StoredObject
from schemas import load_schema

from .authentication import TokenAuthentication, bank_of, content_scope, token_of
from .enums import Scope
from .models import LatestPointer, Manifest, Release
from .pointers import pointer_document
from .problems import ApiProblem, install
from .serving import (
    IMMUTABLE,
    REVALIDATE,
    bytes_response,
    document_response,
    items,
    not_modified,
    object_is_named,
)

api = NinjaAPI(
    title="Atelier : banques d'épreuves",
    version="1",
    description=(
        "Banques d'épreuves de compétences numériques : publications immuables, nommées par leur "
        "empreinte sha256. Un jeton a une portée : `catalogue` (banques et publications), `player` "
        "(énoncés, jamais de réponse), `engine` (énoncés et réponses)."
    ),
    auth=TokenAuthentication(),
    urls_namespace="api",
    docs_url="/docs",
    openapi_url="/openapi.json",
)
install(api)


class BankOut(Schema):
    """A bank that the token may read."""

    slug: str
    title: str
    description: str
    licence: str
    latest: int | None


class ReleaseOut(Schema):
    """A release of a bank."""

    number: int
    created: datetime
    note: str
    latest: bool


@api.get("/banks", response=list[BankOut], tags=["banques"], summary="Banques du jeton")
@decorate_view(conditional_page)
def list_banks(request: HttpRequest) -> list[dict[str, object]]:
    """The banks that the token may read, with the number of their latest release."""
    banks = token_of(request).banks.select_related("latest__release")
    return [
        {
            "slug": bank.slug,
            "title": str(bank),
            "description": bank.description_fr or "",
            "licence": bank.licence,
            "latest": bank.latest.release.number if hasattr(bank, "latest") else None,
        }
        for bank in banks
    ]


@api.get(
    "/banks/{slug}/releases",
    response=list[ReleaseOut],
    tags=["publications"],
    summary="Publications d'une banque",
)
@decorate_view(conditional_page)
def list_releases(request: HttpRequest, slug: str) -> list[dict[str, object]]:
    """Releases of the bank, newest first."""
    bank = bank_of(request, slug)
    latest = LatestPointer.objects.filter(bank=bank).values_list("release_id", flat=True).first()
    return [
        {
            "number": release.number,
            "created": release.created_at,
            "note": release.note,
            "latest": release.pk == latest,
        }
        for release in bank.releases.order_by("-number")
    ]


@api.get(
    "/banks/{slug}/releases/latest",
    tags=["publications"],
    summary="Pointeur de la dernière publication",
)
def latest_release(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The pointer (schema `pointer`) of the token's scope: number and manifest hash."""
    bank = bank_of(request, slug)
    scope = content_scope(request)
    pointer = LatestPointer.objects.select_related("release", "bank").filter(bank=bank).first()
    if pointer is None:
        raise ApiProblem(404, "Cette banque n'a pas encore de publication.")
    return document_response(request, pointer_document(pointer, scope), REVALIDATE)


@api.get("/banks/{slug}/releases/{number}", tags=["publications"], summary="Manifeste")
def release_manifest(request: HttpRequest, slug: str, number: int) -> HttpResponseBase:
    """The manifest (schema `release`) of the token's scope, in its exact bytes."""
    manifest = _manifest(request, slug, number)
    return bytes_response(request, bytes(manifest.body), manifest.sha256, IMMUTABLE)


@api.get(
    "/banks/{slug}/releases/{number}/items",
    tags=["publications"],
    summary="Épreuves, une par ligne (NDJSON)",
)
def release_items(request: HttpRequest, slug: str, number: int) -> HttpResponseBase:
    """The challenges of the release, streamed; for `engine` each has its `key`."""
    manifest = _manifest(request, slug, number)
    cached = not_modified(request, f"{manifest.sha256}-items", IMMUTABLE)
    if cached is not None:
        return cached
    response = StreamingHttpResponse(
        items(manifest.release, Scope(manifest.scope)), content_type="application/x-ndjson"
    )
    response["ETag"] = f'"{manifest.sha256}-items"'
    response["Cache-Control"] = IMMUTABLE
    response["Vary"] = "Authorization"
    return response


@api.get("/banks/{slug}/objects/{sha256}", tags=["objets"], summary="Objet par son empreinte")
def stored_object(
    request: HttpRequest, slug: str, sha256: Annotated[str, Param(pattern="^[0-9a-f]{64}$")]
) -> HttpResponseBase:
    """An object's exact bytes, if a release of the bank names it in the token's scope."""
    bank = bank_of(request, slug)
    scope = content_scope(request)
    if not object_is_named(bank.pk, sha256, scope):
        raise ApiProblem(404, "Aucune publication de cette banque ne nomme cet objet.")
    cached = not_modified(request, sha256, IMMUTABLE)
    if cached is not None:
        return cached
    stored = StoredObject.objects.get(pk=sha256)
    return bytes_response(request, bytes(stored.body), sha256, IMMUTABLE)


@api.get("/schemas/{name}", tags=["schémas"], summary="Schéma JSON", auth=None)
def schema(request: HttpRequest, name: str) -> HttpResponseBase:
    """A JSON Schema 2020-12 of ours, without token: challenge, challenge-key, release…"""
    try:
        document = load_schema(name.removesuffix(".json"))
    except KeyError:
        raise ApiProblem(404, "Il n'y a pas de schéma de ce nom.") from None
    response = document_response(request, document, "public, max-age=3600")
    response["Access-Control-Allow-Origin"] = "*"
    return response


def _manifest(request: HttpRequest, slug: str, number: int) -> Manifest:
    bank = bank_of(request, slug)
    scope = content_scope(request)
    release = Release.objects.filter(bank=bank, number=number).first()
    if release is None:
        raise ApiProblem(404, f"La publication {number} n'existe pas.")
    return Manifest.objects.select_related("release").get(release=release, scope=scope)
