"""A bundle: a folder with archives of images and `bundle.json`, which says what is in them. Starts nothing.

Format 2: the platform, and per archive its file, bytes, SHA-256 and images, each with name, bytes and two digests.
`config` is that of its configuration, its id in a classic image store; `manifest` that of its manifest, or of its index
where it has several platforms, its id in containerd's. Format 1 has `id` instead: the one where it was packed.
An archive is what `docker save` writes, plain or compressed, so that `docker load -i` reads it too.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Annotated, Generic, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from workshop.errors import WorkshopError

MANIFEST = "bundle.json"
Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Digest = Annotated[str, Field(pattern=r"^sha256:[0-9a-f]{64}$")]
Platform = Annotated[str, Field(pattern=r"^[a-z0-9]+/[a-z0-9]+(/[a-z0-9]+)?$")]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Image(_Part):
    """An image in an archive; `bytes` is its size as the engine counted it that saved it."""

    name: Annotated[str, Field(min_length=1)]
    config: Digest
    manifest: Digest
    bytes: Annotated[int, Field(ge=0)]

    @property
    def ids(self) -> tuple[str, ...]:
        """What engines may call it."""
        return (self.config, self.manifest)


class OldImage(_Part):
    """The same in format 1: `id` as the engine told it that saved it."""

    name: Annotated[str, Field(min_length=1)]
    id: Digest
    bytes: Annotated[int, Field(ge=0)]

    @property
    def ids(self) -> tuple[str, ...]:
        """What is known of what engines may call it."""
        return (self.id,)


AnyImage = TypeVar("AnyImage", bound=Image | OldImage)


class Archive(_Part, Generic[AnyImage]):
    """One file of a bundle: a name without folders, so that nothing outside the bundle can be meant."""

    file: Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$")]
    bytes: Annotated[int, Field(ge=0)]
    sha256: Sha256
    images: Annotated[tuple[AnyImage, ...], Field(min_length=1)]


class Manifest(_Part):
    """What `bundle.json` says."""

    format: Literal[2] = 2
    platform: Platform
    archives: Annotated[tuple[Archive[Image], ...], Field(min_length=1)]


class OldManifest(_Part):
    """What `bundle.json` says in format 1."""

    format: Literal[1] = 1
    platform: Platform
    archives: Annotated[tuple[Archive[OldImage], ...], Field(min_length=1)]


class _Format(BaseModel):
    format: Literal[1, 2] = 1


def read_manifest(folder: Path) -> Manifest | OldManifest:
    """The manifest of the bundle in *folder*.

    Raises FileNotFoundError where there is none, WorkshopError where it is wrong: the first thing that is.
    """
    path = folder / MANIFEST
    try:
        text = path.read_text(encoding="utf-8-sig")
        is_old = _Format.model_validate_json(text).format == 1
        return (OldManifest if is_old else Manifest).model_validate_json(text)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        message = f"{place}: {first['msg']}" if place else first["msg"]
        raise WorkshopError(message, where=str(path), hint="copy the bundle again") from None
    except UnicodeDecodeError:
        raise WorkshopError("is not UTF-8", where=str(path), hint="copy the bundle again") from None


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Put *manifest* into *folder*."""
    (folder / MANIFEST).write_text(manifest.model_dump_json(indent=2) + "\n", encoding="utf-8")


def find_digests(folder: Path) -> dict[str, str]:
    """SHA-256 in hex of each file of the bundle in *folder* by its name; none where there is no bundle to be read."""
    try:
        archives = {archive.file: archive.sha256 for archive in read_manifest(folder).archives}
        return archives | {MANIFEST: hashlib.sha256((folder / MANIFEST).read_bytes()).hexdigest()}
    except (OSError, WorkshopError):
        return {}
