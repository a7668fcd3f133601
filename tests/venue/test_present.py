"""An image that an engine has is not loaded again, whichever store it has and whichever format the bundle."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.venue.fake_archive import FakeImage, digest_of
from tests.venue.fake_engine import CLASSIC, CONTAINERD, FakeEngine
from workshop.lab.record import ImageStore
from workshop.venue import present
from workshop.venue.bundle import Archive, Manifest, OldImage, OldManifest
from workshop.venue.load import Result, load_bundle
from workshop.venue.pack import pack_bundle

BUILT, PULLED = FakeImage("built", 3000), FakeImage("pulled", 500, is_packed=True, is_indexed=True)
IMAGES = {"built:1": BUILT, "me/pulled:1": PULLED}
STORES = [CLASSIC, CONTAINERD]


def write_bundle(folder: Path, source: FakeEngine) -> tuple[Manifest, OldManifest]:
    """Pack all that *source* has, and say the same in format 1, where each id is the one that *source* tells."""
    new = pack_bundle(
        folder, {name: image.size_bytes for name, image in source.images.items()}, source, lambda *_: None
    )
    source.saves.clear()
    archives = []
    for archive in new.archives:
        found = {image.name: source.find_image(image.name) or ("", 0) for image in archive.images}
        images = tuple(OldImage(name=name, id=identity, bytes=size) for name, (identity, size) in found.items())
        archives.append(Archive(file=archive.file, bytes=archive.bytes, sha256=archive.sha256, images=images))
    return new, OldManifest(platform=new.platform, archives=tuple(archives))


def load(folder: Path, manifest: Manifest | OldManifest, engine: FakeEngine) -> list[Result]:
    """Load the bundle; nobody watches, and whatever has one of its names may lose it."""
    outcomes = load_bundle(folder, manifest, engine, lambda *_: None, may_move=lambda *_: True)
    return [outcome.result for outcome in outcomes]


@pytest.mark.parametrize("target", STORES, ids=str)
@pytest.mark.parametrize("source", STORES, ids=str)
def test_a_second_load(source: ImageStore, target: ImageStore, tmp_path: Path) -> None:
    """What was loaded is there, whichever store packed it and whichever has it: nothing is loaded or saved again."""
    manifest, _ = write_bundle(tmp_path, FakeEngine(IMAGES, source))
    engine = FakeEngine({}, target)
    assert load(tmp_path, manifest, engine) == [Result.LOADED]
    assert load(tmp_path, manifest, engine) == [Result.PRESENT]
    assert (len(engine.loads), engine.saves) == (1, [])


@pytest.mark.parametrize("target", STORES, ids=str)
@pytest.mark.parametrize("source", STORES, ids=str)
def test_a_second_load_of_format_1(source: ImageStore, target: ImageStore, tmp_path: Path) -> None:
    """A bundle that names one id is not loaded twice either; other images are saved only where ids do not tell."""
    _, manifest = write_bundle(tmp_path, FakeEngine(IMAGES, source))
    engine = FakeEngine({}, target)
    assert load(tmp_path, manifest, engine) == [Result.LOADED]
    assert load(tmp_path, manifest, engine) == [Result.PRESENT]
    assert len(engine.loads) == 1
    assert engine.saves == ([] if source == target else [["built:1", "me/pulled:1"]])


@pytest.mark.parametrize("is_old", [False, True])
@pytest.mark.parametrize("target", STORES, ids=str)
@pytest.mark.parametrize("source", STORES, ids=str)
def test_another_image(source: ImageStore, target: ImageStore, is_old: bool, tmp_path: Path) -> None:
    """Another image under one of the names is replaced, in either format and store."""
    manifests = write_bundle(tmp_path, FakeEngine(IMAGES, source))
    engine = FakeEngine(IMAGES | {"me/pulled:1": replace(PULLED, seed="another")}, target)
    assert load(tmp_path, manifests[is_old], engine) == [Result.LOADED]
    assert engine.images["me/pulled:1"].config == PULLED.config
    assert load(tmp_path, manifests[is_old], engine) == [Result.PRESENT]


def test_containerd_opens_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file, which may take half a minute to unpack, is asked only where the engine has the classic store."""
    _, manifest = write_bundle(tmp_path, FakeEngine(IMAGES, CLASSIC))
    monkeypatch.setattr(present, "read_packed_digests", lambda *_: pytest.fail("the file was opened"))
    engine = FakeEngine(IMAGES | {"built:1": replace(BUILT, seed="another")}, CONTAINERD)
    assert load(tmp_path, manifest, engine) == [Result.LOADED]


