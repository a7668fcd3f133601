"""How a kind cluster stands: made or not, and which of its nodes were stopped, as by a reboot. Changes nothing.

Source: kind names the containers of a cluster's nodes by the label `io.x-k8s.kind.cluster`; they are not started again
with the engine unless it was shut down cleanly.
"""

from __future__ import annotations

from dataclasses import dataclass

from workshop.venue.asking import Ask, ask

LABEL = "io.x-k8s.kind.cluster"
_DOWN = ("exited", "created", "paused", "dead")


@dataclass(frozen=True)
class Standing:
    """Of a cluster: `is_made`, None where that cannot be told; `stopped`, the containers of its nodes that are down."""

    is_made: bool | None
    stopped: tuple[str, ...] = ()


def find_standing(cluster: str, ask: Ask = ask) -> Standing:
    """How *cluster* stands, asked of kind and docker by *ask*."""
    known = ask(("kind", "get", "clusters"))
    if known is None:
        return Standing(None)
    if cluster not in known.split():
        return Standing(False)
    return Standing(True, find_stopped(cluster, ask))


def find_stopped(cluster: str, ask: Ask = ask) -> tuple[str, ...]:
    """The containers of nodes of *cluster* that do not run, the control plane first."""
    command = ("docker", "ps", "--all", "--filter", f"label={LABEL}={cluster}", "--format", "{{.Names}} {{.State}}")
    rows = [line.split() for line in (ask(command) or "").splitlines()]
    down = [row[0] for row in rows if len(row) == 2 and row[1] in _DOWN]
    return tuple(sorted(down, key=lambda name: ("control-plane" not in name, name)))
