"""Origins whose simulators may be shown by their address: exact ones, named in the settings."""

import re
from urllib.parse import urlsplit

from django.conf import settings

#: Lower-case ASCII labels; punycode is refused, since nobody can tell such names apart by eye.
_HOST = re.compile(
    r"(?=.{1,253}\Z)(?:(?!xn--)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?!xn--)[a-z]{2,63}"
)
_UNSAFE = re.compile(r"[\x00-\x20\x7f-\x9f\\\"'<>^`{|}\s]")


def origin_of(url: str) -> str | None:
    """``https://host`` of an address without surprises, None for any other.

    Refused: another scheme, a user or password, a port, an address in numbers, a name that is not
    plain ASCII or is punycode, white space, control characters and backslashes (browsers and this
    library read them differently), upper case in the host.
    """
    if not isinstance(url, str) or len(url) > 2000 or not url.isascii() or _UNSAFE.search(url):
        return None
    if not url.startswith("https://"):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return f"https://{parts.netloc}" if _HOST.fullmatch(parts.netloc) else None


def allowed_origins() -> frozenset[str]:
    """What ``ATELIER_EMBED_ORIGINS`` names; entries that are no plain origin count for nothing."""
    named = (entry.rstrip("/") for entry in settings.ATELIER_EMBED_ORIGINS)
    return frozenset(entry for entry in named if origin_of(entry) == entry)


def is_allowed(url: str) -> bool:
    """Whether ``url`` leads to an origin on the list; compares whole origins, never beginnings."""
    origin = origin_of(url)
    return origin is not None and origin in allowed_origins()
