"""How people are called on screen and in mails."""

from typing import Any

from django.utils.translation import gettext as _


def name_of(user: Any) -> str:
    """The full name, else the account's; « quelqu'un » when nobody is known."""
    if user is None:
        return _("quelqu'un")
    return str(user.get_full_name() or user.get_username())
