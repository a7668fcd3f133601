"""An archive takes no name that its bundle does not list, and none from another image without a word."""

from __future__ import annotations

import gzip
import hashlib
import tracemalloc
from collections.abc import Mapping
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest

from tests.venue.fake_archive import FakeImage, pack
from tests.venue.fake_engine import CLASSIC, CONTAINERD, FakeEngine
from workshop.lab.record import ImageStore
from workshop.venue.bundle import Archive, Image, Manifest
from workshop.venue.load import Outcome, Result, load_bundle

WEB, MINE = FakeImage("web", 5), FakeImage("mine", 5)


def write_bundle(folder: Path, content: bytes, *listed: str) -> Manifest:
    """A bundle of one archive with this *content*, which is said to have WEB under each name that is *listed*."""
    (folder / "images.tar").write_bytes(content)
    digest = hashlib.sha256(content).hexdigest()
    images = tuple(Image(name=name, config=WEB.config, manifest=WEB.manifest, bytes=5) for name in listed)
    archive = Archive(file="images.tar", bytes=len(content), sha256=digest, images=images)
    return Manifest(platform="linux/amd64", archives=(archive,))


class Person:
    """Somebody who gives this answer; `asked` is what they were asked about."""

    def __init__(self, *, answer: bool) -> None:
        self.answer = answer
        self.asked: list[tuple[str, dict[str, str]]] = []

    def __call__(self, file: str, moved: Mapping[str, str]) -> bool:
        """The answer."""
        self.asked.append((file, dict(moved)))
        return self.answer


def load(folder: Path, manifest: Manifest, engine: FakeEngine, person: Person) -> Outcome:
    """Load the bundle's one archive."""
    [outcome] = load_bundle(folder, manifest, engine, lambda *_: None, may_move=person)
    return outcome


@pytest.mark.parametrize("split", [False, True])
@pytest.mark.parametrize("images", [{}, {"myapp:latest": MINE}])
def test_a_name_that_is_not_listed(split: bool, images: dict[str, FakeImage], tmp_path: Path) -> None:
    """Nothing of an archive with another name is loaded, whether that is taken or not, and whoever says yes.

    Nor where the name is in a second compressed stream, which engines read on into.
    """
    content = pack({"web:1": WEB, "myapp:latest": WEB})
    if split:
        listed = pack({"web:1": WEB})
        end = listed.rindex(b"oci-layout") // 512 * 512  # Before its last file, so that it does not end there.
        content = gzip.compress(listed[:end]) + gzip.compress(content)
    manifest = write_bundle(tmp_path, content, "web:1")
    engine, person = FakeEngine(images), Person(answer=True)
    outcome = load(tmp_path, manifest, engine, person)
    assert outcome == Outcome(manifest.archives[0], Result.UNLISTED, got="myapp:latest")
    assert (engine.loads, engine.images, person.asked) == ([], images, [])


def test_a_name_that_would_write_on_the_terminal(tmp_path: Path) -> None:
    """A name may be anything; what is shown of it has nothing that a terminal obeys."""
    manifest = write_bundle(tmp_path, pack({"web:1": WEB, "a\x1b[2Jb:1": WEB}), "web:1")
    assert load(tmp_path, manifest, FakeEngine(), Person(answer=True)).got == r"'a\x1b[2Jb:1'"


@pytest.mark.parametrize("store", [CLASSIC, CONTAINERD], ids=str)
@pytest.mark.parametrize("answer", [False, True])
def test_a_name_of_another_image(answer: bool, store: ImageStore, tmp_path: Path) -> None:
    """Whether a listed name may be taken from another image is asked, with that one's id, and the answer holds."""
    manifest = write_bundle(tmp_path, pack({"web:1": WEB, "myapp:latest": WEB}), "web:1", "docker.io/library/myapp")
    engine, person = FakeEngine({"myapp:latest": MINE}, store), Person(answer=answer)
    outcome = load(tmp_path, manifest, engine, person)
    assert person.asked == [("images.tar", {"myapp:latest": MINE.config if store == CLASSIC else MINE.manifest})]
    if answer:
        assert engine.images == {"myapp:latest": WEB, "web:1": WEB}
    else:
        assert outcome == Outcome(manifest.archives[0], Result.KEPT, got="myapp:latest")
        assert (engine.loads, engine.images) == ([], {"myapp:latest": MINE})


