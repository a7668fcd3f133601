"""Loads a bundle's images into an engine: each archive is proven whole before the engine gets any of it.

Nor does the engine get one that carries a name which the bundle does not list, or, unasked, one that would take a name
from another image.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

from workshop.venue.bundle import Archive, Image, Manifest, OldImage, OldManifest
from workshop.venue.carried import ArchiveError, Carried, find_conflicts, read_carried, read_present
from workshop.venue.engine import CHUNK_BYTES, Engine, EngineError
from workshop.venue.present import is_present
from workshop.venue.proof import Proof

Tell = Callable[[str, str, int, int], None]
"""Called with `compare`, `verify` or `load`, the archive's file, and how many of how many bytes are done."""

MayMove = Callable[[str, Mapping[str, str]], bool]
"""Whether an archive's file may take these names from the engine's images, whose ids are told by name."""


class Result(StrEnum):
    """What became of an archive. Nothing of it was loaded unless it says `loaded`."""

    PRESENT = "present"
    LOADED = "loaded"
    MISSING = "missing"
    UNREADABLE = "unreadable"
    WRONG_SIZE = "wrong size"
    DAMAGED = "damaged"
    UNKNOWN = "unknown"
    UNLISTED = "unlisted"
    KEPT = "kept"
    REFUSED = "refused"
    INCOMPLETE = "incomplete"


@dataclass(frozen=True)
class Outcome:
    """What became of one archive: `expected` and `got` where it is not as the manifest says, or somebody's words.

    Those are the engine's, or why its names cannot be told, or the names that it was refused for.
    """

    archive: Archive[Image] | Archive[OldImage]
    result: Result
    expected: str = ""
    got: str = ""

    @property
    def fine(self) -> bool:
        """Whether the engine has the archive's images now."""
        return self.result in (Result.PRESENT, Result.LOADED)


def load_bundle(
    folder: Path,
    manifest: Manifest | OldManifest,
    engine: Engine,
    tell: Tell,
    *,
    may_move: MayMove = lambda *_: False,
) -> Iterator[Outcome]:
    """Load the archives of *manifest* whose images *engine* lacks or has others of, one after another."""
    listed = frozenset(image.name for archive in manifest.archives for image in archive.images)
    loader = _Loader(listed, engine, tell, may_move)
    for archive in manifest.archives:
        if is_present(archive, folder, engine, partial(tell, "compare", archive.file)):
            yield Outcome(archive, Result.PRESENT)
            continue
        try:
            with (folder / archive.file).open("rb") as file:
                yield loader.load(archive, file)
        except FileNotFoundError:
            yield Outcome(archive, Result.MISSING)
        except OSError as error:
            yield Outcome(archive, Result.UNREADABLE, got=error.strerror or str(error))


@dataclass(frozen=True)
class _Loader:
    """What all archives of a bundle, which has *listed* these names, are loaded with."""

    listed: frozenset[str]
    engine: Engine
    tell: Tell
    may_move: MayMove

    def load(self, archive: Archive[Any], file: BinaryIO) -> Outcome:
        """Verify and load the same open file, so that it cannot be exchanged in between."""
        if refusal := self._verify(archive, file):
            return refusal
        file.seek(0)
        try:
            self.engine.load(self._read(archive, file))
        except EngineError as error:
            return Outcome(archive, Result.REFUSED, got=str(error))
        # Only names: an engine with another image store knows the same image by another id.
        lacking = [image.name for image in archive.images if self.engine.find_image(image.name) is None]
        return Outcome(archive, Result.INCOMPLETE if lacking else Result.LOADED, got=", ".join(lacking))

    def _verify(self, archive: Archive[Any], file: BinaryIO) -> Outcome | None:
        """Why *archive* is not to be loaded, if so; what is said of a damaged one's names is not worth telling."""
        proof = Proof(file, lambda done: self.tell("verify", archive.file, done, archive.bytes))
        reader = io.BufferedReader(proof, CHUNK_BYTES)  # It closes what it reads from when it goes.
        carried, unknown = [], ""
        try:
            carried = read_carried(reader)
        except ArchiveError as error:
            unknown = str(error)
        digest = proof.finish()
        if proof.size != archive.bytes:
            return Outcome(archive, Result.WRONG_SIZE, str(archive.bytes), str(proof.size))
        if digest != archive.sha256:
            return Outcome(archive, Result.DAMAGED, archive.sha256, digest)
        return Outcome(archive, Result.UNKNOWN, got=unknown) if unknown else self._compare(archive, carried)

    def _compare(self, archive: Archive[Any], carried: list[Carried]) -> Outcome | None:
        """Why *archive*, which has *carried* these names, is not to be loaded, if so."""
        if unlisted := [conflict.name for conflict in find_conflicts(self.listed, carried, {})]:
            return Outcome(archive, Result.UNLISTED, got=_join(unlisted))
        inspected = {each.name: self.engine.inspect(each.name) for each in carried}
        present = {name: read_present(text) for name, text in inspected.items() if text}
        moved = {each.name: present[each.name].id for each in find_conflicts(self.listed, carried, present)}
        if moved and not self.may_move(archive.file, moved):
            return Outcome(archive, Result.KEPT, got=_join(moved))
        return None

    def _read(self, archive: Archive[Any], file: BinaryIO) -> Iterator[bytes]:
        done = 0
        self.tell("load", archive.file, done, archive.bytes)
        while chunk := file.read(CHUNK_BYTES):
            done += len(chunk)
            self.tell("load", archive.file, done, archive.bytes)
            yield chunk


def _join(names: list[str] | dict[str, str]) -> str:
    """*names* as they may be shown: they come from a file, which may say anything."""
    return ", ".join(name if name.isprintable() else ascii(name) for name in names)
