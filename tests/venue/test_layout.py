"""The digests of an image are found by its name, however that is written, or it is said what is wrong."""

from __future__ import annotations

import json
from typing import Any

import pytest

from workshop.venue.layout import ArchiveError, Digests, Fault, find_digests

CONFIG, MANIFEST, OTHER = "a" * 64, f"sha256:{'b' * 64}", "c" * 64


def describe(short: str, full: str, config: str = f"blobs/sha256/{CONFIG}") -> dict[str, bytes]:
    """The lists of an archive with one image and another one before it."""
    others = {"Config": f"blobs/sha256/{OTHER}", "RepoTags": ["other:1"]}
    annotations = [{"io.containerd.image.name": "docker.io/library/other:1"}, {"io.containerd.image.name": full}]
    digests = [f"sha256:{OTHER}", MANIFEST]
    manifests = [{"digest": digest, "annotations": each} for digest, each in zip(digests, annotations, strict=True)]
    saved = [others, {"Config": config, "RepoTags": ["more:1", short], "Layers": []}]
    return encode(manifest=saved, index={"manifests": manifests})


def encode(**lists: Any) -> dict[str, bytes]:
    """The files of these contents."""
    return {f"{name}.json": json.dumps(content).encode() for name, content in lists.items()}


NAMES = {
    "web:1": ("web:1", "docker.io/library/web:1"),
    "docker.io/library/web:1": ("web:1", "docker.io/library/web:1"),
    "index.docker.io/library/web:1": ("web:1", "docker.io/library/web:1"),
    "web": ("web:latest", "docker.io/library/web:latest"),
    "me/web:1": ("me/web:1", "docker.io/me/web:1"),
    "docker.io/me/web": ("me/web:latest", "docker.io/me/web:latest"),
    "registry.example:5000/a/web": ("registry.example:5000/a/web:latest", "registry.example:5000/a/web:latest"),
    "localhost:5000/library/web:1": ("localhost:5000/library/web:1", "localhost:5000/library/web:1"),
}


@pytest.mark.parametrize("name", NAMES)
def test_names(name: str) -> None:
    """A name is found in both lists, with or without tag and registry, and told as it was asked for."""
    assert find_digests(describe(*NAMES[name]), [name]) == {name: Digests(f"sha256:{CONFIG}", MANIFEST)}


@pytest.mark.parametrize("name", ["web:2", "me/web:1", "registry.example/web:1", f"web:1@{MANIFEST}", "library", ""])
def test_other_names(name: str) -> None:
    """An image of another tag, folder, registry or of a digest alone is not the one of that name."""
    assert find_digests(describe("web:1", "docker.io/library/web:1"), [name]) == {}


def test_an_archive_from_before_the_index() -> None:
    """Engines before Docker 25 tell the configuration alone, in their own way."""
    files = describe("web:1", "", f"{CONFIG}.json")
    del files["index.json"]
    assert find_digests(files, ["web:1"]) == {"web:1": Digests(f"sha256:{CONFIG}", None)}


@pytest.mark.parametrize("manifests", [None, [], [{"digest": MANIFEST}], [{"digest": MANIFEST, "annotations": {}}]])
def test_an_index_without_the_name(manifests: list[Any] | None) -> None:
    """Where the index does not name an image, its manifest is not guessed."""
    files = describe("web:1", "") | encode(index={"manifests": manifests})
    assert find_digests(files, ["web:1"]) == {"web:1": Digests(f"sha256:{CONFIG}", None)}


WRONG = {
    "no JSON": {"manifest.json": b"[{"},
    "no text": {"manifest.json": b"\xff\xfe"},
    "nothing": {"manifest.json": b""},
    "no list": encode(manifest={"Config": CONFIG}),
    "null": encode(manifest=None),
    "no configuration": encode(manifest=[{"RepoTags": ["web:1"]}]),
    "no digest of one": encode(manifest=[{"Config": "../../etc/passwd", "RepoTags": ["web:1"]}]),
    "names of no text": encode(manifest=[{"Config": CONFIG, "RepoTags": [1]}]),
    "an index that is a list": encode(index=[]),
    "an index of another algorithm": encode(index={"manifests": [{"digest": "md5:00"}]}),
    "deep": {"index.json": b'{"manifests":' + b"[" * 100_000},
}


@pytest.mark.parametrize("what", WRONG)
def test_wrong_lists(what: str) -> None:
    """A list that is not what engines write is named."""
    with pytest.raises(ArchiveError) as raised:
        find_digests(describe("web:1", "web:1") | WRONG[what], ["web:1"])
    assert (raised.value.fault, raised.value.subject) == (Fault.WRONG_FILE, next(iter(WRONG[what])))


def test_no_list() -> None:
    """An archive without the list of its images is none of an engine's."""
    with pytest.raises(ArchiveError) as raised:
        find_digests({}, ["web:1"])
    assert (raised.value.fault, raised.value.subject) == (Fault.NO_FILE, "manifest.json")
