"""A bundle is made whole or not at all, and what was packed can be loaded."""

from __future__ import annotations

import gzip
import hashlib
import itertools
import time
from pathlib import Path

import pytest

from tests.venue.conftest import FakeEngine
from workshop.venue.bundle import read_manifest
from workshop.venue.engine import EngineError
from workshop.venue.load import Result, load_bundle
from workshop.venue.pack import group_images, pack_bundle

IMAGES = {"web:1": (f"sha256:{'a' * 64}", 100), "kindest/node:v1": (f"sha256:{'b' * 64}", 800)}


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
    manifest = pack_bundle(tmp_path / "new" / "bundle", IMAGES, FakeEngine(dict(IMAGES)), lambda *_: None)
    folder = tmp_path / "new" / "bundle"
    assert read_manifest(folder) == manifest
    assert sorted(path.name for path in folder.iterdir()) == ["bundle.json", "images.tar.gz", "node-v1.tar.gz"]
    for archive in manifest.archives:
        content = (folder / archive.file).read_bytes()
        assert (archive.bytes, archive.sha256) == (len(content), hashlib.sha256(content).hexdigest())
        assert gzip.decompress(content).startswith(b"{")
    other = Unpacking()
    assert [each.result for each in load_bundle(folder, manifest, other, lambda *_: None)] == [Result.LOADED] * 2
    assert other.images == IMAGES


class Unpacking(FakeEngine):
    """An engine that takes compressed archives, as Docker's does."""

    def load(self, chunks: object) -> None:
        """Unpack, then load."""
        assert hasattr(chunks, "__iter__")
        super().load([gzip.decompress(b"".join(chunks))])


def test_the_same_images_make_the_same_bundle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Packing again later gives the same bytes, so that a copy can be compared."""
    clock = itertools.count(1.7e9, 1000)
    monkeypatch.setattr(time, "time", lambda: next(clock))
    manifests = [pack_bundle(tmp_path / name, IMAGES, FakeEngine(dict(IMAGES)), lambda *_: None) for name in "ab"]
    assert manifests[0] == manifests[1]


def test_progress(tmp_path: Path) -> None:
    """Each archive is told from nothing on, and never more than there is."""
    told: list[tuple[str, int, int]] = []
    images = {"web:1": (IMAGES["web:1"][0], 50)}
    pack_bundle(tmp_path, images, FakeEngine(dict(IMAGES)), lambda *step: told.append(step))
    assert told[:2] == [("images.tar.gz", 0, 50), ("images.tar.gz", 20, 50)]
    assert told[-1][1] > 50
    assert all(done <= total for _, done, total in told)


def test_an_interruption_keeps_the_old_bundle(tmp_path: Path) -> None:
    """Where the engine fails half-way the bundle that was there is as it was, and nothing half-written stays."""
    pack_bundle(tmp_path, IMAGES, FakeEngine(dict(IMAGES)), lambda *_: None)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    with pytest.raises(EngineError):
        pack_bundle(tmp_path, IMAGES, FakeEngine(dict(IMAGES), refuses="it broke"), lambda *_: None)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before
