"""Reads of an archive what `docker save` says of its images in it. Starts nothing, and keeps no layer in memory."""

from __future__ import annotations

import io
import lzma
import tarfile
import zlib
from collections.abc import Iterable
from pathlib import Path

from workshop.venue.archive import UnreadableCompressionError, decompress, walk
from workshop.venue.engine import CHUNK_BYTES
from workshop.venue.layout import INDEX, MANIFESTS, ArchiveError, Digests, Fault, find_digests

LIMIT_BYTES = 16 << 20
"""Of each of the two lists: a hundred images with a hundred layers each need 2 MB."""


def read_digests(chunks: Iterable[bytes], names: Iterable[str]) -> dict[str, Digests]:
    """The digests of those of the images *names* that the archive of *chunks* has.

    All of *chunks* is read, once. Raises ArchiveError, and what reading *chunks* raises.
    """
    stream = _Stream(chunks)
    try:
        with tarfile.open(fileobj=stream, mode="r|", bufsize=CHUNK_BYTES) as tar:
            files = _read_files(tar)
    except tarfile.TarError:
        raise ArchiveError(Fault.NO_TAR) from None
    for _ in stream.chunks:
        pass
    return find_digests(files, names)


def read_packed_digests(path: Path, names: Iterable[str]) -> dict[str, Digests]:
    """The same of the file *path*, plain or compressed. Raises ArchiveError, OSError."""
    try:
        with path.open("rb") as stream, tarfile.open(fileobj=decompress(stream), mode="r|") as tar:
            return find_digests(_read_files(tar), names)
    except EOFError:
        raise ArchiveError(Fault.CUT) from None
    except (tarfile.TarError, lzma.LZMAError, zlib.error, UnreadableCompressionError):
        raise ArchiveError(Fault.NO_TAR) from None
    except OSError as error:
        if error.errno is None:  # Of bzip2 and gzip, not of the system.
            raise ArchiveError(Fault.NO_TAR) from None
        raise


class _Stream(io.RawIOBase):
    """What `tarfile` reads of a stream: a chunk at a time, however much it asks for.

    It asks again at the end only where the mark of an archive's end is missing.
    """

    def __init__(self, chunks: Iterable[bytes]) -> None:
        self.chunks = iter(chunks)

    def read(self, _: int = -1) -> bytes:
        for chunk in self.chunks:
            if chunk:
                return chunk
        raise ArchiveError(Fault.CUT)


def _read_files(tar: tarfile.TarFile) -> dict[str, bytes]:
    files = {}
    for name, member, file in walk(tar):
        if name in (INDEX, MANIFESTS) and file:
            if member.size > LIMIT_BYTES:
                raise ArchiveError(Fault.WRONG_FILE, name)
            files[name] = file.read()
    return files
