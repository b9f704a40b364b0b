"""Who may do what with banks; every view and action asks here. Tokens are made by command only."""

from typing import Any

from content.permissions import require

VIEW = "banks.view_bank"
ADD = "banks.add_bank"
CHANGE = "banks.change_bank"
#: Delete what was never published.
DELETE = "banks.delete_bank"
#: See what the next release would hold, and make it.
PUBLISH = "banks.publish_bank"


def may_publish(user: Any) -> bool:
    """Whether ``user`` may publish banks."""
    return bool(user.is_active and user.has_perm(PUBLISH))


def require_publish(user: Any) -> None:
    """Raises ``Denied`` for who may not publish banks."""
    require(user, PUBLISH)
