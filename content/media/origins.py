"""Which simulators' addresses may be embedded."""

from urllib.parse import urlsplit

from django.conf import settings


def is_allowed(url: str) -> bool:
    """Whether the origin of ``url`` is on the allow-list."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}" in getattr(settings, "ATELIER_EMBED_ORIGINS", [])
