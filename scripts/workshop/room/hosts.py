"""Which names are this machine's, so that no foreign name that is made to lead here gets an answer (DNS rebinding)."""

from __future__ import annotations

import re
import socket
from ipaddress import IPv4Address, IPv6Address, ip_address

_HOST = re.compile(r"(?:\[(?P<six>[0-9a-f:.]+)\]|(?P<name>[a-z0-9._-]+))(?::\d{1,5})?", re.IGNORECASE)

Address = IPv4Address | IPv6Address


def is_well_formed(header: str) -> bool:
    """Whether *header* is a name or an address, with or without a port."""
    return _HOST.fullmatch(header) is not None


def is_ours(header: str, local: str, names: frozenset[str]) -> bool:
    """Whether the Host *header* of a request that came in at the address *local* means this machine.

    That is the address itself, a loopback one where it came from this machine, `localhost`, or one of *names*. The
    port is not looked at: it is another one where a tunnel leads here.
    """
    found = _HOST.fullmatch(header)
    if not found:
        return False
    name = (found["six"] or found["name"]).lower().removesuffix(".")
    if name == "localhost" or name in names:
        return True
    address, here = _read(name), _read(local)
    if address is None or here is None:
        return False
    return address == here or (address.is_loopback and here.is_loopback)


def get_names() -> frozenset[str]:
    """What this machine is called by others: its host name, and that in its own network's `.local`."""
    name = socket.gethostname().lower().removesuffix(".")
    first = name.partition(".")[0]
    return frozenset({name, first, f"{first}.local"}) if first else frozenset()


def _read(text: str) -> Address | None:
    """The address *text*; one of version 4 that a socket of version 6 tells (`::ffff:10.0.0.1`) as what it is."""
    try:
        address = ip_address(text)
    except ValueError:
        return None
    return (address.ipv4_mapped or address) if isinstance(address, IPv6Address) else address
