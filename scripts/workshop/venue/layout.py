"""What the two lists say that `docker save` puts into an archive: the digests of its images. Opens nothing.

Since Docker 25 both image stores write an OCI layout: `index.json` has the digest of each image's manifest (or of its
index, where it has several platforms), and `manifest.json` its names and configuration. Older engines write the latter
alone. Sources: moby's image/tarexport/save.go, containerd's core/images/archive/exporter.go.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, TypeVar

from pydantic import BaseModel, Field, TypeAdapter, ValidationError

INDEX, MANIFESTS = "index.json", "manifest.json"
IMAGE_NAME = "io.containerd.image.name"
Content = TypeVar("Content")


class Fault(StrEnum):
    """What is wrong with an archive, or with the file or image in it that an error names."""

    NO_TAR = "no tar"
    CUT = "cut"
    NO_FILE = "no file"
    WRONG_FILE = "wrong file"
    NO_IMAGE = "no image"
    NO_MANIFEST = "no manifest"


class ArchiveError(Exception):
    """The archive is not what `docker save` writes: `fault`, and `subject`, the file or image that it is about."""

    def __init__(self, fault: Fault, subject: str = "") -> None:
        super().__init__(f"{fault} {subject}".rstrip())
        self.fault = fault
        self.subject = subject


@dataclass(frozen=True)
class Digests:
    """What an engine may call an image: digest of its configuration, and of its manifest or index if that is told."""

    config: str
    manifest: str | None

    @property
    def ids(self) -> tuple[str | None, ...]:
        """The classic store's id and containerd's."""
        return (self.config, self.manifest)


class _SavedImage(BaseModel):
    config: Annotated[str, Field(alias="Config", pattern=r"^(blobs/sha256/)?[0-9a-f]{64}(\.json)?$")]
    names: Annotated[list[str] | None, Field(alias="RepoTags")] = None


class _Descriptor(BaseModel):
    digest: Annotated[str, Field(pattern=r"^sha256:[0-9a-f]{64}$")]
    annotations: dict[str, str] | None = None


class _Index(BaseModel):
    # Docker 25.0.0 writes null where it was asked for digests alone.
    manifests: list[_Descriptor] | None


_SAVED_IMAGES, _INDEX = TypeAdapter(list[_SavedImage]), TypeAdapter(_Index)


def find_digests(files: Mapping[str, bytes], names: Iterable[str]) -> dict[str, Digests]:
    """The digests of those of the images *names* that the lists in *files* have. Raises ArchiveError."""
    if MANIFESTS not in files:
        raise ArchiveError(Fault.NO_FILE, MANIFESTS)
    saved = _parse(_SAVED_IMAGES, files[MANIFESTS], MANIFESTS)
    index = _parse(_INDEX, files[INDEX], INDEX).manifests if INDEX in files else None
    configs = {_full(name): image.config for image in saved for name in image.names or []}
    manifests = {_full((each.annotations or {}).get(IMAGE_NAME, "")): each.digest for each in index or []}
    found = {}
    for name in names:
        if config := configs.get(_full(name)):
            digest = re.sub(r"^.*/|\.json$", "", config)
            found[name] = Digests(f"sha256:{digest}", manifests.get(_full(name)))
    return found


def _parse(content: TypeAdapter[Content], text: bytes, name: str) -> Content:
    try:
        return content.validate_json(text)
    except ValidationError:
        raise ArchiveError(Fault.WRONG_FILE, name) from None


def _full(name: str) -> str:
    """*name* as all of its spellings are compared: with its tag, and with nothing that stands for Docker Hub.

    `manifest.json` has the short names that people use, `index.json` the long ones of containerd.
    """
    short = re.sub(r"^(index\.)?docker\.io/", "", name).removeprefix("library/")
    return short if re.search(r"[:@][^/]*$", short) else f"{short}:latest"
