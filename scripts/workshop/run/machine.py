"""What a lab may leave behind on a machine, seen through the Docker SDK and the system. Changes nothing."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

import docker
import psutil
from docker.errors import DockerException

from workshop.errors import RequirementError

# `kind` makes this network for its first cluster and keeps it for the next; its `delete cluster` leaves it alone.
# Source: kind's pkg/cluster/internal/providers/docker/network.go, ensureNetwork.
KEPT_NETWORK = "kind"
CLUSTER_LABEL = "io.x-k8s.kind.cluster"


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
        """All that is there now: containers, networks, volumes, image tags, clusters."""

    def find_busy_ports(self, ports: Iterable[int]) -> list[int]:
        """Those of *ports* that something listens on now."""

    def find_missing_images(self, images: Iterable[str]) -> list[str]:
        """Those of *images* that the engine does not hold."""

    def docker_version(self) -> str | None:
        """The engine's version, such as `28.5.2`; None without an engine."""


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
        """See Machine.find_things."""
        api = self.client.api
        things = set()
        for container in api.containers(all=True):
            name = (container["Names"] or [container["Id"][:12]])[0].removeprefix("/")
            things.add(Thing("container", name, container["Id"]))
            if cluster := (container["Labels"] or {}).get(CLUSTER_LABEL):
                things.add(Thing("cluster", cluster, cluster))
        for network in api.networks():
            if network["Name"] != KEPT_NETWORK:
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


def find_leaks(before: frozenset[Thing], after: frozenset[Thing]) -> list[str]:
    """What a lab changed for good between two looks: things left behind, then things taken away that were there."""
    left = [f"{thing} was left behind" for thing in sorted(after - before, key=str)]
    taken = [f"{thing} was there before the lab and is gone" for thing in sorted(before - after, key=str)]
    return left + taken
