"""Takes single things away by their own names: what a cleanup would take, where all of that must not go.

Starts docker, kind and kubectl, each for one thing.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Mapping

from workshop.lab.removal import ThingKey
from workshop.venue.reset import found_nothing

TIMEOUT_S = 120.0
# How a thing is removed by its name, or by its key where that is more exact; others are left to the person.
_BY_KEY = {
    "container": ("docker", "rm", "--force"),
    "network": ("docker", "network", "rm"),
    "volume": ("docker", "volume", "rm"),
}
_BY_NAME = {
    "cluster": ("kind", "delete", "cluster", "--name"),
    "docker context": ("docker", "context", "rm", "--force"),
    "image": ("docker", "image", "rm"),
    "swarm config": ("docker", "config", "rm"),
    "swarm secret": ("docker", "secret", "rm"),
    "swarm service": ("docker", "service", "rm"),
}
_ORDER = ("swarm service", "container")
"""What goes first: what uses the others."""


def remove_singly(things: Iterable[ThingKey], environment: Mapping[str, str]) -> list[tuple[ThingKey, str]]:
    """Remove each of *things*; those that could not be, with the reason, empty where nobody knows how.

    What is gone by then is no failure.
    """
    failed = []
    for thing in sorted(things, key=lambda thing: (thing[0] not in _ORDER, thing)):
        command = _find_command(thing)
        reason = _run(command, environment) if command else ""
        if reason is not None:
            failed.append((thing, reason))
    return failed


def _find_command(thing: ThingKey) -> tuple[str, ...] | None:
    kind, name, key = thing
    if kind in _BY_KEY:
        return (*_BY_KEY[kind], key)
    if kind in _BY_NAME:
        return (*_BY_NAME[kind], name)
    if kind == "namespace":
        return ("kubectl", "delete", "namespace", key)
    if kind[:1].isupper():  # Of a Kubernetes object.
        space, _, own = name.rpartition("/")
        return ("kubectl", "delete", kind, own, *(("--namespace", space) if space else ()))
    return None


def _run(command: tuple[str, ...], environment: Mapping[str, str]) -> str | None:
    """Run *command*; why it failed, in its own last words, None where it did not."""
    try:
        done = subprocess.run(
            command,
            env={**os.environ, **environment},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=TIMEOUT_S,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return str(error)
    said = done.stderr.strip().splitlines() or [f"exit code {done.returncode}"]
    return said[-1] if done.returncode and not found_nothing(said, done.returncode) else None
