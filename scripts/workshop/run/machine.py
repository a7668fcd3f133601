"""What a lab may leave behind on a machine, seen through the Docker SDK and the system. Changes nothing.

The build cache is not counted: it changes no result, and the engine clears it by its own rules.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import docker
import psutil
from docker.errors import APIError, DockerException

from workshop.errors import RequirementError

# `kind` makes its network for the first cluster and keeps it for the next; `delete cluster` leaves it alone.
# The engine makes its bridge when it first joins a swarm; `swarm leave` leaves that alone.
# Sources: kind's pkg/cluster/internal/providers/docker/network.go, ensureNetwork; moby's libnetwork/default_gateway.go.
KEPT_NETWORKS = ("kind", "docker_gwbridge")
CLUSTER_LABEL, ROLE_LABEL = "io.x-k8s.kind.cluster", "io.x-k8s.kind.role"
# Inside a control plane's node, so that no configuration of the caller's is needed. Source: kubeadm writes admin.conf.
NAMESPACES = "kubectl --kubeconfig=/etc/kubernetes/admin.conf --request-timeout=5s get namespaces -o name"
# How each program tells its version, and what to read of that.
CLIENTS = {
    "docker compose": (("docker", "compose", "version", "--short"), r"v?(\S+)"),
    "kind": (("kind", "version"), r"kind v(\S+)"),
    "kubectl": (("kubectl", "version", "--client", "--output=json"), r'"gitVersion": "v(\S+)"'),
}


@dataclass(frozen=True)
class Thing:
    """One thing that may be left behind; `key` tells it from a namesake made later."""

    kind: str
    name: str
    key: str

    def __str__(self) -> str:
        return f"{self.kind} {self.name}"


class Machine(Protocol):
    """The machine that a lab runs on."""

    def find_things(self) -> frozenset[Thing]:
        """All that is there now, so that two looks can be compared; see `LocalMachine.find_things` for what it is."""

    def find_busy_ports(self, ports: Iterable[int]) -> list[int]:
        """Those of *ports* that something listens on now."""

    def find_missing_images(self, images: Iterable[str]) -> list[str]:
        """Those of *images* that the engine does not hold."""

    def docker_version(self) -> str | None:
        """The engine's version, such as `28.5.2`; None without an engine."""

    def client_versions(self, commands: Iterable[str]) -> dict[str, str]:
        """The versions of Compose, kind and kubectl, by name, where *commands* call them and they are there."""


class LocalMachine:
    """This machine and the engine that the environment names."""

    def __init__(self) -> None:
        self._client: docker.DockerClient | None = None

    @property
    def client(self) -> docker.DockerClient:
        """The SDK's client. Raises RequirementError where no engine answers."""
        if self._client is None:
            try:
                self._client = docker.from_env()
                self._client.ping()
            except DockerException:
                self._client = None
                where = os.environ.get("DOCKER_HOST", "its usual socket")
                raise RequirementError(f"no Docker Engine answers at {where}", hint="start Docker, try again") from None
        return self._client

    def find_things(self) -> frozenset[Thing]:
        """Containers, networks, volumes, image tags, swarm, clusters with their namespaces, docker contexts."""
        api = self.client.api
        containers = api.containers(all=True)
        things = {*_find_clusters(api, containers), *_find_swarm(api), *_find_contexts()}
        for container in containers:
            name = (container["Names"] or [container["Id"][:12]])[0].removeprefix("/")
            things.add(Thing("container", name, container["Id"]))
        for network in api.networks():
            if network["Name"] not in KEPT_NETWORKS:
                things.add(Thing("network", network["Name"], network["Id"]))
        for volume in api.volumes()["Volumes"] or []:
            things.add(Thing("volume", volume["Name"], volume["Name"]))
        for image in api.images():
            tags = [tag for tag in image["RepoTags"] or [] if tag != "<none>:<none>"]
            things.update(Thing("image", tag, tag) for tag in tags or [image["Id"].removeprefix("sha256:")[:12]])
        return frozenset(things)

    def find_busy_ports(self, ports: Iterable[int]) -> list[int]:
        """See Machine.find_busy_ports."""
        wanted = set(ports)
        if not wanted:
            return []
        listening = {
            connection.laddr.port
            for connection in psutil.net_connections("tcp")
            if connection.status == psutil.CONN_LISTEN and connection.laddr
        }
        return sorted(wanted & listening)

    def find_missing_images(self, images: Iterable[str]) -> list[str]:
        """See Machine.find_missing_images."""
        present = {tag for image in self.client.api.images() for tag in image["RepoTags"] or []}
        return [image for image in images if image not in present]

    def docker_version(self) -> str | None:
        """See Machine.docker_version."""
        try:
            return str(self.client.version()["Version"])
        except RequirementError:
            return None

    def client_versions(self, commands: Iterable[str]) -> dict[str, str]:
        """See Machine.client_versions."""
        text = "\n".join(commands)
        found = {}
        for name, (command, pattern) in CLIENTS.items():
            if re.search(rf"(?<![\w-]){name}\s", text) and shutil.which(command[0]):
                printed = subprocess.run(command, capture_output=True, text=True, timeout=20, check=False).stdout
                if match := re.search(pattern, printed):
                    found[name] = match[1]
        return found


