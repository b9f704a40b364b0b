"""Bringing a file in, and showing a draft's file to who has its address."""

from typing import Any

from django.conf import settings
from django.core.signing import BadSignature, SignatureExpired
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from runner.serving import serve_file, serve_simulator

from ..models import MediaFile
from ..permissions import ADD_MEDIA, refused_as_json, sentence
from .accepting import accept
from .addresses import address, sha256_of
from .errors import MediaMissing, MediaRefused
from .kinds import PICTURES, ZIP
from .storing import open_media

_SHOWN_IN_PAGES = frozenset(kind.mime for kind in PICTURES)


@require_POST
def upload(request: HttpRequest) -> HttpResponse:
    """Accept one file for ``?role=``; 422 with a sentence when it is refused.

    Only for who may enter the admin (the address is registered with Wagtail) and add files.
    """
    if not request.user.has_perm(ADD_MEDIA):
        return refused_as_json(sentence([ADD_MEDIA]), forbidden=True)
    file = request.FILES.get("file")
    try:
        if file is None:
            raise MediaRefused(_missing_file(request))
        media = accept(file, request.GET.get("role", ""), request.user)
    except MediaRefused as refused:
        return _refusal(" ".join(refused.messages), status=422)
    return JsonResponse(describe(media))


def describe(media: MediaFile) -> dict[str, Any]:
    """What the form's field shows of a file."""
    return {
        "id": media.sha256,
        "name": media.name,
        "mime": media.mime,
        "size": media.size,
        "width": media.width,
        "height": media.height,
        "url": address(media),
    }


@require_safe
def trial(request: HttpRequest, token: str, path: str = "") -> HttpResponse:
    """A draft's file, or one file of a draft's simulator, for who has a valid address."""
    try:
        sha256 = sha256_of(token)
    except SignatureExpired:
        return HttpResponse(
            _("Cette adresse d’essai a expiré : rechargez l’aperçu de l’épreuve."),
            status=410,
            content_type="text/plain; charset=utf-8",
        )
    except BadSignature as error:
        raise Http404 from error
    media = get_object_or_404(MediaFile, pk=sha256)
    try:
        file = open_media(media)
    except MediaMissing as error:
        raise Http404 from error
    if path and media.mime == ZIP.mime:
        with file:
            folder = request.path.removesuffix(path)
            return serve_simulator(file, path, request.build_absolute_uri(folder))
    if path:
        file.close()
        raise Http404
    download = media.mime not in _SHOWN_IN_PAGES
    return serve_file(file, mime=media.mime, name=media.name, download=download)


def _missing_file(request: HttpRequest) -> str:
    length = request.META.get("CONTENT_LENGTH") or "0"
    if length.isdecimal() and int(length) > settings.ATELIER_UPLOAD_MAX_BYTES:
        return _("Ce fichier est beaucoup trop gros : choisissez-en un plus léger.")
    return _("Aucun fichier n’est arrivé : choisissez-le à nouveau.")


def _refusal(sentence: str, *, status: int) -> JsonResponse:
    return JsonResponse({"error": sentence}, status=status)
