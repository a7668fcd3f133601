"""Which names an archive carries, and which of these would take an engine's name from the image that has it."""

from __future__ import annotations

import bz2
import gzip
import hashlib
import io
import json
import lzma
import tarfile
from collections.abc import Callable
from typing import Any

import pytest

from workshop.venue.carried import (
    ArchiveError,
    Carried,
    Conflict,
    Present,
    Reason,
    find_conflicts,
    normalize,
    read_carried,
    read_present,
)

CONFIG = {
    "architecture": "amd64",
    "os": "linux",
    "config": {"Cmd": ["sh"], "Labels": None},
    "rootfs": {"type": "layers", "diff_ids": ["sha256:l1", "sha256:l2"]},
}
INSPECTED = {
    "Id": "sha256:other",
    "Os": "linux",
    "Architecture": "amd64",
    "Config": {"Cmd": ["sh"], "Hostname": "", "Image": "sha256:x"},
    "RootFS": {"Type": "layers", "Layers": ["sha256:l1", "sha256:l2"]},
}


def digest(content: Any) -> str:
    """The digest of *content* as JSON."""
    return hashlib.sha256(json.dumps(content).encode()).hexdigest()


def write(*files: tuple[str, Any]) -> bytes:
    """A tar of *files*, bytes as they are and anything else as JSON."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        for name, content in files:
            data = content if isinstance(content, bytes) else json.dumps(content).encode()
            about = tarfile.TarInfo(name)
            about.size = len(data)
            archive.addfile(about, io.BytesIO(data))
    return buffer.getvalue()


def blob(content: Any) -> tuple[str, Any]:
    """*content* as a file of an OCI layout."""
    return f"blobs/sha256/{digest(content)}", content


MANIFEST = {"schemaVersion": 2, "config": {"digest": f"sha256:{digest(CONFIG)}"}, "layers": []}
INDEX = {"schemaVersion": 2, "manifests": [{"digest": f"sha256:{digest(MANIFEST)}"}]}


def describe(name: str, content: Any = MANIFEST, key: str = "io.containerd.image.name") -> dict[str, Any]:
    """What `index.json` says of an image called *name*."""
    return {"digest": f"sha256:{digest(content)}", "annotations": {key: name, "org.opencontainers.image.ref.name": "1"}}


def read(*files: tuple[str, Any]) -> list[Carried]:
    """The names in an archive of *files*."""
    return read_carried(io.BytesIO(write(*files)))


CONFIG_ID, MANIFEST_ID, INDEX_ID = (f"sha256:{digest(each)}" for each in (CONFIG, MANIFEST, INDEX))
BLOBS = [blob(CONFIG), blob(MANIFEST), blob(INDEX), ("blobs/sha256/layer", b"\0" * 2048)]
WAYS: dict[str, tuple[list[tuple[str, Any]], dict[str, set[str]]]] = {
    "Docker 25 and later": (
        [
            *BLOBS,
            ("index.json", {"manifests": [describe("docker.io/library/web:1")]}),
            ("manifest.json", [{"Config": f"blobs/sha256/{digest(CONFIG)}", "RepoTags": ["web:1"]}]),
            ("repositories", {"web": {"1": "x"}}),
        ],
        {"web:1": {CONFIG_ID, MANIFEST_ID}},
    ),
    "before Docker 25": (
        [
            (f"{digest(CONFIG)}.json", CONFIG),
            ("manifest.json", [{"Config": f"{digest(CONFIG)}.json", "RepoTags": ["web:1"]}]),
        ],
        {"web:1": {CONFIG_ID}},
    ),
    "before Docker 1.10": ([("repositories", {"web": {"1": "x", "2": "y"}})], {"web:1": set(), "web:2": set()}),
    "an OCI layout alone": (
        [*BLOBS, ("./index.json", {"manifests": [describe("docker.io/me/web:1", INDEX), {"digest": "sha256:0"}]})],
        {"me/web:1": {CONFIG_ID, MANIFEST_ID, INDEX_ID}},
    ),
    "a name without a registry": (
        [
            *BLOBS,
            (
                "index.json",
                {"manifests": [{"digest": MANIFEST_ID, "annotations": {"org.opencontainers.image.ref.name": "web"}}]},
            ),
        ],
        {"web:latest": {CONFIG_ID, MANIFEST_ID}},
    ),
    "names that differ between the files": (
        [
            *BLOBS,
            ("index.json", {"manifests": [describe("a:1")]}),
            ("manifest.json", [{"RepoTags": ["b:1"]}]),
            ("repositories", {"c": {"1": ""}}),
        ],
        {"a:1": {CONFIG_ID, MANIFEST_ID}, "b:1": {"sha256:"}, "c:1": set()},
    ),
    "a file that is there twice": (
        [("manifest.json", [{"RepoTags": ["a:1"]}]), ("manifest.json", [{"RepoTags": ["b:1"]}])],
        {"a:1": {"sha256:"}, "b:1": {"sha256:"}},
    ),
    "a name by digest": (
        [*BLOBS, ("index.json", {"manifests": [describe(f"docker.io/library/web@{MANIFEST_ID}")]})],
        {},
    ),
    "images without a name": ([("manifest.json", [{"Config": "x.json", "RepoTags": None}])], {}),
}


@pytest.mark.parametrize("way", WAYS)
def test_names(way: str) -> None:
    """All names are found, wherever engines of any age would look for them, with the ids that those would give."""
    files, names = WAYS[way]
    assert {each.name: set(each.ids) for each in read(*files)} == names


@pytest.mark.parametrize("pack", [bytes, gzip.compress, bz2.compress, lzma.compress])
def test_compression(pack: Callable[[bytes], bytes]) -> None:
    """It may be compressed as `docker load` takes it, and is read by a stream that cannot go back."""

    class Pipe(io.RawIOBase):
        def __init__(self, content: bytes) -> None:
            self._content = io.BytesIO(content)

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: Any) -> int:
            return self._content.readinto(buffer)

    content = pack(write(*WAYS["Docker 25 and later"][0]))
    assert [each.name for each in read_carried(Pipe(content))] == ["web:1"]


def cut(content: bytes) -> bytes:
    """The first half."""
    return gzip.compress(content)[: len(gzip.compress(content)) // 2]


def link(content: bytes) -> bytes:
    """An archive whose `manifest.json` is a link."""
    buffer = io.BytesIO(content)
    with tarfile.open(fileobj=buffer, mode="a") as archive:
        about = tarfile.TarInfo("manifest.json")
        about.type, about.linkname = tarfile.SYMTYPE, "blobs/sha256/x"
        archive.addfile(about)
    return buffer.getvalue()


BROKEN = {
    "nothing": b"",
    "something else": b"hello" * 500,
    "zstd": b"\x28\xb5\x2f\xfd" + b"\0" * 1000,
    "cut off": cut(write(*WAYS["before Docker 25"][0], ("layer", bytes(range(256)) * 400))),
    "no image": write(("notes", b"hello")),
    "a link": link(write()),
    "no JSON": write(("manifest.json", b"[")),
    "another JSON": write(("manifest.json", [1])),
    "a JSON of another kind": write(("index.json", [])),
    "an index without digests": write(
        ("index.json", {"manifests": [{"annotations": {"io.containerd.image.name": "a"}}]})
    ),
}


@pytest.mark.parametrize("kind", BROKEN)
def test_what_cannot_be_read(kind: str) -> None:
    """Of an archive whose names cannot be told the reason is told."""
    with pytest.raises(ArchiveError):
        read_carried(io.BytesIO(BROKEN[kind]))


def test_too_much_to_keep(monkeypatch: pytest.MonkeyPatch) -> None:
    """What would fill the memory is refused instead."""
    monkeypatch.setattr("workshop.venue.carried._MOST_KEPT_BYTES", 1000)
    with pytest.raises(ArchiveError, match="more than any archive of images does"):
        read(*((f"blobs/sha256/{number}", {"x": "y" * 100}) for number in range(20)))


def test_names_in_any_form() -> None:
    """A name is the same with and without the registry, the folder and the tag that are meant where none is written."""
    forms = (
        "nginx",
        "nginx:latest",
        "library/nginx",
        "docker.io/library/nginx:latest",
        "index.docker.io/library/nginx",
    )
    assert {normalize(form) for form in forms} == {"nginx:latest"}
    others = ("me/web:1", "localhost:5000/web", "docker.io/me/web:1@sha256:0")
    assert [normalize(name) for name in others] == ["me/web:1", "localhost:5000/web:latest", "me/web:1"]


WEB = Carried("web:1", frozenset({CONFIG_ID, MANIFEST_ID}))


def test_the_attendees_own_image() -> None:
    """A name that the manifest does not list is told, whether the engine has it or not; one on another image too."""
    carried = [WEB, Carried("myapp:latest"), Carried("db:8", frozenset({"sha256:new"}))]
    present = {"myapp": Present("sha256:mine"), "db:8": Present("sha256:old"), "unrelated:1": Present("sha256:x")}
    assert find_conflicts(["docker.io/library/web:1", "db:8"], carried, present) == [
        Conflict("db:8", Reason.MOVED),
        Conflict("myapp:latest", Reason.UNLISTED),
    ]


@pytest.mark.parametrize("identity", [CONFIG_ID, MANIFEST_ID])
def test_the_same_image(identity: str) -> None:
    """An engine that has the image already, under the id that its store gives it, loses nothing."""
    assert find_conflicts(["web:1"], [WEB], {"web:1": Present(identity)}) == []


CHANGES: dict[str, Callable[[dict[str, Any]], object]] = {
    "a layer": lambda image: image["RootFS"]["Layers"].append("sha256:l3"),
    "the platform": lambda image: image.update(Architecture="arm64"),
    "the command": lambda image: image["Config"].update(Cmd=["bash"]),
    "a label": lambda image: image["Config"].update(Labels={"mine": "yes"}),
}


def test_the_same_image_by_another_id() -> None:
    """What has the same layers, platform and way to begin is the same image, whatever id the engine gave it."""
    (web,) = read(*WAYS["Docker 25 and later"][0])
    assert find_conflicts(["web:1"], [web], {"web:1": read_present(json.dumps([INSPECTED]))}) == []


@pytest.mark.parametrize("change", CHANGES)
def test_another_image_of_that_name(change: str) -> None:
    """Where any of these differs it is another image, and its name would move."""
    (web,) = read(*WAYS["Docker 25 and later"][0])
    image = json.loads(json.dumps(INSPECTED))
    CHANGES[change](image)
    present = read_present(json.dumps([image]))
    assert find_conflicts(["web:1"], [web], {"web:1": present}) == [Conflict("web:1", Reason.MOVED)]
