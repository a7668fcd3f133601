"""Made-up images, and the archives of them that engines save, put together without the kit's own reading of them."""

from __future__ import annotations

import hashlib
import io
import json
import tarfile
from dataclasses import dataclass
from typing import Any

IMAGE_NAME = "io.containerd.image.name"


def digest_of(content: bytes) -> str:
    """Its digest as registries write it."""
    return f"sha256:{hashlib.sha256(content).hexdigest()}"


@dataclass(frozen=True)
class FakeImage:
    """An image with one layer of so many bytes, of what `seed` says.

    It may be one of several platforms in an index, and have its layer as a registry keeps it. The classic store keeps
    neither. Source: a `docker save` of each store, of an image that both had pulled.
    """

    seed: str
    size_bytes: int
    is_packed: bool = False
    is_indexed: bool = False

    @property
    def layer(self) -> bytes:
        """Its one layer."""
        return b"." * self.size_bytes

    @property
    def config_blob(self) -> bytes:
        """Its configuration."""
        return json.dumps({"config": {"Env": [self.seed]}, "rootfs": {"diff_ids": [digest_of(self.layer)]}}).encode()

    @property
    def manifest_blob(self) -> bytes:
        """Its manifest."""
        layer = {"mediaType": f"layer{'+gzip' if self.is_packed else ''}", "digest": digest_of(self.layer)}
        return json.dumps({"config": {"digest": self.config}, "layers": [layer]}).encode()

    @property
    def index_blob(self) -> bytes:
        """The index of its platforms, of which only one is here."""
        manifests = [{"digest": digest_of(blob)} for blob in (self.manifest_blob, b"another platform")]
        return json.dumps({"manifests": manifests}).encode()

    @property
    def config(self) -> str:
        """The classic store's id."""
        return digest_of(self.config_blob)

    @property
    def manifest(self) -> str:
        """The id of containerd's store."""
        return digest_of(self.index_blob if self.is_indexed else self.manifest_blob)

    @property
    def blobs(self) -> list[bytes]:
        """All that an archive has of it."""
        return [self.layer, self.config_blob, self.manifest_blob, *([self.index_blob] if self.is_indexed else [])]


def pack(images: dict[str, FakeImage], *, is_ancient: bool = False, **lists: bytes) -> bytes:
    """The archive of *images* that an engine saves; *lists* are other contents for `manifest` and `index`."""
    files: dict[str, bytes] = {}
    for image in images.values():
        files |= {f"blobs/sha256/{hashlib.sha256(blob).hexdigest()}": blob for blob in image.blobs}
    manifests, index = _describe(images)
    files = dict(sorted(files.items())) | {"index.json": lists.get("index", json.dumps(index).encode())}
    files |= {"manifest.json": lists.get("manifest", json.dumps(manifests).encode()), "oci-layout": b"{}"}
    if is_ancient:
        del files["index.json"], files["oci-layout"]
    return write_tar(files)


def write_tar(files: dict[str, bytes]) -> bytes:
    """A tar of *files*, the same each time."""
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode="w") as tar:
        for name, content in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            tar.addfile(member, io.BytesIO(content))
    return target.getvalue()


def unpack(content: bytes) -> dict[str, bytes]:
    """What a tar holds, by name."""
    with tarfile.open(fileobj=io.BytesIO(content)) as tar:
        return {each.name: file.read() for each in tar if (file := tar.extractfile(each))}


def _describe(images: dict[str, FakeImage]) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """What `manifest.json` and `index.json` say of *images*; those of several names are listed once in the first."""
    saved: dict[str, dict[str, Any]] = {}
    descriptors = []
    for name, image in images.items():
        layers = [f"blobs/sha256/{digest_of(image.layer)[7:]}"]
        entry = {"Config": f"blobs/sha256/{image.config[7:]}", "RepoTags": [], "Layers": layers}
        saved.setdefault(image.config, entry)["RepoTags"].append(name)
        annotations = {"io.containerd.image.name": in_full(name), "org.opencontainers.image.ref.name": "1"}
        descriptors.append({"digest": image.manifest, "annotations": annotations})
    return list(saved.values()), {"schemaVersion": 2, "manifests": descriptors}


def in_full(name: str) -> str:
    """*name* as containerd writes it."""
    host, slash, _ = name.partition("/")
    return name if "." in host else f"docker.io/{name}" if slash else f"docker.io/library/{name}"
