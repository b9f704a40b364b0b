"""Which addresses of the network a link may lead to: public ones only.

A checked link is hostile until proven otherwise: it may name a private machine, or a name that
resolves into one, today or at the second look. So names are resolved here, every answer is looked
at, and the connection goes to the very address that was looked at.
"""

import ipaddress
import socket
from collections.abc import Collection

from django.utils.translation import gettext as _

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

#: IPv6 addresses that hold an IPv4 address in their last 32 bits (RFC 6052, RFC 8215).
_NAT64 = (ipaddress.ip_network("64:ff9b::/96"), ipaddress.ip_network("64:ff9b:1::/48"))


class RefusedAddress(Exception):
    """A link leads where nobody goes; the message is for people."""


class UnknownHost(Exception):
    """A name that no server knows."""


def is_public(address: Address) -> bool:
    """Whether ``address`` is one of the public network, looking through IPv4 inside IPv6."""
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or _teredo(address) or _nat64(address)
        if inner is not None:
            return is_public(inner)
    return address.is_global and not address.is_multicast and not address.is_reserved


def public_addresses(host: str, port: int, allowed: Collection[Network] = ()) -> list[str]:
    """The addresses of ``host``, all public or in ``allowed`` networks.

    Raises ``RefusedAddress`` when one of them is not: a name with one private answer is not
    trusted for its others. ``UnknownHost`` when it has none.
    """
    try:
        answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise UnknownHost(_("Le nom « %(host)s » ne mène nulle part.") % {"host": host}) from error
    found = list(dict.fromkeys(str(answer[4][0]).partition("%")[0] for answer in answers))
    for text in found:
        address = ipaddress.ip_address(text)
        if not (is_public(address) or any(address in network for network in allowed)):
            raise RefusedAddress(
                _("« %(host)s » mène à une adresse privée (%(address)s) : elle n'est pas visitée.")
                % {"host": host, "address": text}
            )
    return found


def _teredo(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    return address.teredo[1] if address.teredo else None


def _nat64(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    if any(address in network for network in _NAT64):
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return None
