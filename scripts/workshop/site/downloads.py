"""What readers can take from the site: each lab's folder, the whole kit, and the shared cluster's configuration.

An archive `downloads/NN-name.zip` holds what `workshop start` copies, in a folder of the lab's name. Without a kit
(see `kit`) there is nothing to take, and pages say so.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath

from workshop.lab.load import LAB_FOLDER
from workshop.site.archive import write_archive
from workshop.site.kit import LIST, Kit, KitFile

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


def make_downloads(kit: Kit | None) -> dict[str, Download]:
    """All downloads of a site that is made from *kit*, by name: the whole kit first, then labs by number."""
    if kit is None:
        return {}
    everything = {**kit.files, LIST: KitFile(kit.write_list().encode(), False)}
    downloads = {KIT: Download(f"{FOLDER}/{KIT}.zip", write_archive(KIT, everything, kit.time))}
    for lab, files in _find_labs(kit).items():
        downloads[lab] = Download(f"{FOLDER}/{lab}.zip", write_archive(lab, files, kit.time))
    if CLUSTER_FILE in kit.files:
        downloads[CLUSTER] = Download(CLUSTER_FILE, kit.files[CLUSTER_FILE].content)
    return downloads


def _find_labs(kit: Kit) -> dict[str, dict[str, KitFile]]:
    """The files of each lab of *kit*, by their names in its folder."""
    labs: dict[str, dict[str, KitFile]] = {}
    for name, file in kit.files.items():
        parts = name.split("/", 2)
        if len(parts) == 3 and parts[0] == "labs" and LAB_FOLDER.fullmatch(parts[1]):
            labs.setdefault(parts[1], {})[parts[2]] = file
    return {lab: files for lab, files in labs.items() if "lab.md" in files}
