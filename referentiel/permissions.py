"""Who may do what with the referential: checked on the server, on every page and action."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from content.permissions import require

#: Read trees, grids, skills, alignments, histories; export a framework.
VIEW = "referentiel.view_framework"
VIEW_CONTEXT = "referentiel.view_context"
CHANGE_FRAMEWORK = "referentiel.change_framework"
ADD_FRAMEWORK = "referentiel.add_framework"
CHANGE_SKILL = "referentiel.change_skill"
ADD_SKILL = "referentiel.add_skill"
CHANGE_TOPIC = "referentiel.change_topic"
DELETE_SKILL = "referentiel.delete_skill"
ADD_CONTEXT = "referentiel.add_context"
CHANGE_CONTEXT = "referentiel.change_context"
ALIGN = "referentiel.change_alignment"
CONFIRM = "referentiel.confirm_alignment"
#: Importing may add, change and remove everything of a framework, and confirm alignments.
IMPORT = (
    ADD_FRAMEWORK, CHANGE_FRAMEWORK, CHANGE_SKILL, ALIGN, CONFIRM,
    "referentiel.delete_competence", DELETE_SKILL,
)  # fmt: skip

View = Callable[..., HttpResponseBase]


def requires(permission: str, to_write: str = "") -> Callable[[View], View]:
    """A view that needs ``permission``, and ``to_write`` for everything but GET and HEAD."""

    def decorate(view: View) -> View:
        @wraps(view)
        def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            needed = [permission]
            if to_write and request.method not in {"GET", "HEAD"}:
                needed.append(to_write)
            require(request.user, *needed)
            return view(request, *args, **kwargs)

        return checked

    return decorate


def may(user: Any, *permissions: str) -> bool:
    """Whether ``user`` has all ``permissions``."""
    return bool(user.has_perms(permissions))


def may_import(user: Any) -> bool:
    """Whether ``user`` may import frameworks."""
    return may(user, *IMPORT)
