"""Who only holds a connection loses it, and nobody else notices."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path
from time import monotonic

import pytest
import uvicorn
from uvicorn.server import ServerState

from tests.room.serving import Served, read_all, serving
from workshop.room.connections import Limits, timed_protocol

LIMITS = Limits(idle_s=1.0, request_s=1.0, stalled_s=1.0)
REQUEST = b"GET /large.bin HTTP/1.1\r\nHost: localhost\r\n"


@pytest.fixture
def hasty(site: Path, tmp_path: Path) -> Iterator[Served]:
    """The site with a large file, served by a server that waits for a second at most."""
    (site / "large.bin").write_bytes(bytes(30_000_000))
    with serving(site, tmp_path / "seals", limits=LIMITS) as served:
        yield served


def test_silence_is_ended(hasty: Served) -> None:
    """A connection that never asks, asks in part, or asks no more, is closed after its limit."""
    head = b"GET / HTTP/1.1\r\nHost: localhost\r\n"
    start, connections = monotonic(), []
    for said in (b"", b"G", head, head + b"\r\n"):
        connections.append(hasty.connect())
        connections[-1].sendall(said)
    answers = [read_all(connection)[:12] for connection in connections]
    assert 0.9 < monotonic() - start < 5
    assert answers == [b"", b"", b"", b"HTTP/1.1 200"]
    for connection in connections:
        connection.close()


def test_dripping_is_ended(hasty: Served) -> None:
    """A request that comes byte by byte has no more time than one that comes at once; others are answered meanwhile."""
    start = monotonic()
    with hasty.connect() as connection:
        connection.settimeout(0.1)
        ended = False
        for letter in REQUEST * 9:
            try:
                connection.send(bytes([letter]))
                ended = connection.recv(1) == b""
            except TimeoutError:
                assert hasty.ask("/").status == 200
            except ConnectionError:
                ended = True
            if ended:
                break
    assert ended
    assert 0.9 < monotonic() - start < 5


def test_who_does_not_read_is_ended(hasty: Served) -> None:
    """A reader who takes nothing of a large answer is dropped, and its build let go."""
    with hasty.connect() as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        connection.sendall(REQUEST + b"\r\n")
        assert connection.recv(1)
        deadline = monotonic() + 8
        while hasty.room.builds.current.readers and monotonic() < deadline:
            assert hasty.ask("/").status == 200
        assert hasty.room.builds.current.readers == 0


def test_who_reads_slowly_is_not(hasty: Served) -> None:
    """A reader who takes longer than the limit, and goes on taking, gets all of it."""
    start, length = monotonic(), 0
    with hasty.connect() as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 65536)
        connection.sendall(REQUEST + b"Connection: close\r\n\r\n")
        while part := connection.recv(1_000_000):
            length += len(part)
            while monotonic() - start < length / 10_000_000 < 2.5:
                hasty.ask("/look.css")
    assert length > 30_000_000
    assert monotonic() - start > 2


class Line:
    """Stands for a transport and the loop's clock: `unsent` bytes are written and not yet taken."""

    now, unsent, aborted = 100.0, 0, False

    def time(self) -> float:
        """The time in seconds."""
        return self.now

    def get_write_buffer_size(self) -> int:
        """What is not yet taken."""
        return self.unsent

    def get_extra_info(self, name: str) -> None:
        """Nothing is known of either side."""

    def abort(self) -> None:
        """End it at once."""
        self.aborted = True


@pytest.mark.parametrize(
    ("sizes", "drained", "ends"),
    [
        ([9, 9, 9, 9], False, True),
        ([9, 10, 11, 12], False, True),
        ([9, 8, 9, 8, 9, 8], False, False),
        ([9, 9, 9, 9], True, False),
        ([9, 9, 0, 9, 9, 0], False, False),
    ],
)
def test_what_counts_as_reading(sizes: list[int], *, drained: bool, ends: bool) -> None:
    """Less that is unsent, or room made for more, is a sign of life; more that is unsent is none."""
    line = Line()
    config = uvicorn.Config(lambda: None, log_config=None)
    protocol = timed_protocol(Limits(idle_s=9, stalled_s=2.5))(config, ServerState(), {}, line)  # type: ignore[arg-type]
    protocol.connection_made(line)  # type: ignore[arg-type]  # it is asked for no more than there is
    for size in sizes:
        line.now, line.unsent = line.now + 1, size
        if drained:
            protocol.resume_writing()
        protocol.end_if_overdue()
    assert line.aborted is ends


def test_garbage_behind_a_request(hasty: Served, caplog: pytest.LogCaptureFixture) -> None:
    """What follows a request and is none ends that connection alone, and is no error of ours."""
    answer = hasty.ask_raw(REQUEST + b"\r\n" + b"\x00\x01nonsense\r\n\r\n" * 20)
    assert answer.startswith(b"HTTP/1.1 200 ")
    assert hasty.ask("/").status == 200
    assert [record for record in caplog.records if record.name != "uvicorn.error"] == []
