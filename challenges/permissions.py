"""Who may do what with challenges: Wagtail's permission policy, asked on the server each time.

One name an action; which role has it is in ``cms/roles.py``. Who wrote a change never decides about
it, whatever their permissions: ``content.review.actions`` asks for that.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from wagtail.permissions import policy_registry

from content.permissions import Denied

from .models import Challenge, SavedFilter

#: Read challenges, drafts and answers included: lists, families, comparisons, histories, exports.
VIEW = "challenges.view_challenge"
#: Begin one: new, variant, duplicate.
ADD = "challenges.add_challenge"
#: Write a draft, tag, move, submit to review.
CHANGE = "challenges.change_challenge"
SUBMIT = CHANGE
#: Delete what was never validated.
DELETE = "challenges.delete_challenge"
#: Take a review, plan it, decide.
REVIEW = "challenges.review_challenge"
#: Steps after validation: archive, retire, plan or cancel a validation.
PUBLISH = "challenges.publish_challenge"
ARCHIVE = RETIRE = PUBLISH
#: Lock a challenge against others; take off a lock that somebody else put on.
LOCK = "challenges.lock_challenge"
UNLOCK = "challenges.unlock_challenge"
#: Show a saved filter to the team; tidy up those of others.
SHARE_FILTERS = "challenges.add_savedfilter"
TIDY_FILTERS = "challenges.change_savedfilter"

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


def may_share_filters(user: Any) -> bool:
    """Whether ``user`` may show a saved filter to the team."""
    return bool(user.has_perm(SHARE_FILTERS))


def may_change_filter(user: Any, saved: SavedFilter) -> bool:
    """Who made a filter renames and deletes it; who administrates may tidy up."""
    return saved.owner_id == user.pk or bool(user.has_perm(TIDY_FILTERS))


def require(user: Any, action: str, challenge: Challenge | None = None) -> None:
    """Raises ``Denied``; without a user (a command) everything is allowed."""
    if user is not None and not may(user, action, challenge):
        raise Denied(f"challenges.{action}_challenge")


def seeing(view: View) -> View:
    """A view for who may read challenges."""

    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may_see(request.user):
            raise Denied(VIEW)
        return view(request, *args, **kwargs)

    return checked
