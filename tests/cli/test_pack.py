"""`workshop pack`, and a bundle's whole way through a real engine."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from subprocess import run

import pytest

from tests.venue.conftest import FakeEngine, WriteLab
from workshop.cli import main
from workshop.cli.pack import format_size
from workshop.run.lock import hold_machine
from workshop.venue import engine as venue_engine
from workshop.venue.engine import DockerEngine, EngineError

IMAGE = "workshop-test/pack:1"
WEB, NODE = (f"sha256:{'a' * 64}", 100), (f"sha256:{'b' * 64}", 800)
FRONT = 'images: ["web:1", "kindest/node:v1"]\n'


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> FakeEngine:
    """An engine with the images of the test's lab, which the command finds in place of this machine's."""
    fake = FakeEngine({"web:1": WEB, "kindest/node:v1": NODE})
    monkeypatch.setattr(venue_engine, "DockerEngine", lambda: fake)
    return fake


@pytest.fixture
def project(write_lab: WriteLab, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, a project with a lab that uses two images and one that uses none."""
    write_lab("01-a", "docker", FRONT)
    write_lab("02-b")
    monkeypatch.chdir(tmp_path)
    return tmp_path


ENGLISH = """\
✓ images.tar.gz (0.1 MB): web:1
✓ node-v1.tar.gz (0.1 MB): kindest/node:v1

Bundle: bundle, 0.1 MB in all, for linux/amd64
On another machine: workshop load DIR, or docker load -i one by one
"""
CHINESE = """\
✓ images.tar.gz（0.1 MB）：web:1
✓ node-v1.tar.gz（0.1 MB）：kindest/node:v1

离线包：bundle，共 0.1 MB，用于 linux/amd64
在别的机器上：workshop load DIR，或者逐个 docker load -i
"""


@pytest.mark.parametrize(("lang", "text", "step"), [("en", ENGLISH, "packing"), ("zh", CHINESE, "打包")])
def test_pack(
    lang: str, text: str, step: str, project: Path, engine: FakeEngine, capsys: pytest.CaptureFixture[str]
) -> None:
    """All labs' images are packed, and it is said into what and what to do with it."""
    assert main(["pack", "bundle", "--lang", lang]) == 0
    assert capsys.readouterr() == (text, f"{step} images.tar.gz\n{step} node-v1.tar.gz\n")


def test_missing_images(project: Path, engine: FakeEngine, capsys: pytest.CaptureFixture[str]) -> None:
    """All images that are not there are named, with the commands that get them, and nothing is written."""
    engine.images = {}
    assert main(["pack", "bundle"]) == 3
    hint = "docker pull kindest/node:v1; docker pull web:1"
    assert capsys.readouterr() == ("", f"images that are not here: kindest/node:v1, web:1\n\nhint: {hint}\n")
    assert not (project / "bundle").exists()


def test_labs_without_images(project: Path, engine: FakeEngine, capsys: pytest.CaptureFixture[str]) -> None:
    """Only the labs that are named count; where these use no images there is nothing to pack."""
    assert main(["pack", "bundle", "02-b"]) == 2
    assert capsys.readouterr() == ("", "these labs use no images\n")


def test_no_engine(project: Path, engine: FakeEngine) -> None:
    """Without an engine the exit code is 3."""
    engine.name = None
    assert main(["pack", "bundle"]) == 3


def test_files_of_somebody_else(project: Path, engine: FakeEngine, capsys: pytest.CaptureFixture[str]) -> None:
    """A file of an archive's name in a folder that is no bundle is never replaced; a bundle is."""
    (project / "images.tar.gz").write_text("mine", encoding="utf-8")
    assert main(["pack", "."]) == 2
    message = "images.tar.gz: is there already, without a bundle.json, and was left alone"
    assert capsys.readouterr() == ("", f"{message}\n\nhint: choose an empty folder\n")
    assert main(["pack", "bundle"]) == main(["pack", "bundle"]) == 0


def test_what_cannot_be_done(project: Path, engine: FakeEngine, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder that cannot be written and an engine that refuses are told in their own words."""
    assert main(["pack", "mkdocs.yml"]) == 1
    assert (
        capsys.readouterr().err == "mkdocs.yml: cannot be written: File exists; a bundle that was there is as it was\n"
    )
    engine.refuses = "no such layer"
    assert main(["pack", "bundle"]) == 1
    line = "Docker could not save the images: no such layer; a bundle that was there is as it was\n"
    assert capsys.readouterr().err.endswith(line)


def test_sizes() -> None:
    """Sizes are in megabytes of a million bytes, and nothing is 0.0."""
    assert [format_size(size) for size in (0, 1_000_000, 84_888_988)] == ["0.1 MB", "1.0 MB", "84.9 MB"]


@contextmanager
def own_image() -> Iterator[str]:
    """Hold this machine for a test with an image under a name of the test's own; its id, and no trace afterwards."""
    with hold_machine("a test of workshop pack", print):
        run(["docker", "tag", "busybox:1.37", IMAGE], check=True)
        try:
            found = DockerEngine().find_image(IMAGE)
            assert found
            yield found[0]
        finally:
            run(["docker", "rmi", IMAGE], capture_output=True, check=False)


@pytest.mark.needs_docker("busybox:1.37")
def test_round_trip(
    write_lab: WriteLab, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """An image that was packed and removed is there again after loading, the same; half an archive loads nothing."""
    write_lab("01-a", "docker", f"images: ['{IMAGE}']\n")
    monkeypatch.chdir(tmp_path)
    with own_image() as identity:
        assert main(["pack", "bundle"]) == 0
        run(["docker", "rmi", IMAGE], check=True, capture_output=True)
        archive = tmp_path / "bundle" / "images.tar.gz"
        whole = archive.read_bytes()
        archive.write_bytes(whole[:-1000])
        assert main(["load", "bundle"]) == 1
        assert DockerEngine().find_image(IMAGE) is None
        archive.write_bytes(whole)
        capsys.readouterr()
        assert main(["load", "bundle"]) == 0
        assert capsys.readouterr().out == f"✓ images.tar.gz: loaded {IMAGE}\n"
        assert (DockerEngine().find_image(IMAGE) or ("",))[0] == identity
        assert re.fullmatch("linux/[a-z0-9]+", DockerEngine().platform() or "")


@pytest.mark.needs_docker
def test_the_engines_own_words() -> None:
    """What a real engine does not take or have is an error in its words, and an end half-way is passed on."""
    with pytest.raises(EngineError, match="invalid tar header"):
        DockerEngine().load([b"this is no archive" * 1000])
    with pytest.raises(EngineError, match="reference does not exist"):
        list(DockerEngine().save(["no-such-image:1"]))

    def break_off() -> Iterator[bytes]:
        yield b"x"
        raise OSError(5, "Input/output error")

    with pytest.raises(OSError, match="Input/output error"):
        DockerEngine().load(break_off())
