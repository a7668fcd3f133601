"""A bundle is made whole or not at all, and what was packed can be loaded."""

from __future__ import annotations

import gzip
import hashlib
import itertools
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.venue.fake_archive import FakeImage, pack, unpack
from tests.venue.fake_engine import CLASSIC, CONTAINERD, PIECE_BYTES, FakeEngine
from workshop.lab.record import ImageStore
from workshop.venue.bundle import MANIFEST, Image, read_manifest
from workshop.venue.layout import ArchiveError, Fault
from workshop.venue.load import Result, load_bundle
from workshop.venue.pack import group_images, pack_bundle

IMAGES = {"web:1": FakeImage("web", 100), "kindest/node:v1": FakeImage("node", 800)}
SIZES = {"web:1": 100, "kindest/node:v1": 800}


def test_groups() -> None:
    """Each kind node has an archive of its own, all else is together, each image once and in order."""
    names = ["web:1", "kindest/node:v2", "a:1", "kindest/node:v1", "kindest/node", "web:1", "my/kindest/node:v1"]
    assert group_images(names) == {
        "images.tar.gz": ["a:1", "my/kindest/node:v1", "web:1"],
        "node-latest.tar.gz": ["kindest/node"],
        "node-v1.tar.gz": ["kindest/node:v1"],
        "node-v2.tar.gz": ["kindest/node:v2"],
    }
    assert list(group_images(["kindest/node:v1@sha256:ab"])) == ["node-v1.tar.gz"]


def test_round_trip(tmp_path: Path) -> None:
    """What was packed from one engine is in another after loading; the manifest describes the files as they are."""
    folder = tmp_path
    manifest = pack_bundle(folder, SIZES, FakeEngine(dict(IMAGES)), lambda *_: None)
    assert read_manifest(folder) == manifest
    assert sorted(path.name for path in folder.iterdir()) == ["bundle.json", "images.tar.gz", "node-v1.tar.gz"]
    for archive in manifest.archives:
        content = (folder / archive.file).read_bytes()
        assert (archive.bytes, archive.sha256) == (len(content), hashlib.sha256(content).hexdigest())
        assert "manifest.json" in unpack(gzip.decompress(content))
    other = FakeEngine()
    assert [each.result for each in load_bundle(folder, manifest, other, lambda *_: None)] == [Result.LOADED] * 2
    assert other.images == IMAGES


@pytest.mark.parametrize(
    ("store", "image"),
    [
        (CLASSIC, FakeImage("built", 9)),
        (CONTAINERD, FakeImage("built", 9)),
        (CONTAINERD, FakeImage("pulled", 9, is_packed=True)),
        (CONTAINERD, FakeImage("pulled", 9, is_packed=True, is_indexed=True)),
    ],
)
def test_both_digests(store: ImageStore, image: FakeImage, tmp_path: Path) -> None:
    """Whichever store packs, an image's configuration and its manifest are named, or its index where it has one."""
    names = ["web:1", "docker.io/library/web:2", "me/web"]
    engine = FakeEngine(dict.fromkeys(names, image) | {"other:1": FakeImage("other", 5)}, store)
    manifest = pack_bundle(tmp_path, dict.fromkeys([*names, "other:1"], 7), engine, lambda *_: None)
    described = {each.name: each for each in manifest.archives[0].images}
    for name in names:
        assert described[name] == Image(name=name, config=image.config, manifest=image.manifest, bytes=7)
    assert described["other:1"].config == FakeImage("other", 5).config


class Broken(FakeEngine):
    """An engine that saves what the test gives it."""

    content = b""

    def save(self, names: list[str]) -> Iterator[bytes]:
        """That, whatever is asked for."""
        yield self.content


WHOLE = pack(IMAGES)
BROKEN = {
    "no tar": (b"no archive" * 1000, Fault.NO_TAR, ""),
    "nothing": (b"", Fault.CUT, ""),
    "half": (WHOLE[: len(WHOLE) // 4], Fault.CUT, ""),
    "another image": (pack({"web:2": IMAGES["web:1"]}), Fault.NO_IMAGE, "web:1"),
    "no images": (pack({}), Fault.NO_IMAGE, "web:1"),
    "no list": (pack(IMAGES, manifest=b""), Fault.WRONG_FILE, "manifest.json"),
    "no index": (pack(IMAGES, is_ancient=True), Fault.NO_MANIFEST, "web:1"),
    "an empty index": (pack(IMAGES, index=b'{"manifests": []}'), Fault.NO_MANIFEST, "web:1"),
}


@pytest.mark.parametrize("what", BROKEN)
def test_an_archive_that_is_none(what: str, tmp_path: Path) -> None:
    """Where the engine saves what no bundle can be made of, it is told, and there is no manifest that says more."""
    broken = Broken()
    broken.content, fault, subject = BROKEN[what]
    with pytest.raises(ArchiveError) as raised:
        pack_bundle(tmp_path, {"web:1": 100}, broken, lambda *_: None)
    assert (raised.value.fault, raised.value.subject) == (fault, subject)
    assert not (tmp_path / MANIFEST).exists()


def test_the_same_images_make_the_same_bundle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Packing again later gives the same bytes, so that a copy can be compared."""
    clock = itertools.count(1.7e9, 1000)
    monkeypatch.setattr(time, "time", lambda: next(clock))
    for name in "ab":
        (tmp_path / name).mkdir()
    manifests = [pack_bundle(tmp_path / name, SIZES, FakeEngine(dict(IMAGES)), lambda *_: None) for name in "ab"]
    assert manifests[0] == manifests[1]


def test_progress(tmp_path: Path) -> None:
    """Each archive is told from nothing on, and never more than there is."""
    told: list[tuple[str, int, int]] = []
    size = 2 * PIECE_BYTES
    pack_bundle(tmp_path, {"web:1": size}, FakeEngine(IMAGES), lambda *step: told.append(step))
    assert told[:2] == [("images.tar.gz", 0, size), ("images.tar.gz", PIECE_BYTES, size)]
    assert told[-1][1] == len(pack({"web:1": IMAGES["web:1"]})) > size
    assert all(done <= total for _, done, total in told)