@pytest.mark.parametrize("store", [CLASSIC, CONTAINERD], ids=str)
def test_the_same_image_is_not_asked_for(store: ImageStore, tmp_path: Path) -> None:
    """An image that has the same content stays what it is, whatever id the engine has for it."""
    pulled = replace(WEB, is_packed=True, is_indexed=True)
    manifest = write_bundle(tmp_path, pack({"web:1": WEB, "web:2": WEB}), "web:1", "web:2")
    engine, person = FakeEngine({"web:1": pulled}, store), Person(answer=False)
    assert load(tmp_path, manifest, engine, person).result is Result.LOADED
    assert person.asked == []


UNREADABLE = {
    "zstd": (b"\x28\xb5\x2f\xfd" + b"\0" * 1000, "it is compressed with zstd, which cannot be read here"),
    "no images": (pack({}, manifest=b"["), "its manifest.json is no JSON"),
}


@pytest.mark.parametrize("kind", UNREADABLE)
def test_names_that_cannot_be_told(kind: str, tmp_path: Path) -> None:
    """An archive whose names cannot be told is not loaded, and why is said; but damage is told first."""
    content, words = UNREADABLE[kind]
    manifest = write_bundle(tmp_path, content, "web:1")
    engine, [archive] = FakeEngine(), manifest.archives
    assert load(tmp_path, manifest, engine, Person(answer=True)) == Outcome(archive, Result.UNKNOWN, got=words)
    (tmp_path / "images.tar").write_bytes(content[:-1] + b"x")
    assert load(tmp_path, manifest, engine, Person(answer=True)).result is Result.DAMAGED
    (tmp_path / "images.tar").write_bytes(content + b"x")
    assert load(tmp_path, manifest, engine, Person(answer=True)).result is Result.WRONG_SIZE
    assert engine.loads == []


def test_damage_is_told_before_names(tmp_path: Path) -> None:
    """What a damaged archive says of its names is not told, since it may be the damage that says it."""
    manifest = write_bundle(tmp_path, pack({"web:1": WEB}), "web:1")
    (tmp_path / "images.tar").write_bytes(pack({"web:2": WEB}))
    assert load(tmp_path, manifest, FakeEngine(), Person(answer=True)).result is Result.DAMAGED


class Stick(BytesIO):
    """A file that cannot be read once, on the way, and can after that."""

    fails = True

    def read(self, size: int | None = -1, /) -> bytes:
        """As it is."""
        if self.fails:
            self.fails = False
            raise OSError(5, "Input/output error")
        return super().read(size)


def test_a_stick_that_fails_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that could not be read is told as that, and not as one that holds something else."""
    manifest = write_bundle(tmp_path, pack({"web:1": WEB}), "web:1")
    monkeypatch.setattr(Path, "open", lambda path, _: Stick(path.read_bytes()))
    monkeypatch.setattr(Path, "read_bytes", lambda _: pack({"web:1": WEB}))
    outcome = load(tmp_path, manifest, FakeEngine(), Person(answer=True))
    assert outcome == Outcome(manifest.archives[0], Result.UNREADABLE, got="Input/output error")


def test_memory(tmp_path: Path) -> None:
    """An archive is never in memory as a whole."""

    class Sink(FakeEngine):
        def load(self, chunks: object) -> None:
            for _ in chunks:  # type: ignore[attr-defined]
                pass

    size = 40 << 20
    manifest = write_bundle(tmp_path, pack({"web:1": FakeImage("web", size)}), "web:1")
    tracemalloc.start()
    load(tmp_path, manifest, Sink(), Person(answer=True))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < size / 4
