"""Which addresses other devices can type."""

from __future__ import annotations

import socket
from ipaddress import ip_address
from types import SimpleNamespace

import psutil
import pytest

from workshop.room import interfaces
from workshop.room.interfaces import find_own_url, find_reachable, is_open, write_url

ADDRESSES = {
    "lo": ["127.0.0.1", "::1"],
    "docker0": ["172.17.0.1"],
    "br-4f2a": ["172.18.0.1"],
    "veth12ab": ["fe80::1%veth12ab"],
    "wlan0": ["fe80::2%wlan0", "2001:db8::2", "192.168.1.20"],
    "eth0": ["10.1.2.3", "10.1.2.4"],
    "six0": ["2001:db8::6"],
    "down0": ["10.9.9.9"],
    "lonely0": ["169.254.3.4"],
}
ALL_4 = [("wlan0", "192.168.1.20"), ("eth0", "10.1.2.3")]


@pytest.fixture(autouse=True)
def _machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """A laptop in two networks, with containers on it, that goes out by Wi-Fi."""

    def addresses() -> dict[str, list[SimpleNamespace]]:
        family = {True: socket.AF_INET6, False: socket.AF_INET}
        link = SimpleNamespace(family=psutil.AF_LINK, address="02:42:ac:11:00:02")
        return {
            name: [link, *(SimpleNamespace(family=family[":" in each], address=each) for each in several)]
            for name, several in ADDRESSES.items()
        }

    monkeypatch.setattr(psutil, "net_if_addrs", addresses)
    states = {name: SimpleNamespace(isup=name != "down0") for name in ADDRESSES}
    monkeypatch.setattr(psutil, "net_if_stats", lambda: states)
    monkeypatch.setattr(interfaces, "_find_way_out", lambda: "192.168.1.20")


@pytest.mark.parametrize(
    ("host", "found"),
    [
        ("0.0.0.0", ALL_4),
        ("::", [*ALL_4, ("six0", "2001:db8::6")]),
        ("10.1.2.3", [("eth0", "10.1.2.3")]),
        ("127.0.0.1", []),
        ("::1", []),
        ("localhost", []),
    ],
)
def test_reachable(host: str, found: list[tuple[str, str]]) -> None:
    """One address an interface, the way out first; none of containers, of loopback, or that hold on one link only."""
    assert [(each.interface, str(each.address)) for each in find_reachable(host)] == found
    assert is_open(host) is bool(found)


@pytest.mark.parametrize(
    ("host", "url"),
    [
        ("0.0.0.0", "http://127.0.0.1:8000"),
        ("::", "http://127.0.0.1:8000"),
        ("::1", "http://[::1]:8000"),
        ("localhost", "http://localhost:8000"),
        ("10.1.2.3", "http://10.1.2.3:8000"),
    ],
)
def test_own_url(host: str, url: str) -> None:
    """What stands for all addresses is none that can be typed."""
    assert find_own_url(host, 8000) == url


def test_urls() -> None:
    """An address of version 6 stands in brackets."""
    assert write_url("2001:db8::6", 80) == "http://[2001:db8::6]:80"


def test_a_real_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is found on this very machine, whatever it is, can be bound to by whoever listens everywhere."""
    monkeypatch.undo()
    for each in find_reachable("0.0.0.0"):
        with socket.create_server((str(each.address), 0)) as listener:
            assert ip_address(listener.getsockname()[0]) == each.address
