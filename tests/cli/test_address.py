"""An address that cannot be listened at is explained in one line, with a free port where one is wanted."""

from __future__ import annotations

import errno
import socket
from collections.abc import Iterator

import pytest

from workshop.cli.address import explain_refusal, find_free_port, hold_address
from workshop.errors import RequirementError, UsageError

HOST = "127.0.0.1"


@pytest.fixture
def taken_port() -> Iterator[int]:
    """A port that another program listens at."""
    with socket.create_server((HOST, 0)) as listener:
        yield listener.getsockname()[1]


def test_free_port(taken_port: int) -> None:
    """The port that is suggested can be listened at, and is not the one that is taken."""
    port = find_free_port(HOST, taken_port)
    assert port != taken_port
    hold_address(HOST, port, "en").close()


def test_taken_port(taken_port: int) -> None:
    """A taken port is named with the command that takes a free one, in the reader's language."""
    free = find_free_port(HOST, taken_port + 1)
    for language, text in {
        "en": f"port {taken_port} on 127.0.0.1 is taken; a free one: ./scripts/serve --port {free}",
        "zh": f"127.0.0.1 的端口 {taken_port} 已被占用，可以改用空闲端口：./scripts/serve --port {free}",
    }.items():
        with pytest.raises(RequirementError) as raised:
            hold_address(HOST, taken_port, "zh" if language == "zh" else "en")
        assert str(raised.value) == text


def test_host_is_kept_in_the_suggestion(taken_port: int) -> None:
    """The command that is suggested listens at the host that was asked for."""
    with socket.create_server(("127.0.0.2", taken_port)), pytest.raises(RequirementError) as raised:
        hold_address("127.0.0.2", taken_port, "en")
    assert "./scripts/serve --host 127.0.0.2 --port " in str(raised.value)


def test_other_refusals() -> None:
    """Where the system refuses for another reason, its own words are given and no port is suggested."""
    error = explain_refusal(OSError(errno.EACCES, "Permission denied"), HOST, 80, "en")
    assert str(error) == "port 80 on 127.0.0.1 cannot be used: Permission denied"


def test_host_that_is_no_address() -> None:
    """A name in place of an address is refused before anything is built."""
    with pytest.raises(UsageError) as raised:
        hold_address("web", 8000, "en")
    assert str(raised.value) == "--host takes `localhost` or an IP address of this machine, got `web`"


def test_held_address(taken_port: int) -> None:
    """Who holds a port is in nobody's way at another address, and nobody else gets it while it is held."""
    held = hold_address("127.0.0.2", taken_port, "en")
    socket.create_connection(held.getsockname(), timeout=5).close()
    with pytest.raises(RequirementError):
        hold_address("127.0.0.2", taken_port, "en")
    held.close()
    hold_address("127.0.0.2", taken_port, "en").close()


def test_every_address() -> None:
    """At `::` addresses of both versions are listened at."""
    with hold_address("::", find_free_port("::", 18000), "en") as held:
        port = held.getsockname()[1]
        for host in ("::1", "127.0.0.1"):
            socket.create_connection((host, port), timeout=5).close()
