"""Looking at every link that is due, and keeping what was found."""

import ipaddress
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from ..models import CheckedLink, LinkLook
from ..models.links import url_key
from ..text import batched
from .addresses import Network
from .fetching import Limits, Seen
from .outcomes import FAILURES, Outcome
from .polite import Politeness, look_at_all
from .registry import link_uses

#: Looks kept of each link, and links written in one transaction.
KEPT = 20
BATCH = 50


def due_links(urls: Iterable[str], older_than: timedelta) -> list[str]:
    """Those of ``urls`` that nobody looked at since ``older_than``, each once, trusted hosts left out."""
    trusted = set(settings.ATELIER_LINKS_TRUSTED)
    wanted = {url_key(url): url for url in urls if _host(url) not in trusted}
    limit = timezone.now() - older_than
    fresh: set[str] = set()
    for keys in batched(wanted, 500):
        recent = CheckedLink.objects.filter(key__in=keys, checked_at__gt=limit)
        fresh |= set(recent.values_list("key", flat=True))
    return [url for key, url in wanted.items() if key not in fresh]


def check_links(urls: Iterable[str]) -> Iterator[CheckedLink]:
    """Look at each of ``urls`` and keep what is found, answering rows as they are written."""
    found = look_at_all(urls, limits(), politeness())
    for batch in batched(found, BATCH):
        with transaction.atomic():
            rows = [record(seen) for seen in batch]
        yield from rows


def used_urls() -> list[str]:
    """Every address that something uses, each once."""
    return list(dict.fromkeys(use.url for use in link_uses()))


def record(seen: Seen, at: datetime | None = None) -> CheckedLink:
    """Keep one look: the link's row, and its history. Within a transaction."""
    at = at or timezone.now()
    said = {
        "outcome": seen.outcome.value,
        "status": seen.status,
        "moved_to": seen.moved_to[:2000],
        "detail": seen.detail[:500],
    }
    fails, answers = seen.outcome in FAILURES, seen.outcome in {Outcome.OK, Outcome.MOVED}
    link = CheckedLink.objects.select_for_update().filter(key=url_key(seen.url)).first()
    if link is None:
        link = CheckedLink(key=url_key(seen.url), url=seen.url[:2000], since=at)
    elif link.outcome != said["outcome"]:
        link.since = at
    if fails:
        link.failures += 1
        link.first_failure_at = link.first_failure_at or at
    elif answers:
        link.failures, link.first_failure_at, link.last_ok_at = 0, None, at
    for name, value in said.items():
        setattr(link, name, value)
    link.checked_at = at
    link.save()
    LinkLook.objects.create(link=link, at=at, milliseconds=seen.milliseconds, **said)
    old = link.looks.values_list("pk", flat=True)[KEPT:]
    LinkLook.objects.filter(pk__in=list(old)).delete()
    return link


def limits() -> Limits:
    """What settings say of time and of private networks that may be visited."""
    networks: list[Network] = [
        ipaddress.ip_network(text) for text in settings.ATELIER_LINKS_ALLOWED_NETWORKS
    ]
    return Limits(settings.ATELIER_LINKS_SECONDS, tuple(networks))


def politeness() -> Politeness:
    """What settings say of how many at once."""
    chosen: dict[str, Any] = dict(settings.ATELIER_LINKS_POLITENESS)
    return Politeness(**chosen)


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""
