"""Serves a project's site until it is stopped: listens, has it built in a process of its own, and swaps what is good.

Knows the command that builds and who is to be told, not what a site is made from.
"""

from __future__ import annotations

import asyncio
import shutil
import signal
import socket
import tempfile
import threading
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from workshop.errors import ContentError, WorkshopError
from workshop.room.app import Room
from workshop.room.builds import Build, Builds
from workshop.room.child import Child, Died
from workshop.room.listening import HttpServer
from workshop.room.messages import Built, Complained, Failed, Message, Order

_STOPS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
"""SIGHUP: the terminal's window was closed."""


class Listener(Protocol):
    """Who is told what happens."""

    def serving(self, mount: str) -> None:
        """The first build is good and is served below the path *mount*, which begins and ends with `/`."""

    def rebuilt(self, added: Sequence[str]) -> None:
        """A later build is good and is served now; *added* are the paths of pages that are new in it."""

    def failed(self, problems: Sequence[str]) -> None:
        """A later build failed; the last good one stays."""

    def complained(self, level: str, message: str) -> None:
        """There is something to say to the author; *level* is `warning` or above."""

    def restarted(self, code: int) -> None:
        """The process that builds ended with *code*, or by a signal where that is negative, and is started again."""


@dataclass(frozen=True)
class Serving:
    """Where to listen (*listening*, bound already), what it is called there, and how it is built."""

    listening: socket.socket
    url: str
    command: Sequence[str]


class LiveRoom:
    """The server. `run` returns when it is stopped: by a signal, or by `stop` from any thread."""

    def __init__(self, serving: Serving, listener: Listener) -> None:
        self.serving = serving
        self.listener = listener
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stopping = asyncio.Event()
        self._server: HttpServer | None = None

    def run(self) -> None:
        """Build strictly, serve, and build again whenever something changes.

        Raises ContentError where the first build fails, WorkshopError where what builds ends before that.
        """
        asyncio.run(self._run())

    def stop(self) -> None:
        """End `run`. Called twice, it waits for no reader."""
        if self._loop:
            with suppress(RuntimeError):  # It has ended.
                self._loop.call_soon_threadsafe(self._stop)

    def _stop(self) -> None:
        if self._server and self._stopping.is_set():
            self._server.force_exit = True
        self._stopping.set()

    async def _run(self) -> None:
        self._loop = asyncio.get_running_loop()
        if threading.current_thread() is threading.main_thread():
            for stop in _STOPS:
                self._loop.add_signal_handler(stop, self._stop)
        folder = Path(tempfile.mkdtemp(prefix="workshop-site-"))
        child = Child(self.serving.command, Order(str(folder), self.serving.url, strict=True))
        building = asyncio.ensure_future(self._build(child))
        stopping = asyncio.ensure_future(self._stopping.wait())
        try:
            await asyncio.wait((building, stopping), return_when=asyncio.FIRST_COMPLETED)
            if building.done():
                building.result()  # Raises what it met.
        finally:
            await child.end()
            building.cancel()
            await asyncio.gather(building, return_exceptions=True)
            if self._server:
                await self._server.end()
            await asyncio.to_thread(shutil.rmtree, folder, ignore_errors=True)

    async def _build(self, child: Child) -> None:
        room = Room(Builds(_discard))
        async for message in child.messages():
            if isinstance(message, Built):
                self._take(room, message)
            elif room.builds.is_empty and not isinstance(message, Complained):
                raise _explain(message)
            elif isinstance(message, Failed):
                room.wire.tell(tuple(message.problems))
                self.listener.failed(message.problems)
            elif isinstance(message, Complained):
                self.listener.complained(message.level, message.message)
            elif isinstance(message, Died):
                self.listener.restarted(message.code)

    def _take(self, room: Room, built: Built) -> None:
        build = Build(Path(built.folder))
        if room.builds.is_empty:
            room.mount = built.mount
            room.builds.replace(build)
            self._server = HttpServer(room, self.serving.listening)
            self._server.begin()
            self.listener.serving(room.mount)
            return
        known = set(room.builds.current.pages())
        room.builds.replace(build)
        room.wire.tell()
        self.listener.rebuilt([room.mount + page for page in build.pages() if page not in known])


def _discard(folder: Path) -> None:
    asyncio.get_running_loop().run_in_executor(None, lambda: shutil.rmtree(folder, ignore_errors=True))


def _explain(message: Message | Died) -> WorkshopError:
    if isinstance(message, Died):
        return WorkshopError(f"the process that builds the site ended with {message.code} before it had built it")
    return ContentError("the site was not built; what is wrong stands above")
