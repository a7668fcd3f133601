"""What the commands of a lab make under names of its own: containers, networks, volumes, images. Runs nothing.

Names that a variable gives, and what Compose or a manifest makes, are not found.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from workshop.lab.mentions import RUN_FLAGS, find_mentions
from workshop.lab.model import Lab, Typed
from workshop.lab.options import get_values, split_options
from workshop.lab.removal import ThingKey
from workshop.lab.script import Call
from workshop.lab.shell import read_script

_CREATE_FLAGS = frozenset(("--attachable", "--ingress", "--internal", "--ipv4", "--ipv6", "--config-only"))
"""Source: `docker network create --help` and `docker volume create --help` 29."""


@dataclass(frozen=True)
class Making:
    """A thing of *kind*, one of `ThingKey`, that the block *step* makes under *name*."""

    kind: str
    name: str
    step: str


def find_makings(lab: Lab) -> list[Making]:
    """What *lab* makes, each thing once, with the step that comes first."""
    found: dict[tuple[str, str], Making] = {}
    for block in lab.consoles:
        for command in () if block.skip else block.commands:
            for call in read_script(command.text).calls if command.typed is Typed.SHELL else ():
                for kind, name in _find_made(call):
                    if not set("$`{") & set(name):
                        found.setdefault((kind, name), Making(kind, name, block.id))
    return list(found.values())


def find_taken(lab: Lab, things: Iterable[ThingKey]) -> list[tuple[ThingKey, Making]]:
    """Those of *things* that bear a name which *lab* gives to a thing of the same kind."""
    makings = {(making.kind, making.name): making for making in find_makings(lab)}
    return [(thing, makings[thing[:2]]) for thing in sorted(things) if thing[:2] in makings]


def _find_made(call: Call) -> Iterator[tuple[str, str]]:
    words = list(call.words)
    if call.program != "docker" or len(words) < 2:
        return
    words = words[2:] if words[1] in {"container", "image", "buildx"} else words[1:]
    if words[:1] in (["run"], ["create"]):
        options, _ = split_options(words[1:], RUN_FLAGS, stops=True)
        yield from (("container", name) for name in get_values(options, "--name"))
        volumes = [value.partition(":")[0] for value in get_values(options, "-v", "--volume") if ":" in value]
        yield from (("volume", name) for name in volumes if "/" not in name and not name.startswith("."))
        yield from (("volume", name) for value in get_values(options, "--mount") for name in _find_mounted(value))
    elif words[:2] in (["network", "create"], ["volume", "create"]):
        _, names = split_options(words[2:], _CREATE_FLAGS)
        yield from ((words[0], name) for name in names)
    else:
        built = find_mentions(call.words).built
        yield from (("image", name if ":" in name.rpartition("/")[2] else f"{name}:latest") for name in built)


def _find_mounted(value: str) -> Iterator[str]:
    parts = dict(part.partition("=")[::2] for part in value.split(","))
    source = parts.get("source") or parts.get("src")
    if source and parts.get("type", "volume") == "volume":
        yield source
