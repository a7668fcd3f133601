"""What is written to a file descriptor, taken in as it comes. Knows nothing of shells, prompts or screens."""

from __future__ import annotations

import os
import select
import threading
import time
from collections.abc import Callable
from typing import TypeVar

from workshop.errors import TerminalError

MOST_BYTES = 64 << 20
"""How much is kept of what nobody has taken yet; nothing that prints more belongs on a page."""
LOOK_INTERVAL_S = 0.25
T = TypeVar("T")
# Asked with all that has not been taken yet, and how much of that an earlier question has seen.
Find = Callable[[bytearray, int], T | None]


class Stream:
    """Reads *descriptor* in a thread of its own, so that who writes there never waits until somebody wants to know."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._buffer = bytearray()
        self._changed = threading.Condition()
        self._is_over = False
        self._is_full = False
        self._stop, self._stopped = os.pipe()
        self._thread = threading.Thread(target=self._read, name="terminal", daemon=True)
        self._thread.start()

    def wait(self, find: Find[T], timeout_s: float, look: Callable[[], None] = lambda: None) -> T | None:
        """What *find* finds in all that has not been taken yet, or None when *timeout_s* seconds are over.

        *look* is called when nothing has come for a while; what it raises ends the waiting.
        Raises TerminalError when nothing more can come, or too much has.
        """
        deadline = time.monotonic() + timeout_s
        seen = 0
        with self._changed:
            while True:
                if (found := find(self._buffer, seen)) is not None:
                    return found
                seen = len(self._buffer)
                if self._is_over:
                    raise TerminalError("the shell ended")
                if self._is_full:
                    message = f"the command printed more than {MOST_BYTES >> 20} MB"
                    raise TerminalError(message, hint="show a part of it, as `head` or `tail` do")
                while len(self._buffer) == seen and not self._is_over and not self._is_full:
                    if not self._changed.wait(min(LOOK_INTERVAL_S, _left(deadline))):
                        if not _left(deadline):
                            return None
                        look()

    def take(self, count: int | None = None) -> bytes:
        """The first *count* bytes, all where none is given; they are gone from here."""
        with self._changed:
            with memoryview(self._buffer) as view:
                taken = bytes(view[:count])
            del self._buffer[:count]
            self._is_full = False
            return taken

    def drop(self, text: bytes, timeout_s: float) -> None:
        """Take out *text* where it stands first, once it is there; nothing where it does not come in time."""
        place = self.wait(lambda buffer, seen: _find(buffer, text, max(0, seen - len(text))), timeout_s)
        with self._changed:
            if place is not None:
                del self._buffer[place : place + len(text)]

    def close(self) -> None:
        """Stop reading; the descriptor is the caller's to close, and is safe to after this."""
        if self._thread.is_alive():
            os.write(self._stopped, b".")
            self._thread.join()
        if self._stop >= 0:
            os.close(self._stop)
            os.close(self._stopped)
            self._stop = -1

    def _read(self) -> None:
        poll = select.poll()
        poll.register(self._descriptor, select.POLLIN)
        poll.register(self._stop, select.POLLIN)
        while all(descriptor != self._stop for descriptor, _ in poll.poll()):
            try:
                chunk = os.read(self._descriptor, 65536)
            except OSError:  # how Linux tells that no process has the other end open
                chunk = b""
            with self._changed:
                self._is_full = len(self._buffer) > MOST_BYTES
                if not self._is_full:
                    self._buffer += chunk
                self._is_over = not chunk
                self._changed.notify_all()
            if not chunk:
                return


def _find(buffer: bytearray, text: bytes, start: int) -> int | None:
    place = buffer.find(text, start)
    return place if place >= 0 else None


def _left(deadline: float) -> float:
    return max(0.0, deadline - time.monotonic())
