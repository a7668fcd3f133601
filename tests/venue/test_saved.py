"""An archive is read as it passes, whole or not at all, and none of it is kept."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import random
import tarfile
import tracemalloc
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path

import pytest

from tests.venue.fake_archive import FakeImage, pack, write_tar
from workshop.venue.carried import read_carried
from workshop.venue.layout import ArchiveError, Digests, Fault
from workshop.venue.saved import LIMIT_BYTES, read_digests, read_packed_digests

WEB, NODE = FakeImage("web", 5000), FakeImage("node", 300, is_packed=True, is_indexed=True)
ARCHIVE = pack({"web:1": WEB, "node:1": NODE})
FOUND = {"web:1": Digests(WEB.config, WEB.manifest), "node:1": Digests(NODE.config, NODE.manifest)}


def cut(content: bytes, size: int) -> Iterator[bytes]:
    """*content* in pieces of *size* bytes."""
    yield from (content[at : at + size] for at in range(0, len(content), size))


def fault_of(content: bytes, size: int = 1000) -> tuple[Fault, str]:
    """What is wrong with an archive."""
    with pytest.raises(ArchiveError) as raised:
        read_digests(cut(content, size), ["web:1"])
    return raised.value.fault, raised.value.subject


@pytest.mark.parametrize("size", [1, 511, 512, 10_000, 1 << 20])
def test_pieces(size: int) -> None:
    """Digests are found however the stream is cut, and an image that is not there is left out."""
    assert read_digests(cut(ARCHIVE, size), ["web:1", "node:1", "other:1"]) == FOUND


def test_all_of_the_stream_passes() -> None:
    """What reads along gets every byte once, and what follows the archive too; an empty piece is no end."""
    passed = []

    def pieces() -> Iterator[bytes]:
        for piece in (*cut(ARCHIVE, 700), b"", b"\0" * 5000, b"the end"):
            passed.append(piece)
            yield piece

    assert read_digests(pieces(), ["web:1"]) == {"web:1": FOUND["web:1"]}
    assert b"".join(passed) == ARCHIVE + b"\0" * 5000 + b"the end"


def test_the_streams_own_error() -> None:
    """Where the stream fails its own error is raised, however much of the archive has passed."""
    for done in (0, 3000, len(ARCHIVE)):

        def fail(done: int = done) -> Iterator[bytes]:
            yield ARCHIVE[:done]
            raise ConnectionError("the engine is gone")

        with pytest.raises(ConnectionError, match="the engine is gone"):
            read_digests(fail(), ["web:1"])


def test_cut_off() -> None:
    """Wherever an archive breaks off, between two of its files too, it is told and nothing of it is believed."""
    end = len(ARCHIVE.rstrip(b"\0")) // 512 * 512 + 512
    for length in {*range(0, end + 1, 512), *range(0, end, 777)}:
        assert fault_of(ARCHIVE[:length]) == (Fault.CUT, ""), length


@pytest.mark.parametrize("content", [b"this is no archive" * 1000, gzip.compress(ARCHIVE), b"\xff" * 10_240])
def test_no_tar(content: bytes) -> None:
    """What is no tar is told."""
    assert fault_of(content) == (Fault.NO_TAR, "")


def test_no_lists() -> None:
    """An archive of other things is told by what it lacks, as is one where the list is no file."""
    for content in (write_tar({"readme": b"hello"}), write_tar({})):
        assert fault_of(content) == (Fault.NO_FILE, "manifest.json")
    for kind in (tarfile.SYMTYPE, tarfile.DIRTYPE, tarfile.FIFOTYPE):
        target = io.BytesIO()
        with tarfile.open(fileobj=target, mode="w") as tar:
            member = tarfile.TarInfo("manifest.json")
            member.type, member.linkname = kind, "/etc/passwd"
            tar.addfile(member)
        assert fault_of(target.getvalue()) == (Fault.NO_FILE, "manifest.json")


def test_a_size_that_cannot_be() -> None:
    """A list too large to be one is not read, and a file that claims more bytes than will ever come does not hang."""
    header = tarfile.TarInfo("manifest.json")
    header.size = LIMIT_BYTES + 1
    assert fault_of(header.tobuf()) == (Fault.WRONG_FILE, "manifest.json")
    header = tarfile.TarInfo("layer")
    header.size = 1 << 62
    assert fault_of(header.tobuf(tarfile.GNU_FORMAT)) == (Fault.CUT, "")


def test_damage() -> None:
    """Whatever bytes are changed, the archive is read or told to be wrong, and nothing else happens."""
    dice = random.Random(1)
    wrong = 0
    for _ in range(2000):
        content = bytearray(ARCHIVE)
        for _ in range(dice.choice((1, 5, 50))):
            content[dice.randrange(len(content))] = dice.randrange(256)
        try:
            read_digests(cut(bytes(content), 4000), ["web:1"])
        except ArchiveError:
            wrong += 1
    assert 0 < wrong < 2000


def test_memory() -> None:
    """However large a layer and however many files, memory stays as it is."""

    def layer() -> Iterator[bytes]:
        header = tarfile.TarInfo("layer")
        header.size = 100 << 20
        yield header.tobuf()
        yield from (bytes(1 << 20) for _ in range(100))

    def files() -> Iterator[bytes]:
        yield from (tarfile.TarInfo("file").tobuf() for _ in range(10_000))

    for many, limit in ((layer(), 6 << 20), (files(), 1 << 20)):
        tracemalloc.start()
        try:
            assert read_digests(chain(many, [ARCHIVE]), ["web:1"]) == {"web:1": FOUND["web:1"]}
            assert tracemalloc.get_traced_memory()[1] < limit
        finally:
            tracemalloc.stop()


@pytest.mark.parametrize("compress", [bytes, gzip.compress, bz2.compress, lzma.compress])
def test_packed(compress: Callable[[bytes], bytes], tmp_path: Path) -> None:
    """A file is read in each form that `docker load` takes and Python knows, and a broken one is told."""
    path, content = tmp_path / "images", compress(ARCHIVE)
    path.write_bytes(content)
    assert read_packed_digests(path, ["web:1", "node:1", "other:1"]) == FOUND
    for broken in (b"", content[: len(content) // 2], content[:100] + b"\xff" * 50 + content[150:], b"no archive"):
        path.write_bytes(broken)
        with pytest.raises(ArchiveError):
            read_packed_digests(path, ["web:1"])


@pytest.mark.parametrize("compress", [gzip.compress, bz2.compress, lzma.compress])
def test_packed_in_several_streams(compress: Callable[[bytes], bytes], tmp_path: Path) -> None:
    """Compressed streams one after the other are one archive, as they are for engines and for what looks for names."""
    half = len(ARCHIVE) // 2
    file = tmp_path / "images"
    file.write_bytes(compress(ARCHIVE[:half]) + compress(ARCHIVE[half:]))
    assert read_packed_digests(file, ["web:1", "node:1"]) == FOUND
    with file.open("rb") as stream:
        assert {carried.name for carried in read_carried(stream)} == {"web:1", "node:1"}
