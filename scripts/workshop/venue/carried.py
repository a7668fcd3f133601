"""What an archive of images would do to an engine's names: which it carries, and which it would move to another image.

An archive may carry more than its bundle's manifest says, and loading it moves each of its names, whoever has them. It
is read as a stream, in one pass, and nothing of it is written anywhere. Starts nothing.

Sources: `docker save` 20 to 29; moby's image/tarexport/load.go; containerd's core/images/archive/importer.go; the OCI
image layout, "index.json".
"""

from __future__ import annotations

import json
import tarfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from workshop.venue.archive import BROKEN, Readable, UnreadableCompressionError, decompress, walk
from workshop.venue.layout import INDEX, MANIFESTS

_MOST_KEPT_BYTES = 64 << 20
_MOST_BLOB_BYTES = 4 << 20
_NAMING = (INDEX, MANIFESTS, "repositories")
# Of an image's configuration: what a container of it is like. The rest differs between engines for one image.
_TELLING = (
    *("Cmd", "Entrypoint", "Env", "ExposedPorts", "Healthcheck", "Labels", "Shell", "StopSignal", "User", "Volumes"),
    "WorkingDir",
)


class ArchiveError(Exception):
    """The archive cannot be read as one of images; the text says why."""


@dataclass(frozen=True)
class Content:
    """What an image is, whatever id an engine gives it: digests of its layers, platform, and how containers begin."""

    layers: tuple[str, ...]
    platform: str
    config: str


@dataclass(frozen=True)
class Carried:
    """One name in an archive, such as `nginx:1.30`, with the ids that engines may give its image (`sha256:…`)."""

    name: str
    ids: frozenset[str] = frozenset()
    content: Content | None = None


@dataclass(frozen=True)
class Present:
    """The image that an engine has under some name."""

    id: str
    content: Content | None = None


class Reason(StrEnum):
    """What is wrong with a name in an archive: no manifest lists it, or the engine has it on another image."""

    UNLISTED = "unlisted"
    MOVED = "moved"


@dataclass(frozen=True)
class Conflict:
    """A `name` that should not be loaded without a word, and why."""

    name: str
    reason: Reason


def find_conflicts(listed: Iterable[str], carried: Iterable[Carried], present: Mapping[str, Present]) -> list[Conflict]:
    """What loading *carried* would do beyond what the manifest says, which lists these names, to what is *present*.

    *present* has the engine's images by the names of *carried*. A name that is not listed is to be refused; one that
    would move is the person's to give away.
    """
    known = {normalize(name) for name in listed}
    have = {normalize(name): image for name, image in present.items()}
    conflicts = []
    for each in sorted(carried, key=lambda each: each.name):
        image = have.get(each.name)
        if each.name not in known:
            conflicts.append(Conflict(each.name, Reason.UNLISTED))
        elif image and image.id not in each.ids and (image.content is None or image.content != each.content):
            conflicts.append(Conflict(each.name, Reason.MOVED))
    return conflicts


def normalize(name: str) -> str:
    """*name* as `docker image ls` shows it, with its tag and without the registry that is meant where none is named."""
    name = name.partition("@")[0].removeprefix("docker.io/").removeprefix("index.docker.io/").removeprefix("library/")
    return name if ":" in name.rpartition("/")[2] else f"{name}:latest"


def read_present(inspected: str) -> Present:
    """The image that `docker image inspect NAME` prints, a list of one."""
    image = json.loads(inspected)[0]
    layers = image.get("RootFS", {}).get("Layers") or ()
    return Present(image["Id"], _content(layers, image, image.get("Config") or {}, ("Os", "Architecture")))


def read_carried(stream: Readable) -> list[Carried]:
    """All names in the archive *stream*, plain or compressed as `docker load` takes it, by name.

    Names that say a digest and no tag are left out: they can mean one image only. Raises ArchiveError.
    """
    naming, blobs = _read(stream)
    found: dict[str, Carried] = {}
    for name, ids in _find_names(naming, blobs):
        if "@" in name and ":" not in name.partition("@")[0].rpartition("/")[2]:
            continue
        short, before = normalize(name), found.get(normalize(name), Carried(normalize(name)))
        contents = [_read_content(blobs, identity) for identity in ids]
        content = before.content or next(filter(None, contents), None)
        found[short] = Carried(short, before.ids | ids, content)
    return [found[name] for name in sorted(found)]


