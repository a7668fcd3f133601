"""What a lab's cleanup would remove of what is on a machine, told from its commands. Looks at no machine."""

from __future__ import annotations

import shlex
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from workshop.lab.model import Lab
from workshop.lab.script import Call

ThingKey = tuple[str, str, str]
"""Kind, name and key of a thing on a machine, as `workshop.run.things.Thing` has them."""
_PROJECT = ("-p", "--project-name")


@dataclass(frozen=True)
class Removal:
    """What `call` takes away: things of `kind`, by `names` as they are written, or all that `filters` leave.

    `kind` is one of `ThingKey`, or `project` (Compose's), `stack`, `object` (Kubernetes', with its `types` and
    `namespace`), `release` (helm's), `build cache`, `plugin`, `all`. `is_all` is where no name narrows it down.
    """

    call: Call
    kind: str
    names: tuple[str, ...] = ()
    is_all: bool = False
    filters: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    namespace: str | None = None
    manifests: tuple[str, ...] = ()
    selector: str | None = None


def find_named(lab: Lab, things: Iterable[ThingKey], folder_name: str) -> list[ThingKey]:
    """Those of *things* that the cleanup of *lab* would remove, by their names; rather one too many than one missed.

    A name counts where it is a word of a command, is that of a cluster's node, or belongs to a Compose project that is
    named there, or to the one that a folder called *folder_name* makes.
    Source: Compose names a project after its folder where `-p` names none, and what it makes PROJECT-… or PROJECT_….
    """
    commands = [command.text for command in lab.cleanup.commands]
    words = {word for text in commands for word in _split(text)}
    things = list(things)
    owners = {name for kind, name, _ in things if kind == "cluster" and name in words}
    for call in map(_split, commands):
        if "compose" in call:
            owners |= {folder_name, *(name for option, name in pairwise(call) if option in _PROJECT)}
    prefixes = tuple(f"{owner}{mark}" for owner in owners for mark in "-_")
    return sorted(
        (kind, name, key)
        for kind, name, key in things
        if name in words
        or (prefixes and name.startswith(prefixes))
        or (kind == "namespace" and key in words)  # Its name says of which cluster it is.
        or (kind == "swarm" and "swarm" in words)
        or name.rpartition("/")[2] in words  # An object in a cluster's namespace.
    )


def _split(command: str) -> list[str]:
    try:
        return shlex.split(command)
    except ValueError:
        return command.split()
