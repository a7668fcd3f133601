"""The addresses of this machine that other devices can type, one for each network that it is in."""

from __future__ import annotations

import re
import socket
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address

import psutil

_OF_THIS_MACHINE = re.compile(
    r"(docker|podman|br-|veth|virbr|vnet|vmnet|vboxnet|vethernet|cni|flannel|cali|kube|lxc|lxd|incus|lo\d*$)",
    re.IGNORECASE,
)
"""Interfaces to containers and virtual machines: other devices do not get there."""
_ELSEWHERE = ("192.0.2.1", 9)
"""An address for documentation (RFC 5737): nothing is ever sent there."""


@dataclass(frozen=True)
class Reachable:
    """An address of this machine in the network of *interface*."""

    interface: str
    address: IPv4Address | IPv6Address


def find_reachable(host: str) -> list[Reachable]:
    """What another device can type for this machine, where it listens at *host*: one address an interface.

    An address of version 4 comes before one of version 6, and the interface that leads out of here before others.
    """
    if not is_open(host):
        return []
    listened = ip_address(host)
    if not listened.is_unspecified:
        return [each for each in _list_all() if each.address == listened][:1] or [Reachable("", listened)]
    best: dict[str, Reachable] = {}
    for each in _list_all():
        if _OF_THIS_MACHINE.match(each.interface) or (listened.version == 4 and each.address.version == 6):
            continue
        known = best.get(each.interface)
        if known is None or each.address.version < known.address.version:
            best[each.interface] = each
    first = _find_way_out()
    return sorted(best.values(), key=lambda each: (str(each.address) != first, each.interface))


def is_open(host: str) -> bool:
    """Whether other devices can get at what listens at *host*."""
    return host != "localhost" and not ip_address(host).is_loopback


def find_own_url(host: str, port: int) -> str:
    """What this machine itself can type for what listens at *host* and *port*, without a slash at the end."""
    everywhere = host != "localhost" and ip_address(host).is_unspecified
    return write_url("127.0.0.1" if everywhere else host, port)


def write_url(host: str, port: int) -> str:
    """The address of *host*, a name or an address, at *port*, without a slash at the end."""
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _list_all() -> list[Reachable]:
    """All addresses of interfaces that are up, without loopback and those that hold on one link only."""
    states = psutil.net_if_stats()
    found = []
    for interface, addresses in psutil.net_if_addrs().items():
        if interface not in states or not states[interface].isup:
            continue
        for each in addresses:
            if each.family in (socket.AF_INET, socket.AF_INET6):
                address = ip_address(each.address.partition("%")[0])
                if not (address.is_loopback or address.is_link_local or address.is_unspecified):
                    found.append(Reachable(interface, address))
    return found


def _find_way_out() -> str:
    """The own address that this machine would use to get out, "" where there is no way."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(_ELSEWHERE)
        except OSError:
            return ""
        return str(probe.getsockname()[0])
