"""A run's own place on the machine: a fresh copy of the lab's folder and the processes that were started from it."""

from __future__ import annotations

import os
import secrets
import shutil
import tempfile
import threading
import time
from collections.abc import Iterable
from pathlib import Path

import psutil

from workshop.lab import Lab
from workshop.lab.model import KUBECONFIG
from workshop.run.copying import copy_lab
from workshop.run.kubeconfig import CLOSED, write_private
from workshop.run.orphans import adopt_orphans, find_adopted

MARK = "WORKSHOP_RUN"
TERMINAL_MARK = "WORKSHOP_TERMINAL"
PROJECT = "WORKSHOP_PROJECT"
# How often processes are looked for and ended: what starts others faster than that is not a lab's.
ROUNDS = 20
LOOK_INTERVAL_S = 0.01


class Workspace:
    """The folder in which a lab runs, and the environment that its commands and checks share.

    `kubectl` and `kind` go by the copy's own `.kubeconfig`, so that nobody's clusters are seen or touched. Terminals
    begin with another that leads nowhere, as a reader's begin with his own: the lab itself has to lead them there.
    A lab that is about its own project finds it by `WORKSHOP_PROJECT`.
    An attendee's *copy* of the lab may be worked in, which stays.
    """

    def __init__(self, lab: Lab, copy: Path | None = None) -> None:
        self._others = find_adopted()
        self._base = None if copy else Path(tempfile.mkdtemp(prefix="workshop-"))
        if self._base:
            adopt_orphans(True)
            copy = self._base / lab.id
            copy_lab(lab, copy)
            write_private(self._base / "kubeconfig", CLOSED)
        assert copy is not None
        self.folder = copy
        self._strangers = self._base / "kubeconfig" if self._base else copy / KUBECONFIG
        self.environment = {
            "KUBECONFIG": str(self.folder / KUBECONFIG),
            PROJECT: str(lab.folder.resolve().parents[1]),
            MARK: secrets.token_hex(8),
        }

    def get_environment(self, terminal: int) -> dict[str, str]:
        """The environment in which the terminal of that number begins, marked as its own."""
        return self.environment | {"KUBECONFIG": str(self._strangers), TERMINAL_MARK: str(terminal)}

    def find_processes(self, terminal: int | None = None) -> list[psutil.Process]:
        """What was started from here, or from that *terminal*, and still runs, wherever it went.

        Children inherit the environment. One that was given another is told by its parent or its session, and one that
        has left these too by having become our child; nobody can tell of which terminal.
        """
        mark = self.environment if terminal is None else self.get_environment(terminal)
        marks = {name: value for name, value in mark.items() if name in {MARK, TERMINAL_MARK}}
        running = {process.pid: process for process in psutil.process_iter()}
        found = {pid: process for pid, process in running.items() if _is_marked(process, marks)}
        if terminal is None:
            adopted = find_adopted() - self._others
            found |= {process.pid: process for process in adopted if not _is_of_another_run(process)}
        is_growing = bool(found)
        while is_growing:
            more = {
                pid: process for pid, process in running.items() if pid not in found and _belongs_to(process, found)
            }
            found |= more
            is_growing = bool(more)
        return list(found.values())

    def remove(self, processes: Iterable[psutil.Process] = ()) -> None:
        """End *processes* and every other one that was started from here, and delete the folder."""
        end_processes(processes)
        found = self.find_processes()
        for _ in range(ROUNDS):
            # One that was just ending may have started another unseen, so that one look is none.
            if not (found + (found := self.find_processes())):
                break
            end_processes(found)
        if self._base:
            adopt_orphans(False)
            # Containers may have written files here that only root may delete; the system's own cleaning gets them.
            shutil.rmtree(self._base, ignore_errors=True)


def end_processes(processes: Iterable[psutil.Process]) -> None:
    """Kill *processes*, those that are gone left out, and wait until they have ended."""
    killed = []
    for process in processes:
        try:
            process.kill()
            killed.append(process)
        except psutil.Error:
            continue
    wait_for_end(killed, timeout_s=5)


def wait_for_end(processes: Iterable[psutil.Process], *, timeout_s: float) -> list[psutil.Process]:
    """Those of *processes* that still run after at most *timeout_s* seconds; a zombie has ended."""
    deadline = time.monotonic() + timeout_s
    alive = list(processes)
    while (alive := [process for process in alive if _is_alive(process)]) and time.monotonic() < deadline:
        threading.Event().wait(LOOK_INTERVAL_S)
    return alive


def _is_alive(process: psutil.Process) -> bool:
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.Error:
        return False


def _is_marked(process: psutil.Process, marks: dict[str, str]) -> bool:
    try:
        environment = process.environ()
    except (psutil.Error, OSError):
        return False
    return all(environment.get(name) == value for name, value in marks.items())


def _is_of_another_run(process: psutil.Process) -> bool:
    try:
        return MARK in process.environ()
    except (psutil.Error, OSError):
        return True


def _belongs_to(process: psutil.Process, found: dict[int, psutil.Process]) -> bool:
    try:
        return process.ppid() in found or os.getsid(process.pid) in found
    except (psutil.Error, OSError):
        return False
