"""Which addresses may be connected to: only those that anyone on the Internet could ask as well.

Links and redirects come from pages we do not write. Without this a page could have us
ask the metadata service of a cloud, a router or a database behind the firewall.
"""

from __future__ import annotations

import socket
from collections.abc import Collection
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

SocketAddress = tuple[object, ...]  # as socket.connect takes it: address, port and, for IPv6, two more

# The lists of Python 3.11 differ from one patch release to the next, and its is_global is true for
# multicast. These are of the IANA special-purpose registries, as of 2026.
_NOT_PUBLIC_4 = tuple(
    IPv4Network(net)
    for net in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",  # carrier-grade NAT; some clouds have their metadata here
        "127.0.0.0/8",
        "169.254.0.0/16",  # link-local; the metadata service of most clouds
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.88.99.0/24",  # 6to4 relays
        "192.168.0.0/16",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",
        "240.0.0.0/4",
    )
)
# All that is assigned to unicast; so mapped IPv4, NAT64 and private ranges are out by not being in it.
_UNICAST_6 = IPv6Network("2000::/3")
_NOT_PUBLIC_6 = tuple(
    IPv6Network(net)
    for net in (
        "2001::/23",
        "2001:db8::/32",
        "2002::/16",
        "3fff::/20",
    )  # Teredo and others, 6to4, documentation
)


class BlockedAddress(Exception):  # noqa: N818 - no error of ours: it becomes a FetchError
    """A host is at no address that may be asked, but at *address*; "" = at none that we can find out.

    It is no OSError, so that urllib3 lets it through.
    """

    def __init__(self, host: str, address: str = "") -> None:
        self.host, self.address = host, address
        super().__init__(f"{host} is at {address}")


def is_public(address: str) -> bool:
    """Return whether *address* (a literal, with or without a zone) is a unicast address of the Internet."""
    ip = ip_address(address)
    if isinstance(ip, IPv4Address):
        return not any(ip in net for net in _NOT_PUBLIC_4)
    plain = IPv6Address(int(ip))  # without the zone
    return plain in _UNICAST_6 and not any(plain in net for net in _NOT_PUBLIC_6)


def is_allowed(host: str, allow_hosts: Collection[str]) -> bool:
    """Return whether *host* is named in *allow_hosts*, exactly but for case, brackets and a final dot."""
    wanted = _plain(host)
    return any(_plain(name) == wanted for name in allow_hosts)


def resolve_allowed(host: str, port: int, allow_hosts: Collection[str]) -> list[tuple[int, SocketAddress]]:
    """Return (family, socket address) of each address of *host* that may be asked, best first.

    Connect to one of these and to nothing else: a name asked twice may give two answers.

    Raises:
        RefusedAddress: It has addresses, but none that is public, and is not in *allow_hosts*.
        OSError: The name cannot be resolved.
    """
    try:
        found = socket.getaddrinfo(host.strip("[]"), port, type=socket.SOCK_STREAM)
    except UnicodeError:  # a label that is empty or too long
        raise socket.gaierror(socket.EAI_NONAME, "no such name") from None
    all_of_them: list[tuple[int, SocketAddress]] = [(family, address) for family, _, _, _, address in found]
    if is_allowed(host, allow_hosts):
        return all_of_them
    public = [(family, address) for family, address in all_of_them if is_public(str(address[0]))]
    if not public:
        raise BlockedAddress(host, str(all_of_them[0][1][0]))
    return public


def _plain(host: str) -> str:
    return host.strip("[]").rstrip(".").lower()
