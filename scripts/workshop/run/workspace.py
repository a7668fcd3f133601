"""A run's own place on the machine: a fresh copy of the lab's folder and the processes that were started from it."""

from __future__ import annotations

import secrets
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psutil

from workshop.lab import Lab

MARK = "WORKSHOP_RUN"


class Workspace:
    """The folder in which a lab runs, and the environment that its commands and checks share.

    `kubectl` and `kind` get a configuration file of the run's own, so that nobody's clusters are seen or touched.
    """

    def __init__(self, lab: Lab) -> None:
        self._base = Path(tempfile.mkdtemp(prefix="workshop-"))
        self.folder = self._base / lab.id
        shutil.copytree(lab.folder, self.folder)
        self.environment = {"KUBECONFIG": str(self._base / "kubeconfig"), MARK: secrets.token_hex(8)}

    def find_processes(self) -> list[psutil.Process]:
        """What was started from here and still runs, wherever it went: children inherit the environment."""
        return list(_marked(self.environment[MARK]))

    def remove(self) -> None:
        """End every process that was started from here and delete the folder."""
        for process in self.find_processes():
            try:
                process.kill()
                process.wait(5)
            except psutil.Error:
                continue
        # Containers may have written files here that only root may delete; the system's own cleaning gets them.
        shutil.rmtree(self._base, ignore_errors=True)


def _marked(mark: str) -> Iterator[psutil.Process]:
    for process in psutil.process_iter():
        try:
            if process.environ().get(MARK) == mark:
                yield process
        except psutil.Error:
            continue
