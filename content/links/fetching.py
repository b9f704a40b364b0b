"""One look at one link: where it leads and what answers, within a bounded time.

Nothing of the body is read: the head says whether a link works, and a server that sends gigabytes
sends them to nobody.
"""

import contextlib
import socket
import threading
import time
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from http.client import HTTPException
from urllib.parse import urljoin

from django.utils.translation import gettext as _
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError, LocationParseError, NewConnectionError
from urllib3.util import parse_url

from .addresses import Network, RefusedAddress, UnknownHost, public_addresses
from .outcomes import Outcome, outcome_of

#: Followed at most; browsers follow 20.
MOST_REDIRECTS = 10
_PORTS = {"http": 80, "https": 443}
_PERMANENT = {301, 308}
_REDIRECTS = {301, 302, 303, 307, 308}
_AGENT = "AtelierLinkCheck/1"


@dataclass(frozen=True)
class Limits:
    """Seconds for the whole look, redirects included, and networks that may be visited though private."""

    seconds: float = 20
    allowed: Collection[Network] = ()


@dataclass(frozen=True)
class Seen:
    """What a look at a link found. ``status`` is the last HTTP status, None without an answer."""

    url: str
    outcome: Outcome
    status: int | None = None
    #: Where its permanent redirects end; "" when there are none.
    moved_to: str = ""
    detail: str = ""
    milliseconds: int = 0


def look(url: str, limits: Limits = Limits()) -> Seen:
    """Follow ``url`` to its end. Never raises: whatever happens is an outcome."""
    start = time.monotonic()
    try:
        seen = _follow(url, limits, start + limits.seconds)
    except RefusedAddress as error:
        seen = Seen(url, Outcome.REFUSED, detail=str(error))
    except UnknownHost as error:
        seen = Seen(url, Outcome.BROKEN, detail=str(error))
    except TimeoutError:
        seen = Seen(url, Outcome.TIMEOUT, detail=_late(limits))
    except (HTTPError, HTTPException, OSError, ValueError) as error:
        late = time.monotonic() - start >= limits.seconds
        seen = (
            Seen(url, Outcome.TIMEOUT, detail=_late(limits))
            if late
            else Seen(url, Outcome.BROKEN, detail=_failure(error))
        )
    elapsed = round((time.monotonic() - start) * 1000)
    return Seen(seen.url, seen.outcome, seen.status, seen.moved_to, seen.detail, elapsed)


def _follow(url: str, limits: Limits, deadline: float) -> Seen:
    here, moved, permanent = url, "", True
    for _hop in range(MOST_REDIRECTS + 1):
        status, location = _head(here, limits, deadline)
        if status not in _REDIRECTS or not location:
            outcome = outcome_of(status)
            if outcome == Outcome.OK and moved:
                outcome = Outcome.MOVED
            return Seen(url, outcome, status, moved)
        here = urljoin(here, location)
        permanent = permanent and status in _PERMANENT
        if permanent:
            moved = here
    return Seen(url, Outcome.BROKEN, detail=_("Plus de dix redirections : le lien tourne en rond."))


def _head(url: str, limits: Limits, deadline: float) -> tuple[int, str]:
    """Status and Location of a GET on ``url``; the body is left unread."""
    parts = parse_url(url)
    if parts.scheme not in _PORTS or not parts.host:
        raise RefusedAddress(_("Ce lien ne mène pas à une page web : %(url)s") % {"url": url[:200]})
    if parts.auth:
        raise RefusedAddress(_("Ce lien contient un nom ou un mot de passe : il n'est pas visité."))
    port = parts.port or _PORTS[parts.scheme]
    addresses = public_addresses(parts.host.strip("[]"), port, limits.allowed)
    connection = _connection(parts.scheme, parts.host, port, addresses, deadline)
    with contextlib.closing(connection), _killed_at(deadline, connection):
        connection.request(
            "GET",
            parts.request_uri,
            headers={"User-Agent": _AGENT, "Accept": "*/*", "Accept-Encoding": "identity"},
            preload_content=False,
        )
        response = connection.getresponse()
        return response.status, response.headers.get("Location", "")


class _Pinned:
    """A connection that goes to addresses that were looked at, and to no other."""

    addresses: list[str]
    deadline: float

    def _new_conn(self) -> socket.socket:
        last: OSError | None = None
        for address in self.addresses:
            left = self.deadline - time.monotonic()
            if left <= 0:
                raise TimeoutError
            try:
                return socket.create_connection(
                    (address, self.port),  # type: ignore[attr-defined]
                    timeout=left / 2 if len(self.addresses) > 1 else left,
                )
            except OSError as error:
                last = error
        raise NewConnectionError(self, str(last)) from last  # type: ignore[arg-type]


class _PinnedHTTP(_Pinned, HTTPConnection):
    pass


class _PinnedHTTPS(_Pinned, HTTPSConnection):
    pass


def _connection(
    scheme: str, host: str, port: int, addresses: list[str], deadline: float
) -> HTTPConnection:
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    kind = _PinnedHTTPS if scheme == "https" else _PinnedHTTP
    try:
        connection = kind(host, port, timeout=left)
    except LocationParseError as error:
        raise ValueError(str(error)) from error
    connection.addresses, connection.deadline = addresses, deadline
    return connection


@contextlib.contextmanager
def _killed_at(deadline: float, connection: HTTPConnection) -> Iterator[None]:
    """Shut the connection at the deadline: one byte every few seconds resets no clock of ours."""

    def kill() -> None:
        sock = connection.sock
        if sock is not None:
            with contextlib.suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)

    timer = threading.Timer(max(0, deadline - time.monotonic()), kill)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _late(limits: Limits) -> str:
    return _("Pas de réponse en %(n)s secondes.") % {"n": round(limits.seconds)}


def _failure(error: Exception) -> str:
    """What went wrong, in words; the library's own text is for who looks closer."""
    if "CERTIFICATE" in str(error).upper():
        return _("Le certificat du site n'est pas valable.")
    if isinstance(error, ValueError):
        return _("Ce lien n'est pas une adresse.")
    return _("Le site ne répond pas comme un site web : %(error)s") % {"error": str(error)[:200]}
