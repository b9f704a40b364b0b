"""Who may do what with challenges: Wagtail's permission policy, asked on the server each time."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from wagtail.permissions import policy_registry

from .models import Challenge

View = Callable[..., HttpResponseBase]


def may(user: Any, action: str, challenge: Challenge | None = None) -> bool:
    """Whether ``user`` may ``add``, ``change``, ``publish``… challenges, or this one."""
    policy = policy_registry.get_by_type(Challenge)
    if challenge is None:
        return bool(policy.user_has_permission(user, action))
    return bool(policy.user_has_permission_for_instance(user, action, challenge))


def may_see(user: Any) -> bool:
    """Whether ``user`` may read challenges, drafts and answers included, as Wagtail's list decides."""
    policy = policy_registry.get_by_type(Challenge)
    return bool(policy.user_has_any_permission(user, {"add", "change", "delete", "view"}))


def require(user: Any, action: str, challenge: Challenge | None = None) -> None:
    """Raises ``PermissionDenied``; without a user (a command) everything is allowed."""
    if user is not None and not may(user, action, challenge):
        raise PermissionDenied


def seeing(view: View) -> View:
    """A view for who may read challenges."""

    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may_see(request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return checked
