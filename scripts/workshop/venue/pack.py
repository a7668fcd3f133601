"""Makes a bundle of an engine's images: each archive, and the manifest that names them, in an empty folder."""

from __future__ import annotations

import gzip
import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import BinaryIO

from workshop.venue.bundle import Archive, Image, Manifest, write_manifest
from workshop.venue.engine import Engine
from workshop.venue.layout import ArchiveError, Digests, Fault
from workshop.venue.saved import read_digests

Tell = Callable[[str, int, int], None]
"""Called with an archive's file, and how many of about how many bytes of images went into it."""

LEVEL = 6
"""Of gzip: half the size of what `docker save` writes, at the speed of a memory stick; xz would take minutes."""


def group_images(names: Iterable[str]) -> dict[str, list[str]]:
    """The images of each archive, by its file: a kind node each in its own, since it is the biggest by far."""
    groups: dict[str, list[str]] = {}
    for name in sorted(set(names)):
        repository, _, tag = name.partition("@")[0].partition(":")
        file = f"node-{tag or 'latest'}.tar.gz" if repository == "kindest/node" else "images.tar.gz"
        groups.setdefault(file, []).append(name)
    return dict(sorted(groups.items()))


def pack_bundle(folder: Path, images: Mapping[str, int], engine: Engine, tell: Tell) -> Manifest:
    """Write a bundle of *images*, their bytes by name, into *folder*, the manifest last.

    Raises EngineError, ArchiveError, OSError.
    """
    platform = engine.platform()
    assert platform is not None  # because the engine told the images
    archives = []
    for file, names in group_images(images).items():
        sizes = {name: images[name] for name in names}
        archives.append(_write(folder / file, sizes, engine, tell))
    manifest = Manifest(platform=platform, archives=tuple(archives))
    write_manifest(folder, manifest)
    return manifest


def _write(path: Path, sizes: dict[str, int], engine: Engine, tell: Tell) -> Archive[Image]:
    def pack(packed: gzip.GzipFile) -> Iterator[bytes]:
        done, total = 0, sum(sizes.values())
        tell(path.name, done, total)
        for chunk in engine.save(list(sizes)):
            packed.write(chunk)
            done += len(chunk)
            tell(path.name, done, max(done, total))
            yield chunk

    with path.open("wb") as raw:
        hashing = _Hashing(raw)
        # Neither name nor time goes in, so that the same images make the same archive.
        with gzip.GzipFile("", "wb", LEVEL, hashing, mtime=0) as packed:
            found = read_digests(pack(packed), sizes)
        raw.flush()
        os.fsync(raw.fileno())
    images = tuple(_describe(name, size, found) for name, size in sizes.items())
    return Archive(file=path.name, bytes=hashing.size, sha256=hashing.digest.hexdigest(), images=images)


def _describe(name: str, size: int, found: dict[str, Digests]) -> Image:
    if name not in found:
        raise ArchiveError(Fault.NO_IMAGE, name)
    if (manifest := found[name].manifest) is None:
        raise ArchiveError(Fault.NO_MANIFEST, name)
    return Image(name=name, config=found[name].config, manifest=manifest, bytes=size)


class _Hashing:
    """Passes on what is written, and keeps its digest and size."""

    def __init__(self, target: BinaryIO) -> None:
        self._target = target
        self.digest = hashlib.sha256()
        self.size = 0

    def write(self, content: bytes) -> int:
        self.digest.update(content)
        self.size += len(content)
        return self._target.write(content)

    def flush(self) -> None:
        self._target.flush()
