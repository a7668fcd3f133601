"""What labs need of a machine, read from their front matter and commands. Looks at no machine."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from workshop.lab import Lab
from workshop.lab.model import SHARED_CLUSTER

_COMPOSE = re.compile(r"\bdocker(?:\s+|-)compose\b")


class Subject(StrEnum):
    """What kind of thing a machine must have."""

    ENGINE = "engine"
    COMPOSE = "compose"
    PROGRAM = "program"
    IMAGE = "image"
    PORT = "port"
    CLUSTER = "cluster"


@dataclass(frozen=True)
class Requirement:
    """One thing that a machine must have: `name` is the program, image, port or cluster; `labs` are ids that need it.

    Where `labs` is empty it is good to have, and no lab fails without it.
    """

    subject: Subject
    name: str
    labs: tuple[str, ...]


def find_requirements(labs: Iterable[Lab]) -> list[Requirement]:
    """All that *labs* need, each thing once: the engine, then programs, images and ports as the labs name them.

    Docker Compose comes with every engine that is asked for, whether a lab calls it or not.
    """
    wanted: dict[tuple[Subject, str], list[str]] = {}
    for lab in labs:
        for need in _find_needs(lab):
            wanted.setdefault(need, []).append(lab.id)
    if (Subject.ENGINE, "docker") in wanted:
        wanted.setdefault((Subject.COMPOSE, "docker compose"), [])
    order = list(Subject)
    return [
        Requirement(subject, name, tuple(dict.fromkeys(ids)))
        for (subject, name), ids in sorted(wanted.items(), key=lambda item: order.index(item[0][0]))
    ]


def uses_compose(lab: Lab) -> bool:
    """Whether a command of *lab* calls Docker Compose, which no front matter names."""
    return any(_COMPOSE.search(command.text) for block in lab.consoles for command in block.commands)


def _find_needs(lab: Lab) -> Iterable[tuple[Subject, str]]:
    front = lab.front
    yield Subject.PROGRAM, "bash"
    if front.needs != "none":
        yield Subject.ENGINE, "docker"
        yield Subject.PROGRAM, "docker"
    if front.needs == "kind":
        yield from ((Subject.PROGRAM, name) for name in ("kind", "kubectl"))
    if uses_compose(lab):
        yield Subject.COMPOSE, "docker compose"
    yield from ((Subject.PROGRAM, tool) for tool in front.tools)
    yield from ((Subject.IMAGE, image) for image in front.images)
    yield from ((Subject.PORT, str(port)) for port in front.ports)
    if front.shares_cluster:
        yield Subject.CLUSTER, SHARED_CLUSTER