def find_leaks(before: frozenset[Thing], after: frozenset[Thing]) -> list[str]:
    """What a lab changed for good between two looks: things left behind, then things taken away that were there."""
    left = [f"{thing} was left behind" for thing in sorted(after - before, key=str)]
    taken = [f"{thing} was there before the lab and is gone" for thing in sorted(before - after, key=str)]
    return left + taken


def _find_clusters(api: Any, containers: list[dict[str, Any]]) -> Iterator[Thing]:
    """kind's clusters, and the namespaces of those that answer."""
    for container in containers:
        labels = container["Labels"] or {}
        cluster = labels.get(CLUSTER_LABEL)
        if not cluster:
            continue
        yield Thing("cluster", cluster, cluster)
        if labels.get(ROLE_LABEL) == "control-plane":
            try:
                command = api.exec_create(container["Id"], NAMESPACES, stderr=False)["Id"]
                printed = api.exec_start(command).decode("utf-8", "replace")
            except APIError:
                # It is not running, and so answers nothing.
                continue
            for name in re.findall("^namespace/(.+)$", printed, re.MULTILINE):
                yield Thing("namespace", f"{name} of cluster {cluster}", name)


def _find_swarm(api: Any) -> Iterator[Thing]:
    """That the engine is in a swarm and, where it manages that, what the swarm holds."""
    swarm = api.info()["Swarm"]
    if swarm["LocalNodeState"] == "inactive":
        return
    yield Thing("swarm", "of this engine", swarm["NodeID"])
    if not swarm["ControlAvailable"]:
        return
    for node in api.nodes():
        yield Thing("swarm node", node["Description"]["Hostname"], node["ID"])
    for kind, held in (("service", api.services()), ("secret", api.secrets()), ("config", api.configs())):
        for each in held:
            yield Thing(f"swarm {kind}", each["Spec"]["Name"], each["ID"])


def _find_contexts() -> Iterator[Thing]:
    """The docker contexts, and the one that is in use where that is not the default one.

    The SDK's own list is empty where there is no `config.json`, so the files are read.
    Source: docker/cli's cli/context/store, `contexts/meta/<digest>/meta.json` below the configuration's folder.
    """
    folder = Path(os.environ.get("DOCKER_CONFIG") or Path.home() / ".docker")
    for file in folder.glob("contexts/meta/*/meta.json"):
        name = json.loads(file.read_text(encoding="utf-8"))["Name"]
        yield Thing("docker context", name, name)
    config = folder / "config.json"
    if config.is_file() and (name := json.loads(config.read_text(encoding="utf-8")).get("currentContext")):
        yield Thing("use of docker context", name, name)
