"""A bundle is loaded archive by archive, and nothing of one that is not whole."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from tests.venue.fake_archive import FakeImage, pack
from tests.venue.fake_engine import FakeEngine
from workshop.venue.bundle import Archive, Image, Manifest
from workshop.venue.load import Outcome, Result, load_bundle

WEB, NODE = FakeImage("web", 5), FakeImage("node", 7)


def write_archive(folder: Path, file: str, name: str, image: FakeImage) -> Archive[Image]:
    """Put an archive of one image into *folder*, and describe it."""
    content = pack({name: image})
    (folder / file).write_bytes(content)
    digest = hashlib.sha256(content).hexdigest()
    described = Image(name=name, config=image.config, manifest=image.manifest, bytes=image.size_bytes)
    return Archive(file=file, bytes=len(content), sha256=digest, images=(described,))


@pytest.fixture
def manifest(tmp_path: Path) -> Manifest:
    """A bundle of two archives in the test's folder."""
    archives = (
        write_archive(tmp_path, "images.tar", "web:1", WEB),
        write_archive(tmp_path, "node.tar", "node:1", NODE),
    )
    return Manifest(platform="linux/amd64", archives=archives)


def load(folder: Path, manifest: Manifest, engine: FakeEngine, *, may: bool = False) -> list[Outcome]:
    """Load the whole bundle and tell nobody; whether it may take names from images is what the test says."""
    return list(load_bundle(folder, manifest, engine, lambda *_: None, may_move=lambda *_: may))


def test_only_what_is_lacking_is_loaded(tmp_path: Path, manifest: Manifest) -> None:
    """An archive whose images are all there is not even read; one whose image differs is loaded again."""
    (tmp_path / "images.tar").unlink()
    engine = FakeEngine({"web:1": WEB, "node:1": WEB})
    first, second = manifest.archives
    outcomes = load(tmp_path, manifest, engine, may=True)
    assert outcomes == [Outcome(first, Result.PRESENT), Outcome(second, Result.LOADED)]
    assert engine.images["node:1"] == NODE
    assert engine.loads == [(tmp_path / "node.tar").read_bytes()]


def test_progress(tmp_path: Path, manifest: Manifest) -> None:
    """Both passes over an archive are told from nothing to all."""
    told: list[tuple[str, str, int, int]] = []
    engine = FakeEngine({"node:1": NODE})
    list(load_bundle(tmp_path, manifest, engine, lambda *step: told.append(step)))
    size = manifest.archives[0].bytes
    steps = [(what, "images.tar", done, size) for what in ("verify", "load") for done in (0, size)]
    assert told == steps


def flip(path: Path) -> None:
    """Change one bit in the middle of *path*."""
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


DAMAGES = {
    "a bit": (flip, Result.DAMAGED),
    "the end": (lambda path: path.write_bytes(path.read_bytes()[:-1]), Result.WRONG_SIZE),
    "more": (lambda path: path.write_bytes(path.read_bytes() + b" "), Result.WRONG_SIZE),
    "all": (lambda path: path.unlink(), Result.MISSING),
    "a folder": (lambda path: (path.unlink(), path.mkdir()), Result.UNREADABLE),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_damage(damage: str, tmp_path: Path, manifest: Manifest) -> None:
    """Nothing of an archive that is not what the manifest says reaches the engine, and the next one is loaded."""
    spoil, result = DAMAGES[damage]
    spoil(tmp_path / "images.tar")
    engine = FakeEngine()
    outcomes = load(tmp_path, manifest, engine)
    assert [outcome.result for outcome in outcomes] == [result, Result.LOADED]
    assert [outcome.fine for outcome in outcomes] == [False, True]
    assert engine.loads == [(tmp_path / "node.tar").read_bytes()]


def test_what_differs(tmp_path: Path, manifest: Manifest) -> None:
    """A damaged archive is told with both digests, a truncated one with both sizes."""
    archive = manifest.archives[0]
    flip(tmp_path / "images.tar")
    digest = hashlib.sha256((tmp_path / "images.tar").read_bytes()).hexdigest()
    assert load(tmp_path, manifest, FakeEngine())[0] == Outcome(archive, Result.DAMAGED, archive.sha256, digest)
    (tmp_path / "images.tar").write_bytes(b"")
    assert load(tmp_path, manifest, FakeEngine())[0] == Outcome(archive, Result.WRONG_SIZE, str(archive.bytes), "0")


def test_the_engine_refuses(tmp_path: Path, manifest: Manifest) -> None:
    """Where the engine refuses an archive, its own words are kept."""
    outcomes = load(tmp_path, manifest, FakeEngine(refuses="no space left on device"))
    assert outcomes[0] == Outcome(manifest.archives[0], Result.REFUSED, got="no space left on device")


def test_an_archive_without_its_image(tmp_path: Path, manifest: Manifest) -> None:
    """An archive that is whole and does not bring what the manifest promises is not fine."""
    archive = write_archive(tmp_path, "images.tar", "node:1", WEB)
    wrong = archive.model_copy(update={"images": manifest.archives[0].images})
    outcomes = load(tmp_path, manifest.model_copy(update={"archives": (wrong, manifest.archives[1])}), FakeEngine())
    assert outcomes[0] == Outcome(wrong, Result.INCOMPLETE, got="web:1")
    assert not outcomes[0].fine
