"""Time limits on connections, which uvicorn leaves open for as long as the other side likes.

Source: uvicorn 0.54, `h11_impl.py`: its keep-alive limit begins with the end of a response and ends with the first
byte of a request, so that a connection that never asks, asks byte by byte, or never reads its answer stays for good.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Any

from uvicorn.protocols.http.h11_impl import H11Protocol


@dataclass(frozen=True)
class Limits:
    """Seconds that a connection may stay: without a request begun, with one begun and not whole, or not reading."""

    idle_s: float = 30.0
    request_s: float = 10.0
    stalled_s: float = 20.0


class TimedProtocol(H11Protocol):
    """A connection that knows since when it has waited for the other side."""

    limits = Limits()

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn has it
        """Begin to wait for a request."""
        super().connection_made(transport)
        self._since = self.loop.time()
        self._is_begun = False
        self._unsent = 0
        self._stalled_since: float | None = None

    def data_received(self, data: bytes) -> None:
        """Take *data*; its first bytes begin a request, and more of them do not make the time for it longer."""
        if not self._is_answering() and not self._is_begun:
            self._is_begun, self._since = True, self.loop.time()
        super().data_received(data)

    def on_response_complete(self) -> None:
        """Begin to wait for the next request."""
        self._is_begun, self._since = False, self.loop.time()
        super().on_response_complete()

    def resume_writing(self) -> None:
        """What was written has been read."""
        self._stalled_since = None
        super().resume_writing()

    def end_if_overdue(self) -> None:
        """End this connection where it has waited for longer than its limits allow."""
        now, unsent = self.loop.time(), self.transport.get_write_buffer_size()
        if not unsent or unsent < self._unsent:
            self._stalled_since = None
        elif self._stalled_since is None:
            self._stalled_since = now
        self._unsent = unsent
        if self._stalled_since is not None:
            overdue = now - self._stalled_since > self.limits.stalled_s
        else:
            limit_s = self.limits.request_s if self._is_begun else self.limits.idle_s
            overdue = not self._is_answering() and now - self._since > limit_s
        if overdue:
            # Not close(), which waits until all is sent.
            self.transport.abort()

    def _is_answering(self) -> bool:
        return self.cycle is not None and not self.cycle.response_complete


def timed_protocol(limits: Limits) -> type[TimedProtocol]:
    """The protocol with *limits*, as uvicorn takes it: a class."""
    return type("TimedProtocol", (TimedProtocol,), {"limits": limits})


def end_overdue(connections: set[Any]) -> None:
    """End those of a server's *connections* that wait for too long."""
    for connection in list(connections):
        if isinstance(connection, TimedProtocol):
            connection.end_if_overdue()
