"""Who may play which bank, and whose a session is."""

from typing import Any

from django.http import HttpRequest

from .models import PlaySession
from .releases import BankInfo

_SESSION_KEY = "play_sessions"
#: A browser without account keeps its last sessions only.
_KEPT = 50


def may_play(user: Any, bank: BankInfo) -> bool:
    """Public banks are for everybody, the others for people with an account."""
    return bank.public or bool(user.is_authenticated and user.is_active)


def owns(request: HttpRequest, session: PlaySession) -> bool:
    """Whether ``session`` was started by this account, or without account by this browser."""
    if session.owner_id is not None:
        return bool(session.owner_id == request.user.pk)
    return str(session.pk) in request.session.get(_SESSION_KEY, [])


def remember(request: HttpRequest, session: PlaySession) -> None:
    """Let this browser come back to a session started without account."""
    if session.owner_id is None:
        kept = [*request.session.get(_SESSION_KEY, []), str(session.pk)]
        request.session[_SESSION_KEY] = kept[-_KEPT:]
