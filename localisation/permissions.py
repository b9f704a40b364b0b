"""Who may translate: one permission a language (declared by ``models.py``)."""

from typing import Any


def translate(code: str) -> str:
    """``app.codename`` of translating into the language ``code`` (Django's)."""
    return f"localisation.translate_{code.replace('-', '_')}"


def may_translate(user: Any, code: str) -> bool:
    """Whether ``user`` may translate into the language ``code``."""
    return bool(user.is_active and user.has_perm(translate(code)))
