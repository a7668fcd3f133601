"""A bundle: a folder with archives of images and `bundle.json`, which says what is in them. Starts nothing.

Format 1: the platform, and per archive its file, bytes, SHA-256 and images, each with name, id and bytes.
An archive is what `docker save` writes, plain or compressed, so that `docker load -i` reads it too.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from workshop.errors import WorkshopError

MANIFEST = "bundle.json"
Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class Image(BaseModel):
    """An image in an archive: `id` as the engine told it that saved it, `bytes` its size once loaded."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Annotated[str, Field(min_length=1)]
    id: Annotated[str, Field(pattern=r"^sha256:[0-9a-f]{64}$")]
    bytes: Annotated[int, Field(ge=0)]


class Archive(BaseModel):
    """One file of a bundle: a name without folders, so that nothing outside the bundle can be meant."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    file: Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$")]
    bytes: Annotated[int, Field(ge=0)]
    sha256: Digest
    images: Annotated[tuple[Image, ...], Field(min_length=1)]


class Manifest(BaseModel):
    """What `bundle.json` says."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    format: Literal[1] = 1
    platform: Annotated[str, Field(pattern=r"^[a-z0-9]+/[a-z0-9]+(/[a-z0-9]+)?$")]
    archives: Annotated[tuple[Archive, ...], Field(min_length=1)]


def read_manifest(folder: Path) -> Manifest:
    """The manifest of the bundle in *folder*.

    Raises FileNotFoundError where there is none, WorkshopError where it is wrong: the first thing that is.
    """
    path = folder / MANIFEST
    try:
        return Manifest.model_validate_json(path.read_text(encoding="utf-8"))
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        message = f"{place}: {first['msg']}" if place else first["msg"]
        raise WorkshopError(message, where=str(path), hint="copy the bundle again") from None
    except UnicodeDecodeError:
        raise WorkshopError("is not UTF-8", where=str(path), hint="copy the bundle again") from None


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Put *manifest* into *folder*: whole, or not at all."""
    new = folder / f".{MANIFEST}.{os.getpid()}"
    new.write_text(manifest.model_dump_json(indent=2) + "\n", encoding="utf-8")
    new.replace(folder / MANIFEST)