def test_a_missing_image(tmp_path: Path) -> None:
    """Where an image is missing the archive is loaded, and nothing is saved to find out more."""
    _, manifest = write_bundle(tmp_path, FakeEngine(IMAGES, CLASSIC))
    engine = FakeEngine({"built:1": BUILT}, CONTAINERD)
    assert load(tmp_path, manifest, engine) == [Result.LOADED]
    assert engine.saves == []


def test_a_pulled_image_of_format_1(tmp_path: Path) -> None:
    """An image that was pulled, and so has an index that no bundle knows, is the same by its configuration."""
    _, manifest = write_bundle(tmp_path, FakeEngine(IMAGES, CLASSIC))
    engine = FakeEngine(IMAGES, CONTAINERD)
    assert load(tmp_path, manifest, engine) == [Result.PRESENT]


def test_an_ancient_archive(tmp_path: Path) -> None:
    """An engine whose archives have no index is asked as well; its ids are those of configurations."""
    _, manifest = write_bundle(tmp_path, FakeEngine(IMAGES, CLASSIC))
    assert load(tmp_path, manifest, FakeEngine(IMAGES, CONTAINERD, is_ancient=True)) == [Result.PRESENT]


@pytest.mark.parametrize("length", [0, 700, 2000])
def test_an_engine_that_saves_no_whole_archive(length: int, tmp_path: Path) -> None:
    """Where what the engine saves tells nothing, or it refuses, its image counts as another, and is replaced."""
    _, manifest = write_bundle(tmp_path, FakeEngine(IMAGES, CLASSIC))
    engine = FakeEngine(IMAGES, CONTAINERD, cut=length)
    assert load(tmp_path, manifest, engine) == [Result.LOADED]
    engine = FakeEngine(IMAGES, CONTAINERD, refuses="unable to read content")
    assert load(tmp_path, manifest, engine) == [Result.REFUSED]


@pytest.mark.parametrize("damage", ["missing", "cut", "other"])
def test_an_archive_that_cannot_tell(damage: str, tmp_path: Path) -> None:
    """Where the classic store has forgotten manifests and the file does not tell them, the archive is not present."""
    _, manifest = write_bundle(tmp_path, FakeEngine(IMAGES, CONTAINERD))
    engine = FakeEngine(IMAGES, CLASSIC)
    path = tmp_path / "images.tar.gz"
    content = path.read_bytes()
    assert load(tmp_path, manifest, engine) == [Result.PRESENT]
    path.unlink()
    if damage == "cut":
        path.write_bytes(content[:-700])
    elif damage == "other":
        write_bundle(tmp_path, FakeEngine({"built:1": BUILT, "me/pulled:1": replace(PULLED, seed="x")}, CONTAINERD))
    [result] = load(tmp_path, manifest, engine)
    assert result in (Result.MISSING, Result.WRONG_SIZE, Result.DAMAGED)
    assert engine.loads == []


def test_an_archive_is_not_believed_alone(tmp_path: Path) -> None:
    """An archive that has the id that its bundle names does not make another image of the engine's the same."""
    _, manifest = write_bundle(tmp_path, FakeEngine(IMAGES, CONTAINERD))
    assert manifest.archives[0].images[0].id == digest_of(BUILT.manifest_blob)
    engine = FakeEngine({name: replace(image, seed="mine") for name, image in IMAGES.items()}, CLASSIC)
    assert load(tmp_path, manifest, engine) == [Result.LOADED]


def test_progress(tmp_path: Path) -> None:
    """How far the comparison is is told from nothing on, and never more than there is."""
    _, manifest = write_bundle(tmp_path, FakeEngine(IMAGES, CLASSIC))
    told: list[tuple[str, str, int, int]] = []
    list(load_bundle(tmp_path, manifest, FakeEngine(IMAGES, CONTAINERD), lambda *step: told.append(step)))
    assert told[0] == ("compare", "images.tar.gz", 0, 3500)
    assert {step[:2] for step in told} == {("compare", "images.tar.gz")}
    assert told[-1][2] == told[-1][3] > 3500
    assert all(done <= total for _, _, done, total in told)
