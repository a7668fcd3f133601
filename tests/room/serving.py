"""A room over a folder, served on loopback from a thread of its own, and raw requests to it."""

from __future__ import annotations

import asyncio
import http.client
import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Thread

from workshop.room.app import Room
from workshop.room.builds import Build, Builds
from workshop.room.connections import Limits
from workshop.room.listening import HttpServer
from workshop.room.sealed import seal


@dataclass
class Answer:
    """What came back: headers with small names."""

    status: int
    headers: dict[str, str]
    body: bytes


@dataclass
class Served:
    """A running room at *port*; `loop` is the one that it runs in."""

    room: Room
    port: int
    loop: asyncio.AbstractEventLoop
    seals: Path
    server: HttpServer
    discarded: list[Path] = field(default_factory=list)

    def ask(self, path: str, method: str = "GET", headers: Mapping[str, str] | None = None) -> Answer:
        """Send one request on a connection of its own. A `Host` in *headers* takes the place of the right one."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request(method, path, headers=dict(headers or {}))
            answer = connection.getresponse()
            named = {name.lower(): value for name, value in answer.getheaders()}
            return Answer(answer.status, named, answer.read())
        finally:
            connection.close()

    def ask_raw(self, request: bytes) -> bytes:
        """Send *request* as it is, and return all that comes back until the other side closes."""
        with self.connect() as connection:
            connection.sendall(request)
            return read_all(connection)

    def connect(self) -> socket.socket:
        """A connection that gives up after 10 s."""
        return socket.create_connection(("127.0.0.1", self.port), timeout=10)

    def publish(self, site: Path) -> None:
        """Seal *site* and serve it from now on."""
        build = _seal(site, self.seals)

        async def replace() -> None:
            self.room.builds.replace(build)
            self.room.wire.tell()

        asyncio.run_coroutine_threadsafe(replace(), self.loop).result(10)

    def tell(self, *problems: str) -> None:
        """Tell all pages that a build failed."""
        self.loop.call_soon_threadsafe(self.room.wire.tell, problems)


def read_all(connection: socket.socket) -> bytes:
    """What comes from *connection* until the other side closes, or resets it."""
    parts = []
    try:
        while part := connection.recv(65536):
            parts.append(part)
    except ConnectionResetError:
        pass
    return b"".join(parts)


@contextmanager
def serving(
    site: Path, seals: Path, *, mount: str = "/", port: int = 0, limits: Limits | None = None
) -> Iterator[Served]:
    """Serve *site* on loopback at *port*, else at a free one; sealed builds are made in the folder *seals*."""
    discarded: list[Path] = []
    room = Room(Builds(discarded.append), mount)
    room.builds.replace(_seal(site, seals))
    listening = socket.create_server(("127.0.0.1", port), backlog=2048)
    running: list[tuple[asyncio.AbstractEventLoop, HttpServer]] = []
    ready, over = Event(), asyncio.Event()

    async def run() -> None:
        server = HttpServer(room, listening, limits)
        running.append((asyncio.get_running_loop(), server))
        server.begin()
        ready.set()
        await over.wait()
        await server.end()

    thread = Thread(target=lambda: asyncio.run(run()))
    thread.start()
    assert ready.wait(10)
    loop, server = running[0]
    try:
        yield Served(room, listening.getsockname()[1], loop, seals, server, discarded)
    finally:
        loop.call_soon_threadsafe(over.set)
        thread.join(10)
        assert not thread.is_alive()


def _seal(site: Path, seals: Path) -> Build:
    folder = seals / str(len(list(seals.iterdir())) if seals.exists() else 0)
    seal(site, folder)
    return Build(folder)
