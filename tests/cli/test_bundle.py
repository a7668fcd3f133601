"""A bundle's whole way from a real engine and back, in whichever image store that has."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from subprocess import run
from typing import Any

import pytest

from tests.venue.conftest import WriteLab
from workshop.cli import main
from workshop.run.lock import hold_machine
from workshop.run.machine import LocalMachine
from workshop.venue.engine import DockerEngine

IMAGE = "workshop-test/pack:1"
HERE = "✓ images.tar.gz: its images are here already\n"
COMPARING = "comparing the engine's images with images.tar.gz\n"


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


@pytest.fixture
def bundle(
    write_lab: WriteLab, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Path:
    """A bundle with busybox alone, packed from this machine's engine, which from then on must not load anything."""
    write_lab("01-a", "docker", "images: ['busybox:1.37']\n")
    monkeypatch.chdir(tmp_path)
    assert main(["pack", "bundle"]) == 0
    capsys.readouterr()
    monkeypatch.setattr(DockerEngine, "load", lambda *_: pytest.fail("something was loaded"))
    return tmp_path / "bundle"


def read(bundle: Path) -> dict[str, Any]:
    """Its `bundle.json`."""
    return dict(json.loads((bundle / "bundle.json").read_text(encoding="utf-8")))


def read_blob(folder: Path, digest: str) -> dict[str, Any]:
    """What an unpacked archive has under *digest*, nothing where it is not there."""
    path = folder / "blobs" / "sha256" / digest.removeprefix("sha256:")
    return dict(json.loads(path.read_bytes())) if path.exists() else {}


@pytest.mark.needs_docker("busybox:1.37")
def test_both_digests(bundle: Path) -> None:
    """A real engine's archive tells both digests: its own id is one, and the configuration that with its content."""
    [image] = read(bundle)["archives"][0]["images"]
    found, store = DockerEngine().find_image("busybox:1.37"), LocalMachine().image_store()
    assert found
    assert store
    assert image["manifest" if store.kind == "containerd" else "config"] == found[0]
    folder = bundle.parent / "unpacked"
    folder.mkdir()
    run(["tar", "-xzf", bundle / "images.tar.gz", "-C", folder], check=True)
    assert "rootfs" in read_blob(folder, image["config"])
    described = read_blob(folder, image["manifest"])
    # Of an index, the platforms that are here.
    digests = [each["digest"] for each in described.get("manifests", [])]
    manifests = [described] if not digests else [blob for each in digests if (blob := read_blob(folder, each))]
    assert image["config"] in [manifest["config"]["digest"] for manifest in manifests]


@pytest.mark.needs_docker("busybox:1.37")
def test_what_was_packed_is_here(bundle: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A bundle that this engine packed has nothing for it to load, and packing again makes the same bytes."""
    assert main(["load", "bundle"]) == 0
    assert capsys.readouterr() == (HERE, "")
    before = {path.name: path.read_bytes() for path in bundle.iterdir()}
    assert main(["pack", "bundle"]) == 0
    assert {path.name: path.read_bytes() for path in bundle.iterdir()} == before


@pytest.mark.needs_docker("busybox:1.37")
@pytest.mark.parametrize("packed_from", ["classic", "containerd"])
def test_what_the_other_store_packed_is_here(
    packed_from: str, bundle: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A bundle of format 1, with the ids of either store, has nothing to load for an engine that has its images."""
    content = read(bundle) | {"format": 1}
    [image] = content["archives"][0]["images"]
    identity = image["config" if packed_from == "classic" else "manifest"]
    content["archives"][0]["images"] = [{"name": image["name"], "id": identity, "bytes": image["bytes"]}]
    (bundle / "bundle.json").write_text(json.dumps(content), encoding="utf-8")
    assert main(["load", "bundle"]) == 0
    store = LocalMachine().image_store()
    assert store
    assert capsys.readouterr() == (HERE, "" if store.kind == packed_from else COMPARING)


@pytest.mark.needs_docker("busybox:1.37")
@pytest.mark.parametrize("version", [1, 2])
def test_another_image_is_not_here(version: int, bundle: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An image of another content under the name is not taken for it, in either format: it would be loaded."""
    content = read(bundle) | {"format": version}
    [image] = content["archives"][0]["images"]
    other = f"sha256:{'0' * 64}"
    digests = {"id": other} if version == 1 else {"config": other, "manifest": other}
    content["archives"][0]["images"] = [{"name": image["name"], "bytes": image["bytes"]} | digests]
    (bundle / "bundle.json").write_text(json.dumps(content), encoding="utf-8")
    (bundle / "images.tar.gz").unlink()
    assert main(["load", "bundle"]) == 1
    assert capsys.readouterr().out == "✗ images.tar.gz: is not in the bundle\n"
