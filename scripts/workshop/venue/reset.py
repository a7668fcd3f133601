"""Judges a lab's cleanup that is run in any state: whether it failed or found nothing, and what to tell of it.

Pure: starts nothing and removes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from workshop.lab.removal import ThingKey

# What the tools say of a thing that is not there, or of a cluster or swarm that is gone with all that was in it.
_NOTHING_THERE = re.compile(
    r"no such|not found|notfound|does not exist|no resource found|nothing found|connection refused|was refused"
    r"|not a swarm manager|not part of a swarm",
    re.IGNORECASE,
)
_COMPLAINT = re.compile(r"\berrors?\b|\bfailed\b|\bcannot\b|\bunable\b|\bdenied\b|command not found", re.IGNORECASE)


def leave_out_contents(things: Iterable[ThingKey]) -> list[ThingKey]:
    """*things* that are worth telling, in order: not the namespaces of a cluster that is itself among them."""
    things = sorted(things)
    clusters = tuple(f" of cluster {name}" for kind, name, _ in things if kind == "cluster")
    return [thing for thing in things if thing[0] != "namespace" or not thing[1].endswith(clusters)]


def found_nothing(lines: Iterable[str], exit_code: int) -> bool:
    """Whether a cleanup command that failed with *exit_code* and printed *lines* only did not find what it removes."""
    if exit_code in (126, 127):  # Source: POSIX shell, a command that cannot be run or was not found.
        return False
    text = [line for line in lines if line.strip()]
    complaints = [line for line in text if _COMPLAINT.search(line)]
    return all(map(_NOTHING_THERE.search, complaints)) and any(map(_NOTHING_THERE.search, text))


def is_known(thing: ThingKey, known: Iterable[ThingKey]) -> bool:
    """Whether *thing* is among those *known*, as they are remembered: older records have images by their name alone."""
    kind, name, _ = thing
    known = set(known)
    return thing in known or (kind == "image" and (kind, name, name) in known)
