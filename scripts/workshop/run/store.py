"""Which of its two image stores a Docker Engine keeps images in. Reads what the engine says of itself; asks nobody."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from workshop.lab.record import ImageStore

__all__ = ["ImageStore", "read_store"]

# Source: moby's daemon/containerd/service.go, LayerStoreStatus.
CONTAINERD = ("driver-type", "io.containerd.snapshotter.v1")


def read_store(info: Mapping[str, Any]) -> ImageStore:
    """The store that *info* tells, the answer to `/info` of the Docker Engine API.

    A fresh install keeps images with containerd since Docker 29; an upgraded one stays with the classic store.
    """
    status = [tuple(pair) for pair in info.get("DriverStatus") or []]
    return ImageStore("containerd" if CONTAINERD in status else "classic", str(info["Driver"]))
