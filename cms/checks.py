"""System checks that keep the demo out of production."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Critical
from django.db import DatabaseError


def demo_accounts() -> list[str]:
    """Usernames of demo accounts that exist."""
    from django.contrib.auth import get_user_model

    try:
        users = get_user_model().objects.filter(username__in=settings.DEMO_ACCOUNTS)
        return sorted(users.values_list("username", flat=True))
    except DatabaseError:
        return []  # not migrated yet: nobody is there


def check_no_demo_accounts(
    app_configs: Sequence[AppConfig] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """``cms.C001``: a demo account exists where the demo is off."""
    if settings.DEMO:
        return []
    found = demo_accounts()
    if not found:
        return []
    return [
        Critical(
            f"Demo accounts exist: {', '.join(found)}.",
            hint="Delete them: production never runs with accounts whose password is known.",
            id="cms.C001",
        )
    ]
