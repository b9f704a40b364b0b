"""Who may do what with banks; every view and action asks here."""

from typing import Any


def may_publish(user: Any) -> bool:
    """Whether ``user`` may publish banks."""
    return bool(user.is_active and user.has_perm("banks.publish_bank"))
