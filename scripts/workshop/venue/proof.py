"""Proves a file while somebody reads it: when all of it was passed on, its size and SHA-256 are known."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable
from typing import Any, BinaryIO

from workshop.venue.engine import CHUNK_BYTES


class Proof(io.RawIOBase):
    """Passes on what is read of *file*, from its beginning, and keeps what is told of all that was read.

    *tell* is called with how many bytes are done, the first time with none.
    """

    def __init__(self, file: BinaryIO, tell: Callable[[int], object]) -> None:
        super().__init__()
        self._file = file
        self._tell = tell
        self._digest = hashlib.sha256()
        self._failure: OSError | None = None
        self.size = 0
        tell(0)

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: Any, /) -> int:
        """See io.RawIOBase."""
        try:
            content = self._file.read(len(buffer))
        except OSError as error:
            self._failure = error
            raise
        buffer[: len(content)] = content
        self._digest.update(content)
        self.size += len(content)
        if content:
            self._tell(self.size)
        return len(content)

    def finish(self) -> str:
        """Read what is left, and give the SHA-256 of all in hex.

        Raises OSError where any of it could not be read, even if that was a reader's who kept it to itself.
        """
        while not self._failure and self.read(CHUNK_BYTES):
            pass
        if self._failure:
            raise self._failure
        return self._digest.hexdigest()
