"""What readers can take from the site: each lab's folder, the whole kit, and the shared cluster's configuration.

An archive `downloads/NN-name.zip` holds what `workshop start` copies, in a folder of the lab's name. Without a kit
(see `kit`) there is nothing to take, and pages say so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePosixPath

from workshop.lab.load import LAB_FOLDER
from workshop.site.archive import write_archive
from workshop.site.kit import LIST, Kit, KitFile
from workshop.site.memory import Memory

KIT, CLUSTER = "workshop", "cluster"
"""The downloads that are no lab's, by the names that pages call them by; a lab's is called by its id."""
FOLDER = "downloads"
CLUSTER_FILE = "labs/cluster.yaml"


@dataclass(frozen=True)
class Download:
    """A file at *address* below the site's."""

    address: str
    content: bytes

    @property
    def name(self) -> str:
        """What it is called on a reader's disk."""
        return PurePosixPath(self.address).name


def make_downloads(kit: Kit | None, memory: Memory | None = None) -> dict[str, Download]:
    """All downloads of a site that is made from *kit*, by name: the whole kit first, then labs by number."""
    if kit is None:
        return {}
    memory = memory or Memory(keeps=False)
    everything = {**kit.files, LIST: KitFile(kit.write_list().encode(), False)}
    downloads = {
        KIT: Download(f"{FOLDER}/{KIT}.zip", memory.recall(_write, KIT, _list(everything), kit.time.isoformat()))
    }
    for lab, files in _find_labs(kit).items():
        downloads[lab] = Download(f"{FOLDER}/{lab}.zip", memory.recall(_write, lab, _list(files), kit.time.isoformat()))
    if CLUSTER_FILE in kit.files:
        downloads[CLUSTER] = Download(CLUSTER_FILE, kit.files[CLUSTER_FILE].content)
    return downloads


def _list(files: Mapping[str, KitFile]) -> tuple[tuple[str, bytes, bool], ...]:
    return tuple((name, file.content, file.is_executable) for name, file in files.items())


def _write(folder: str, files: tuple[tuple[str, bytes, bool], ...], time: str) -> bytes:
    named = {name: KitFile(content, is_executable) for name, content, is_executable in files}
    return write_archive(folder, named, datetime.fromisoformat(time))


def _find_labs(kit: Kit) -> dict[str, dict[str, KitFile]]:
    """The files of each lab of *kit*, by their names in its folder."""
    labs: dict[str, dict[str, KitFile]] = {}
    for name, file in kit.files.items():
        parts = name.split("/", 2)
        if len(parts) == 3 and parts[0] == "labs" and LAB_FOLDER.fullmatch(parts[1]):
            labs.setdefault(parts[1], {})[parts[2]] = file
    return {lab: files for lab, files in labs.items() if "lab.md" in files}
