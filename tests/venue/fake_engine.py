"""An engine of either image store that holds made-up images, and saves and loads archives as Docker's does."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from tests.venue.fake_archive import IMAGE_NAME, FakeImage, digest_of, in_full, pack, unpack
from workshop.lab.record import ImageStore
from workshop.venue.engine import EngineError

CLASSIC, CONTAINERD = ImageStore("classic", "overlay2"), ImageStore("containerd", "overlayfs")
PIECE_BYTES = 1000


@dataclass
class FakeEngine:
    """An engine with these images by name; `saves` and `loads` are what it was asked for.

    `refuses` are its words where it takes or gives nothing whole; `cut`, how much of an archive it gives without a
    word; an `is_ancient` one is of before Docker 25.
    """

    images: dict[str, FakeImage] = field(default_factory=dict)
    store: ImageStore = CLASSIC
    name: str | None = "linux/amd64"
    refuses: str = ""
    cut: int | None = None
    is_ancient: bool = False
    loads: list[bytes] = field(default_factory=list)
    saves: list[list[str]] = field(default_factory=list)

    def platform(self) -> str | None:
        """The one that the test chose."""
        return self.name

    def find_image(self, name: str) -> tuple[str, int] | None:
        """The id, which depends on the store, and the bytes."""
        image = self.images.get(name)
        return (image.config if self.store == CLASSIC else image.manifest, image.size_bytes) if image else None

    def inspect(self, name: str) -> str | None:
        """What Docker prints of it, in as far as the kit reads that."""
        if (found := self.find_image(name)) is None:
            return None
        image = self.images[name]
        about = {"Id": found[0], "Config": {"Env": [image.seed]}, "RootFS": {"Layers": [digest_of(image.layer)]}}
        return json.dumps([about])

    def load(self, chunks: Iterable[bytes]) -> None:
        """Take the images of an archive, plain or of gzip, unless the test wants it refused."""
        content = b"".join(chunks)
        self.loads.append(content)
        if self.refuses:
            raise EngineError(self.refuses)
        files = unpack(gzip.decompress(content) if content[:2] == b"\x1f\x8b" else content)
        blobs = {digest_of(blob): blob for blob in files.values()}
        for saved in json.loads(files["manifest.json"]):
            seed = json.loads(files[saved["Config"]])["config"]["Env"][0]
            for name in saved["RepoTags"]:
                image = FakeImage(seed, len(files[saved["Layers"][0]]))
                if self.store == CONTAINERD and "index.json" in files:
                    image = _keep(image, _find_described(files, name), blobs)
                self.images = self.images | {name: image}

    def save(self, names: list[str]) -> Iterator[bytes]:
        """An archive of *names*, in pieces; it breaks off after the first where the test wants it refused."""
        self.saves.append(names)
        kept = {name: self._kept(self.images[name]) for name in names}
        content = pack(kept, is_ancient=self.is_ancient)[: self.cut]
        yield content[:PIECE_BYTES]
        if self.refuses:
            raise EngineError(self.refuses)
        yield from (content[at : at + PIECE_BYTES] for at in range(PIECE_BYTES, len(content), PIECE_BYTES))

    def _kept(self, image: FakeImage) -> FakeImage:
        return replace(image, is_packed=False, is_indexed=False) if self.store == CLASSIC else image


def _find_described(files: dict[str, bytes], name: str) -> str:
    described = json.loads(files["index.json"])["manifests"]
    return next(str(each["digest"]) for each in described if each["annotations"][IMAGE_NAME] == in_full(name))


def _keep(image: FakeImage, digest: str, blobs: dict[str, bytes]) -> FakeImage:
    """*image* in the form that has *digest*."""
    described = json.loads(blobs[digest])
    is_indexed = "manifests" in described
    manifest = json.loads(blobs[described["manifests"][0]["digest"]]) if is_indexed else described
    return replace(image, is_indexed=is_indexed, is_packed="gzip" in manifest["layers"][0]["mediaType"])