def _read(stream: Readable) -> tuple[list[tuple[str, Any]], dict[str, Any]]:
    """What the archive says of names, file by file, one that is there twice twice; and its JSON by digest or path."""
    naming: list[tuple[str, Any]] = []
    blobs: dict[str, Any] = {}
    kept = 0
    try:
        with tarfile.open(fileobj=decompress(stream), mode="r|") as archive:
            for name, member, file in walk(archive):
                if name in _NAMING and file is None:
                    raise ArchiveError(f"its {name} is no file")
                if file is None or (name not in _NAMING and member.size > _MOST_BLOB_BYTES):
                    continue
                content = file.read(min(member.size, _MOST_KEPT_BYTES))
                if name not in _NAMING and not content.startswith(b"{"):
                    continue
                kept += len(content)
                if kept > _MOST_KEPT_BYTES:
                    raise ArchiveError("it describes more than any archive of images does")
                _keep(name, content, naming, blobs)
    except UnreadableCompressionError as error:
        raise ArchiveError(f"it is compressed with {error}, which cannot be read here") from None
    except BROKEN as error:
        raise ArchiveError(f"it is no archive of images that can be read: {error}") from None
    if not naming:
        raise ArchiveError("there is no image in it")
    return naming, blobs


def _keep(name: str, content: bytes, naming: list[tuple[str, Any]], blobs: dict[str, Any]) -> None:
    try:
        parsed = json.loads(content)
    except (ValueError, RecursionError):
        if name in _NAMING:
            raise ArchiveError(f"its {name} is no JSON") from None
        return
    if name in _NAMING:
        naming.append((name, parsed))
    blobs[name] = parsed
    if name.startswith("blobs/sha256/"):
        blobs[f"sha256:{name.rpartition('/')[2]}"] = parsed
    elif name.endswith(".json"):  # Before Docker 25 a configuration is a file of its digest's name.
        blobs[f"sha256:{name.removesuffix('.json')}"] = parsed


def _find_names(naming: list[tuple[str, Any]], blobs: dict[str, Any]) -> Iterator[tuple[str, frozenset[str]]]:
    """Each name, with the digests of what it stands for: of its configuration, manifests and index."""
    try:
        for file, said in naming:
            if file == MANIFESTS:
                for entry in said:
                    digest = str(entry.get("Config", "")).rpartition("/")[2].removesuffix(".json")
                    yield from ((str(tag), frozenset({f"sha256:{digest}"})) for tag in entry.get("RepoTags") or ())
            elif file == "repositories":
                for repository, tags in said.items():
                    yield from ((f"{repository}:{tag}", frozenset()) for tag in tags)
            else:
                for descriptor in said.get("manifests") or ():
                    about = descriptor.get("annotations") or {}
                    name = about.get("io.containerd.image.name") or about.get("org.opencontainers.image.ref.name")
                    if name:
                        yield str(name), frozenset(_find_digests(str(descriptor["digest"]), blobs))
    except (AttributeError, KeyError, TypeError) as error:
        raise ArchiveError(f"its {file} is not what Docker writes: {error}") from None


def _find_digests(digest: str, blobs: dict[str, Any], depth: int = 3) -> Iterator[str]:
    """*digest* and those that what it names leads to: an index to manifests, a manifest to its configuration."""
    yield digest
    blob = blobs.get(digest)
    if not isinstance(blob, dict) or not depth:
        return
    config = blob.get("config")
    if isinstance(config, dict) and "digest" in config:
        yield str(config["digest"])
    for inner in blob.get("manifests") or ():
        yield from _find_digests(str(inner["digest"]), blobs, depth - 1)


def _read_content(blobs: dict[str, Any], digest: str) -> Content | None:
    """The content of the image whose configuration has that *digest*, None where it is something else's."""
    image = blobs.get(digest)
    if not isinstance(image, dict) or not isinstance(image.get("rootfs"), dict):
        return None
    config = image.get("config")
    layers = image["rootfs"].get("diff_ids") or ()
    return _content(layers, image, config if isinstance(config, dict) else {}, ("os", "architecture"))


def _content(
    layers: Iterable[str], image: Mapping[str, Any], config: Mapping[str, Any], keys: tuple[str, str]
) -> Content:
    platform = "/".join(str(image.get(key, "")) for key in keys)
    told = {key: config[key] for key in _TELLING if config.get(key)}
    return Content(tuple(layers), platform, json.dumps(told, sort_keys=True))
