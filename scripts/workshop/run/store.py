"""Which of its two image stores a Docker Engine keeps images in. Reads what the engine says of itself; asks nobody.

They differ for whoever reads ids: to the classic store an image's id is the digest of its configuration, to
containerd's the digest of its manifest, or of the index where there are manifests for several platforms.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

# Source: moby's daemon/info.go, fillDriverInfo, and daemon/containerd/service.go, LayerStoreStatus.
DRIVER_TYPE, SNAPSHOTTER = "driver-type", "io.containerd.snapshotter.v1"


@dataclass(frozen=True)
class ImageStore:
    """An engine's image store: whose it is, and what unpacks images there, such as `overlayfs` or `overlay2`.

    `str()` gives both words, as records keep them: `containerd overlayfs`, `classic overlay2`.
    """

    kind: Literal["containerd", "classic"]
    driver: str

    def __str__(self) -> str:
        return f"{self.kind} {self.driver}"


def read_store(info: Mapping[str, Any]) -> ImageStore:
    """The store that *info* tells, the answer to `/info` of the Docker Engine API.

    A fresh install keeps images with containerd since Docker 29; an upgraded one stays with the classic store.
    """
    status = [tuple(pair) for pair in info.get("DriverStatus") or []]
    is_snapshotter = (DRIVER_TYPE, SNAPSHOTTER) in status
    return ImageStore("containerd" if is_snapshotter else "classic", str(info["Driver"]))
