"""Makes a bundle of an engine's images: each archive, and the manifest that names them, whole or not at all."""

from __future__ import annotations

import gzip
import hashlib
import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import BinaryIO

from workshop.venue.bundle import Archive, Image, Manifest, write_manifest
from workshop.venue.engine import Engine

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


def pack_bundle(folder: Path, images: dict[str, tuple[str, int]], engine: Engine, tell: Tell) -> Manifest:
    """Write a bundle of *images*, id and bytes by name, into *folder*, which is made where it is not there.

    What was there stays until all of the new bundle is written. Raises EngineError, OSError.
    """
    folder.mkdir(parents=True, exist_ok=True)
    platform = engine.platform()
    assert platform is not None  # because the engine told the images
    written: dict[Path, Path] = {}
    archives = []
    try:
        for file, names in group_images(images).items():
            new = folder / f".{file}.{os.getpid()}"
            written[new] = folder / file
            found = tuple(Image(name=name, id=images[name][0], bytes=images[name][1]) for name in names)
            archives.append(_write(new, file, found, engine, tell))
        for new, final in written.items():
            new.replace(final)
    finally:
        for new in written:
            new.unlink(missing_ok=True)
    manifest = Manifest(platform=platform, archives=tuple(archives))
    write_manifest(folder, manifest)
    return manifest


def _write(path: Path, file: str, images: tuple[Image, ...], engine: Engine, tell: Tell) -> Archive:
    done, total = 0, sum(image.bytes for image in images)
    tell(file, done, total)
    with path.open("wb") as raw:
        hashing = _Hashing(raw)
        # Neither name nor time goes in, so that the same images make the same archive.
        with gzip.GzipFile("", "wb", LEVEL, hashing, mtime=0) as packed:
            for chunk in engine.save([image.name for image in images]):
                packed.write(chunk)
                done += len(chunk)
                tell(file, done, max(done, total))
        raw.flush()
        os.fsync(raw.fileno())
    return Archive(file=file, bytes=hashing.size, sha256=hashing.digest.hexdigest(), images=images)


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
