"""Walks through an archive as `docker save` writes it, plain or compressed: the one reader of such files.

It goes through once, forwards, and keeps no layer in memory. What is in the files is for others. Starts nothing.
"""

from __future__ import annotations

import bz2
import gzip
import lzma
import tarfile
import zlib
from collections.abc import Callable, Iterator
from typing import IO, Any, Protocol, cast

BROKEN = (tarfile.TarError, EOFError, OSError, zlib.error, lzma.LZMAError)
"""What reading raises of a file that is no archive, or is cut off."""

# By how a file of that kind begins. Unlike those of `tarfile`, these go on where one compressed stream follows another,
# as engines do: they would else see names that are not seen here.
_COMPRESSIONS: dict[bytes, Callable[..., Any]] = {
    b"\x1f\x8b\x08": lambda stream: gzip.GzipFile(fileobj=stream),
    b"BZh": bz2.BZ2File,
    b"\xfd7zXZ\0": lzma.LZMAFile,
}
_ZSTD = b"\x28\xb5\x2f\xfd"


class UnreadableCompressionError(Exception):
    """The archive is compressed in a way that engines read and this cannot."""


class Readable(Protocol):
    """What is read from; it need not be able to go back."""

    def read(self, size: int = -1, /) -> bytes:
        """At most *size* bytes, none at the end."""


class _Peeked:
    """A stream whose *start* was read already."""

    def __init__(self, start: bytes, stream: Readable) -> None:
        self._start = start
        self._stream = stream

    def read(self, size: int = -1, /) -> bytes:
        """See Readable."""
        if not self._start:
            return self._stream.read(size)
        end = len(self._start) if size < 0 else size
        content, self._start = self._start[:end], self._start[end:]
        return content


def decompress(stream: Readable) -> Any:
    """What *stream* holds, whichever compression it begins with. Raises UnreadableCompressionError for zstd."""
    start = b""
    while len(start) < 6 and (more := stream.read(6 - len(start))):
        start += more
    if start.startswith(_ZSTD):
        raise UnreadableCompressionError("zstd")
    peeked = _Peeked(start, stream)
    for magic, opened in _COMPRESSIONS.items():
        if start.startswith(magic):
            return opened(peeked)
    return peeked


def walk(tar: tarfile.TarFile) -> Iterator[tuple[str, tarfile.TarInfo, IO[bytes] | None]]:
    """Each member of *tar* by its name in it, with its content, None where it is no file."""
    while (member := tar.next()) is not None:
        # It would remember them all. Source: the manual of `tarfile`; Python 3.13 has `stream` for it.
        cast(Any, tar).members.clear()
        yield member.name.removeprefix("./"), member, tar.extractfile(member) if member.isreg() else None
