"""uvicorn around the application: its settings, limits of time and number, and an end that waits for no stream."""

from __future__ import annotations

import asyncio
import logging
import resource
import socket
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn

from workshop.room.app import Room
from workshop.room.connections import Limits, end_overdue, timed_protocol

_GRACE_S = 2
_SPARE_FILES = 64
_MANY_FILES = 16384


class HttpServer(uvicorn.Server):
    """uvicorn's server of *room*, at a socket that listens already. What uvicorn has to log is for nobody here."""

    def __init__(self, room: Room, listening: socket.socket, limits: Limits | None = None) -> None:
        self.room = room
        self.listening = listening
        limits = limits or Limits()
        config = uvicorn.Config(
            room.make_app(),
            http=timed_protocol(limits),
            loop="asyncio",
            ws="none",
            lifespan="off",
            log_config=None,
            access_log=False,
            proxy_headers=False,
            server_header=False,
            limit_concurrency=_raise_file_limit() - _SPARE_FILES,
            timeout_keep_alive=int(limits.idle_s) or 1,
            timeout_graceful_shutdown=_GRACE_S,
            timeout_notify=0,
            callback_notify=self._look_at_clock,
        )
        super().__init__(config)
        for name in ("uvicorn.error", "uvicorn.asgi"):
            logging.getLogger(name).propagate = False
            logging.getLogger(name).addHandler(logging.NullHandler())

    def begin(self) -> None:
        """Answer requests from here on."""
        self._task = asyncio.ensure_future(self.serve([self.listening]))

    async def end(self) -> None:
        """Answer nothing more, and let those who are reading come to an end, for 2 s at most."""
        self.room.wire.close()
        self.should_exit = True
        await self._task

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Signals are acted on above, where there is more than this to end."""
        yield

    async def _look_at_clock(self) -> None:
        end_overdue(self.server_state.connections)


def _raise_file_limit() -> int:
    """Allow more open files, as each reader takes some; returns how many these are."""
    allowed, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    if most in (resource.RLIM_INFINITY, allowed) or allowed >= _MANY_FILES:
        return min(allowed, _MANY_FILES)
    wanted = min(most, _MANY_FILES)
    resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, most))
    return wanted
