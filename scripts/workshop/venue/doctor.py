"""Looks whether a machine has what labs need. Changes nothing, and says nothing in any language."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from workshop.lab.model import SHARED_CLUSTER
from workshop.lab.record import ImageStore
from workshop.venue.asking import Ask, ask
from workshop.venue.needs import Requirement, Subject
from workshop.venue.standing import find_stopped

# How each program tells its version; others are only looked for, since some take `--version` for something else.
# Source: the programs' own help; `docker compose version --short` prints the number alone.
VERSION_COMMANDS = {
    "bash": ("bash", "--version"),
    "curl": ("curl", "--version"),
    "docker": ("docker", "--version"),
    "docker compose": ("docker", "compose", "version", "--short"),
    "kind": ("kind", "version"),
    "kubectl": ("kubectl", "version", "--client"),
}
_VERSION = re.compile(r"\d+(?:\.\d+)+")


class Machine(Protocol):
    """What the doctor asks of the machine; `workshop.run.machine` has it."""

    def docker_version(self) -> str | None:
        """The engine's version, None where none answers."""

    def image_store(self) -> ImageStore | None:
        """Where the engine keeps images, None where none answers."""

    def find_missing_images(self, images: Iterable[str]) -> list[str]:
        """Those of *images* that the engine does not hold."""

    def find_busy_ports(self, ports: Iterable[int]) -> list[int]:
        """Those of *ports* that something listens on now."""


@dataclass(frozen=True)
class Finding:
    """Whether one requirement is met: `version` of what is there; `holder`, the containers that hold a taken port;
    `store`, where an engine keeps its images; `is_stopped`, that a cluster is made and its nodes do not run.

    `fine` is None where it could not be told, as for images without an engine, where no lab needs what is missing, or
    where there is time to make it.
    """

    requirement: Requirement
    fine: bool | None
    version: str = ""
    holder: str = ""
    store: ImageStore | None = None
    is_stopped: bool = False


def examine(requirements: Iterable[Requirement], machine: Machine, ask: Ask = ask) -> Iterator[Finding]:
    """Look for each of *requirements* in turn, and tell as soon as it is known."""
    version = machine.docker_version()
    for requirement in requirements:
        name = requirement.name
        if requirement.subject is Subject.ENGINE:
            store = machine.image_store() if version else None
            yield Finding(requirement, version is not None, version or "", store=store)
        elif requirement.subject in (Subject.COMPOSE, Subject.PROGRAM):
            yield _examine_program(requirement, ask)
        elif requirement.subject is Subject.IMAGE:
            missing = machine.find_missing_images([name]) if version else []
            yield Finding(requirement, not missing if version else None)
        elif requirement.subject is Subject.CLUSTER:
            yield _examine_cluster(requirement, ask)
        else:
            is_busy = bool(machine.find_busy_ports([int(name)]))
            holder = _find_holder(name, ask) if is_busy and version else ""
            # A port that leads into the shared cluster is taken as it should be.
            yield Finding(requirement, not is_busy or holder.startswith(f"{SHARED_CLUSTER}-"), holder=holder)


def _examine_program(requirement: Requirement, ask: Ask) -> Finding:
    command = VERSION_COMMANDS.get(requirement.name)
    if command is None:
        return Finding(requirement, shutil.which(requirement.name) is not None)
    answer = ask(command)
    match = _VERSION.search(answer or "")
    missing = False if requirement.labs else None
    return Finding(requirement, missing if answer is None else True, match[0] if match else "")


def _examine_cluster(requirement: Requirement, ask: Ask) -> Finding:
    if requirement.name not in (ask(("kind", "get", "clusters")) or "").split():
        return Finding(requirement, None)
    if find_stopped(requirement.name, ask):
        return Finding(requirement, False, is_stopped=True)
    return Finding(requirement, True)


def _find_holder(port: str, ask: Ask) -> str:
    """The names of the containers that publish *port*, with blanks between; empty where none does."""
    return " ".join((ask(("docker", "ps", "--filter", f"publish={port}", "--format", "{{.Names}}")) or "").split())
