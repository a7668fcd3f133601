"""The cluster that labs share unless they bring their own: made as `labs/cluster.yaml` says, filled, deleted.

kind does all of it. What is in a cluster, and whether a lab left it as found, is `workshop.run.cluster_things`'.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import threading
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from time import monotonic
from typing import Any

import yaml

from workshop.errors import RequirementError
from workshop.lab.model import SHARED_CLUSTER
from workshop.lab.source import read_source

CONTEXT = f"kind-{SHARED_CLUSTER}"
CONFIG = "cluster.yaml"
# Source: kind's pkg/cluster/constants and nodes' labels.
CLUSTER_LABEL, ROLE_LABEL = "io.x-k8s.kind.cluster", "io.x-k8s.kind.role"
CONTROL_PLANE = "control-plane"
NODE_IMAGE = "kindest/node"
LOOK_INTERVAL_S = 1.0
READY_S = 180
"""How long the nodes, and what runs in every cluster, may take to be ready."""


class SharedCluster:
    """The cluster `workshop` of the engine that `docker` talks to.

    *config* is kind's configuration. *kubeconfig* is where kubectl's goes, which is never the person's.
    """

    name = SHARED_CLUSTER

    def __init__(self, config: Path, kubeconfig: Path) -> None:
        self.config = config
        self._environment = {"KUBECONFIG": str(kubeconfig)}

    @property
    def ports(self) -> list[int]:
        """The ports of this machine that lead into the cluster."""
        config: dict[str, Any] = yaml.safe_load(read_source(self.config, str(self.config)))
        return [door["hostPort"] for node in config["nodes"] for door in node.get("extraPortMappings", [])]

    def exists(self) -> bool:
        """Whether it has been made, whatever state it is in."""
        return SHARED_CLUSTER in self._kind("get", "clusters").split()

    def make(self) -> None:
        """Make the cluster and wait until all of it is ready. Raises RequirementError; then nothing of it is left.

        Source: `kind create cluster --wait` exits 0 when its time is over, and waits for control planes only.
        """
        try:
            self._kind("create", "cluster", "--config", str(self.config), "--wait", f"{READY_S}s")
            self.wait()
        except BaseException:
            # An interrupt too: half a cluster would be in the way of the next one.
            self.delete()
            raise

    def wait(self) -> None:
        """Wait until all nodes are ready, and what runs in every cluster. Raises RequirementError where it is not."""
        for condition, things in (("Ready", ("nodes",)), ("Available", ("deployments", "--all-namespaces"))):
            self._kubectl("wait", f"--for=condition={condition}", *things, "--all", f"--timeout={READY_S}s")

    def start(self, nodes: Sequence[str], tell: Callable[[int, int], None]) -> None:
        """Start its stopped *nodes*, containers, and wait until its API server answers and all nodes are ready.

        *tell* gets how many are ready, of how many, whenever that changes; 0 of 0 while nobody answers.
        Raises RequirementError where that takes longer than 3 minutes.
        """
        self._run("docker", "start", *nodes)
        self.use()
        end, told = monotonic() + READY_S, None
        while monotonic() < end:
            counted = self._count_ready()
            if counted != told:
                tell(*counted)
                told = counted
            if counted[1] and counted[0] == counted[1]:
                return
            threading.Event().wait(LOOK_INTERVAL_S)
        raise RequirementError(f"the cluster {self.name} was started, and is not ready after {READY_S} s",
                               hint=f"docker logs {nodes[0]}")  # fmt: skip

    def _count_ready(self) -> tuple[int, int]:
        try:
            rows = self._kubectl("get", "nodes", "--no-headers", "--request-timeout=5s").splitlines()
        except RequirementError:
            return 0, 0
        return sum(row.split()[1:2] == ["Ready"] for row in rows), len(rows)

    def load(self, images: Iterable[str]) -> None:
        """Put *images* of the engine on all nodes; those that are there already cost next to nothing."""
        wanted = [image for image in images if not is_node_image(image)]
        if wanted:
            self._kind("load", "docker-image", "--name", SHARED_CLUSTER, *wanted)

    def use(self) -> None:
        """Let this one's kubectl speak to it; `make` does that too."""
        self._kind("export", "kubeconfig", "--name", SHARED_CLUSTER)

    def delete(self) -> None:
        """Delete it with all that is in it; where there is none nothing happens."""
        self._kind("delete", "cluster", "--name", SHARED_CLUSTER)

    def _kind(self, *arguments: str) -> str:
        return self._run("kind", *arguments)

    def _kubectl(self, *arguments: str) -> str:
        return self._run("kubectl", "--context", CONTEXT, *arguments)

    def _run(self, *command: str) -> str:
        if shutil.which(command[0]) is None:
            raise RequirementError(f"there is no program {command[0]}", hint="`workshop doctor` tells where to get it")
        try:
            done = subprocess.run(
                command,
                env=os.environ | self._environment,
                capture_output=True,
                encoding="utf-8",
                errors="replace",
                timeout=2 * READY_S,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise _refusal(command, f"no end after {2 * READY_S} s") from None
        if done.returncode:
            raise _refusal(command, done.stderr)
        return done.stdout


def _refusal(command: tuple[str, ...], said: str) -> RequirementError:
    """The error of a *command* that *said* why it failed: the engine's words count most, then kind's own."""
    lines = [line.strip() for line in said.splitlines() if line.strip()] or ["it does not say why"]
    signs = ("Error response from daemon", "ERROR: ")
    reason = next((line for sign in signs for line in lines if sign in line), lines[-1])
    hint = f"`kind delete cluster --name {SHARED_CLUSTER}` removes it, so that it can be made anew"
    return RequirementError(f"{' '.join(command[:3])} failed: {reason}", hint=hint)


def is_node_image(image: str) -> bool:
    """Whether nodes are made of *image*, which then is not put on them."""
    return image.partition(":")[0] == NODE_IMAGE


def find_config(labs: Path) -> Path:
    """The configuration of the cluster that the labs in the folder *labs* share. Raises RequirementError."""
    config = labs / CONFIG
    if not config.is_file():
        raise RequirementError(f"there is no {CONFIG} beside the labs, to make the cluster from that they share")
    return config
