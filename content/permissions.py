"""Refusing with a sentence: what the role does not permit, and which roles do.

Rooms name what they ask for in their own ``permissions.py`` and raise ``Denied``; ``refusing`` turns
it, and Wagtail's own refusals, into a message on the admin's home, or into JSON for scripts.
"""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import URLPattern, URLResolver
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.utils.urlpatterns import decorate_urlpatterns

#: Bring in a file; read and export the audit log.
ADD_MEDIA = "content.add_mediafile"
VIEW_AUDIT_LOG = "content.view_audit_log"

View = Callable[..., HttpResponseBase]


class Denied(PermissionDenied):
    """A refusal that knows which ``app.codename`` were asked for; its text names who has them."""

    def __init__(self, *permissions: str) -> None:
        self.permissions = permissions
        super().__init__(permissions)

    def __str__(self) -> str:
        return sentence(self.permissions)


class DeniedEither(Denied):
    """A refusal where any one of ``permissions`` would have been enough."""

    def __str__(self) -> str:
        return _naming(sorted({role for one in self.permissions for role in roles_with([one])}))


def require(user: Any, *permissions: str) -> None:
    """Raises ``Denied`` when ``user`` lacks one of ``permissions`` (``app.codename``)."""
    if not (user.is_active and user.has_perms(permissions)):
        raise Denied(*permissions)


def requires(*permissions: str) -> Callable[[View], View]:
    """A view for who has all ``permissions``."""

    def decorate(view: View) -> View:
        @wraps(view)
        def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            require(request.user, *permissions)
            return view(request, *args, **kwargs)

        return checked

    return decorate


def roles_with(permissions: Iterable[str]) -> list[str]:
    """The names of the groups that have all ``permissions``, as the database says now."""
    wanted = set(permissions)
    if not wanted:
        return []
    known = Q()
    for permission in wanted:
        app, _dot, codename = permission.partition(".")
        known |= Q(permissions__content_type__app_label=app, permissions__codename=codename)
    groups = Group.objects.filter(known).annotate(n=Count("permissions", distinct=True))
    return list(groups.filter(n=len(wanted)).order_by("name").values_list("name", flat=True))


def sentence(permissions: Iterable[str] = ()) -> str:
    """What is said to who lacks ``permissions``: nothing was done, who may, whom to ask."""
    return _naming(roles_with(permissions))


def _naming(roles: list[str]) -> str:
    if not roles:
        return _(
            "Votre compte ne permet pas cette action : rien n'a été fait. "
            "Adressez-vous à une personne qui administre l'atelier."
        )
    named = ", ".join(_("« %(name)s »") % {"name": role} for role in roles)
    return _(
        "Votre compte ne permet pas cette action : rien n'a été fait. Elle demande l'un de ces "
        "rôles : %(roles)s. Adressez-vous à une personne qui administre l'atelier."
    ) % {"roles": named}


def refusing(view: View) -> View:
    """``view``, whose refusals are sentences: Wagtail's own say neither what nor who may."""

    @wraps(view)
    def explained(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except PermissionDenied as refusal:
            return refused(request, str(refusal) or sentence(_asked_by(view)))

    explained.explains_refusals = True  # type: ignore[attr-defined]
    return explained


def refusing_all(patterns: list[Any]) -> list[URLPattern | URLResolver]:
    """``patterns`` whose views all refuse with a sentence."""
    return list(decorate_urlpatterns(patterns, refusing))


def refused(request: HttpRequest, why: str) -> HttpResponse:
    """The answer that says ``why``: JSON for scripts, else a message on the admin's home."""
    if wants_json(request):
        return refused_as_json(why, forbidden=True)
    messages.error(request, why)
    return redirect("wagtailadmin_home")


def refused_as_json(why: str, *, forbidden: bool = False) -> JsonResponse:
    """403 for scripts, with the keys that ours read, and those that Wagtail's autosave reads.

    ``forbidden``: the account may not, and signing in again would not help.
    """
    said = {"error": why, "success": False, "error_code": "locked", "error_message": why}
    if forbidden:
        said["forbidden"] = True
    return JsonResponse(said, status=403)


def wants_json(request: HttpRequest) -> bool:
    """Whether a script asks, which would take a redirection for an answer."""
    by_script = request.headers.get("x-requested-with") == "XMLHttpRequest"
    return by_script or not request.accepts("text/html")


def _asked_by(view: Any) -> list[str]:
    """What a view of Wagtail asks for, as far as its class says."""
    view_class = getattr(view, "view_class", None)
    model = getattr(view, "view_initkwargs", {}).get("model", getattr(view_class, "model", None))
    action = getattr(view_class, "permission_required", None)
    if model is None or not isinstance(action, str):
        return []
    return [f"{model._meta.app_label}.{action}_{model._meta.model_name}"]
