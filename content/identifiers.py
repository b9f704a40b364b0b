"""Public ids: a prefix and base62 characters. They never change and are never used again."""

import secrets
import string

ALPHABET = string.digits + string.ascii_uppercase + string.ascii_lowercase


def new_public_id(prefix: str, length: int = 12) -> str:
    """A new random id such as ``challengeAb3…``; 12 characters hold 71 bits."""
    return prefix + "".join(secrets.choice(ALPHABET) for _ in range(length))


def new_child_id(prefix: str, length: int = 6) -> str:
    """A new random id inside one challenge (a choice, an option): says nothing of what is right."""
    return new_public_id(prefix, length)
