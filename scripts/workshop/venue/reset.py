"""Judges a lab's cleanup that is run in any state: whether it failed or found nothing, and what to tell of it.

Pure: starts nothing and removes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from workshop.lab.model import SHARED_CLUSTER
from workshop.lab.removal import ThingKey

# What the tools say of a thing that is not there, or of a cluster or swarm that is gone with all that was in it.
_NOTHING_THERE = re.compile(
    r"no such|not found|notfound|does not exist|no resource found|nothing found|connection refused|was refused"
    r"|not a swarm manager|not part of a swarm",
    re.IGNORECASE,
)
_COMPLAINT = re.compile(r"\berrors?\b|\bfailed\b|\bcannot\b|\bunable\b|\bdenied\b|command not found", re.IGNORECASE)
_CLUSTER_PROGRAM = re.compile(r"(?:^|[|&;(]\s*)(?:kubectl|helm)\b")
# Source: kind names the context of a cluster `kind-NAME`.
_KIND_CONTEXT = "kind-"


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


def touches_other_cluster(command: str, context: str | None, *, shares: bool = False) -> bool:
    """Whether *command* would change a cluster that no lab made: kubectl's current *context*, where that is not kind's.

    Of a lab that *shares* the cluster of the workshop, any other one counts. A command that names its context says
    what it means; without any context it reaches nothing.
    """
    if not _CLUSTER_PROGRAM.search(command) or "--context" in command or "--kube-context" in command:
        return False
    if shares:
        return bool(context) and context != f"{_KIND_CONTEXT}{SHARED_CLUSTER}"
    return bool(context) and not str(context).startswith(_KIND_CONTEXT)
