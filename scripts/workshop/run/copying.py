"""Puts a lab's folder where somebody works in it: a run, or an attendee; each copy has what kubectl needs there."""

from __future__ import annotations

import shutil
from pathlib import Path

from workshop.lab import Lab
from workshop.lab.model import KUBECONFIG
from workshop.lab.removals import find_cluster
from workshop.run.kubeconfig import prepare_kubeconfig


def copy_lab(lab: Lab, folder: Path) -> None:
    """Put the files of *lab* into *folder*, which is empty or not there, and its `.kubeconfig` where it has a cluster.

    One that lies in the lab's own folder is not copied: it is somebody's who worked there.
    """
    shutil.copytree(
        lab.folder,
        folder,
        ignore=shutil.ignore_patterns(f"{KUBECONFIG}*"),
        dirs_exist_ok=True,
        ignore_dangling_symlinks=True,
    )
    if find_cluster(lab):
        prepare_kubeconfig(lab, folder)
