"""Who may do what with banks; every view and action asks here."""

from typing import Any


def may_publish(user: Any) -> bool:
    """Whether ``user`` may publish banks."""
    return bool(user.is_active and user.has_perm("banks.publish_bank"))


def may_see_banks(user: Any) -> bool:
    """Whether ``user`` may see banks and their releases in the admin."""
    return may_publish(user) or bool(user.is_active and user.has_perm("banks.view_bank"))
