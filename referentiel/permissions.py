"""Who may do what with the referential: checked on the server, on every page and action."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase

VIEW = "referentiel.view_framework"
CHANGE_FRAMEWORK = "referentiel.change_framework"
ADD_FRAMEWORK = "referentiel.add_framework"
CHANGE_SKILL = "referentiel.change_skill"
ADD_SKILL = "referentiel.add_skill"
CHANGE_TOPIC = "referentiel.change_topic"
CHANGE_CONTEXT = "referentiel.change_context"
ALIGN = "referentiel.change_alignment"
CONFIRM = "referentiel.confirm_alignment"

View = Callable[..., HttpResponseBase]


def requires(permission: str, to_write: str = "") -> Callable[[View], View]:
    """A view that needs ``permission``, and ``to_write`` for everything but GET and HEAD."""

    def decorate(view: View) -> View:
        @wraps(view)
        def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            needed = [permission]
            if to_write and request.method not in {"GET", "HEAD"}:
                needed.append(to_write)
            if not request.user.has_perms(needed):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return checked

    return decorate


def may(user: Any, *permissions: str) -> bool:
    """Whether ``user`` has all ``permissions``."""
    return bool(user.has_perms(permissions))


def may_import(user: Any) -> bool:
    """Importing may add, change and remove everything of a framework, and confirm alignments."""
    return may(
        user, ADD_FRAMEWORK, CHANGE_FRAMEWORK, CHANGE_SKILL, ALIGN, CONFIRM,
        "referentiel.delete_competence", "referentiel.delete_skill",
    )  # fmt: skip
