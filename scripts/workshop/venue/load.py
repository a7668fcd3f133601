"""Loads a bundle's images into an engine: each archive is proven whole before the engine gets any of it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

from workshop.venue.bundle import Archive, Image, Manifest, OldImage, OldManifest
from workshop.venue.engine import CHUNK_BYTES, Engine, EngineError
from workshop.venue.present import is_present

Tell = Callable[[str, str, int, int], None]
"""Called with `compare`, `verify` or `load`, the archive's file, and how many of how many bytes are done."""


class Result(StrEnum):
    """What became of an archive. Nothing of it was loaded unless it says `loaded`."""

    PRESENT = "present"
    LOADED = "loaded"
    MISSING = "missing"
    UNREADABLE = "unreadable"
    WRONG_SIZE = "wrong size"
    DAMAGED = "damaged"
    REFUSED = "refused"
    INCOMPLETE = "incomplete"


@dataclass(frozen=True)
class Outcome:
    """What became of one archive: `expected` and `got` where it is not as the manifest says, or the engine's words."""

    archive: Archive[Image] | Archive[OldImage]
    result: Result
    expected: str = ""
    got: str = ""

    @property
    def fine(self) -> bool:
        """Whether the engine has the archive's images now."""
        return self.result in (Result.PRESENT, Result.LOADED)


def load_bundle(folder: Path, manifest: Manifest | OldManifest, engine: Engine, tell: Tell) -> Iterator[Outcome]:
    """Load the archives of *manifest* whose images *engine* lacks or has others of, one after another."""
    for archive in manifest.archives:
        if is_present(archive, folder, engine, partial(tell, "compare", archive.file)):
            yield Outcome(archive, Result.PRESENT)
            continue
        try:
            with (folder / archive.file).open("rb") as file:
                yield _load(archive, file, engine, tell)
        except FileNotFoundError:
            yield Outcome(archive, Result.MISSING)
        except OSError as error:
            yield Outcome(archive, Result.UNREADABLE, got=error.strerror or str(error))


def _load(archive: Archive[Any], file: BinaryIO, engine: Engine, tell: Tell) -> Outcome:
    """Verify and load the same open file, so that it cannot be exchanged in between."""
    digest, size = hashlib.sha256(), 0
    for chunk in _read(file, "verify", archive, tell):
        digest.update(chunk)
        size += len(chunk)
    if size != archive.bytes:
        return Outcome(archive, Result.WRONG_SIZE, str(archive.bytes), str(size))
    if digest.hexdigest() != archive.sha256:
        return Outcome(archive, Result.DAMAGED, archive.sha256, digest.hexdigest())
    file.seek(0)
    try:
        engine.load(_read(file, "load", archive, tell))
    except EngineError as error:
        return Outcome(archive, Result.REFUSED, got=str(error))
    # Only names: an engine with another image store knows the same image by another id.
    lacking = [image.name for image in archive.images if engine.find_image(image.name) is None]
    return Outcome(archive, Result.INCOMPLETE if lacking else Result.LOADED, got=", ".join(lacking))


def _read(file: BinaryIO, what: str, archive: Archive[Any], tell: Tell) -> Iterator[bytes]:
    done = 0
    tell(what, archive.file, done, archive.bytes)
    while chunk := file.read(CHUNK_BYTES):
        done += len(chunk)
        tell(what, archive.file, done, archive.bytes)
        yield chunk
