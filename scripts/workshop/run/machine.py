"""What a lab may leave behind on a machine, seen through the Docker SDK and the system. Changes nothing.

The build cache is not counted: it changes no result, and the engine clears it by its own rules.
"""

from __future__ import annotations

import errno
import os
import platform
import re
import shutil
import socket
import subprocess
import threading
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial
from typing import Any, Protocol

import docker
import psutil
from docker.errors import APIError, DockerException

from workshop.errors import RequirementError
from workshop.lab.model import SHARED_CLUSTER
from workshop.lab.record import Hardware
from workshop.run.cluster import CLUSTER_LABEL, CONTROL_PLANE, ROLE_LABEL
from workshop.run.cluster_states import find_states
from workshop.run.cluster_things import RunInNode, find_in_cluster
from workshop.run.contexts import find_builders, find_contexts, find_current_context
from workshop.run.orphans import is_adopted
from workshop.run.store import ImageStore, read_store
from workshop.run.things import State, Thing

# `kind` makes its network for the first cluster and keeps it for the next; `delete cluster` leaves it alone.
# The engine makes its bridge when it first joins a swarm; `swarm leave` leaves that alone.
# Sources: kind's pkg/cluster/internal/providers/docker/network.go, ensureNetwork; moby's libnetwork/default_gateway.go.
KEPT_NETWORKS = ("kind", "docker_gwbridge")
# What listens at all addresses is found at the first, what listens at loopback alone at the second.
LISTENING_AT = ("0.0.0.0", "127.0.0.1")
# Inside a control plane's node, so that no configuration of the caller's is needed. Source: kubeadm writes admin.conf.
NAMESPACES = "kubectl --kubeconfig=/etc/kubernetes/admin.conf --request-timeout=5s get namespaces -o name"
TRIES, TRY_INTERVAL_S = 3, 0.5
ANSWER_S = 4
"""How long an engine may take to say that it is there."""
# By what each program is called, how it tells its version, and what to read of that.
CLIENTS = {
    "docker buildx": (r"docker (?:buildx|build|image build|compose)\s", ("docker", "buildx", "version"), r" v(\S+)"),
    "docker compose": (r"docker compose\s", ("docker", "compose", "version", "--short"), r"v?(\S+)"),
    "kind": (r"kind\s", ("kind", "version"), r"kind v(\S+)"),
    "kubectl": (r"kubectl\s", ("kubectl", "version", "--client", "--output=json"), r'"gitVersion": "v(\S+)"'),
}


class Machine(Protocol):
    """The machine that a lab runs on."""

    def find_things(self) -> frozenset[Thing]:
        """All that is there now, so that two looks can be compared; see `LocalMachine.find_things` for what it is."""

    def find_busy_ports(self, ports: Iterable[int]) -> list[int]:
        """Those of *ports* that something listens on now."""

    def find_missing_images(self, images: Iterable[str]) -> list[str]:
        """Those of *images* that the engine does not hold."""

    def find_image_ids(self, images: Iterable[str]) -> dict[str, str]:
        """What the engine calls those of *images* that it holds, by name: `sha256:…`."""

    def docker_version(self) -> str | None:
        """The engine's version, such as `28.5.2`; None without an engine."""

    def image_store(self) -> ImageStore | None:
        """Where the engine keeps images; None without an engine."""

    def find_hardware(self) -> Hardware:
        """What the machine has, as the engine tells it where there is one: on macOS, labs run in its machine."""

    def client_versions(self, commands: Iterable[str]) -> dict[str, str]:
        """The versions of Buildx, Compose, kind and kubectl, by name, where *commands* call them and they are there."""


class LocalMachine:
    """This machine and the engine that the environment names."""

    def __init__(self) -> None:
        self._client: docker.DockerClient | None = None

    @property
    def client(self) -> docker.DockerClient:
        """The SDK's client. Raises RequirementError where no engine answers."""
        if self._client is None:
            try:
                # One that hangs takes calls and never answers them; one that works may take long over a single one.
                asked = docker.from_env(timeout=ANSWER_S)
                asked.ping()
                self._client = docker.from_env(version=asked.api.api_version)
            except (DockerException, OSError):
                self._client = None
                where = os.environ.get("DOCKER_HOST", "its usual socket")
                raise RequirementError(f"no Docker Engine answers at {where}", hint="start Docker, try again") from None
        return self._client

    def find_things(self) -> frozenset[Thing]:
        """Containers, networks, volumes, image tags, swarm, clusters and what is in them, docker contexts, ports."""
        api = self.client.api
        containers = api.containers(all=True)
        things = {*_find_clusters(api, containers), *_find_swarm(api), *_find_contexts(), *_find_listening()}
        things |= {Thing("buildx builder", name, name) for name in find_builders(os.environ)}
        for container in containers:
            name = (container["Names"] or [container["Id"][:12]])[0].removeprefix("/")
            things.add(Thing("container", name, container["Id"], container["Image"], _read_state(container)))
        for network in api.networks():
            if network["Name"] not in KEPT_NETWORKS:
                things.add(Thing("network", network["Name"], network["Id"]))
        users = {mount.get("Name"): each["Image"] for each in containers for mount in each.get("Mounts", [])}
        for volume in api.volumes()["Volumes"] or []:
            things.add(Thing("volume", volume["Name"], volume["Name"], users.get(volume["Name"], "")))
        for image in api.images():
            key = image["Id"].removeprefix("sha256:")
            tags = [tag for tag in image["RepoTags"] or [] if tag != "<none>:<none>"]
            things.update(Thing("image", tag, key) for tag in tags or [key[:12]])
        return frozenset(things)

    def find_busy_ports(self, ports: Iterable[int]) -> list[int]:
        """See Machine.find_busy_ports."""
        return [port for port in sorted(set(ports)) if any(map(partial(_is_taken, port), LISTENING_AT))]

    def find_missing_images(self, images: Iterable[str]) -> list[str]:
        """See Machine.find_missing_images."""
        present = {tag for image in self.client.api.images() for tag in image["RepoTags"] or []}
        return [image for image in images if image not in present]

    def find_image_ids(self, images: Iterable[str]) -> dict[str, str]:
        """See Machine.find_image_ids."""
        ids = {tag: str(image["Id"]) for image in self.client.api.images() for tag in image["RepoTags"] or []}
        return {image: ids[image] for image in images if image in ids}

    def docker_version(self) -> str | None:
        """See Machine.docker_version."""
        try:
            return str(self.client.version()["Version"])
        except RequirementError:
            return None

    def image_store(self) -> ImageStore | None:
        """See Machine.image_store."""
        try:
            return read_store(self.client.info())
        except RequirementError:
            return None

    def find_hardware(self) -> Hardware:
        """See Machine.find_hardware. Source: `/info` of the Docker Engine API."""
        try:
            info = self.client.info()
            system = f"{str(info['OSType']).capitalize()} {info['Architecture']}"
            return Hardware(int(info["NCPU"]), int(info["MemTotal"]), system, str(info["KernelVersion"]))
        except RequirementError:
            system = f"{platform.system()} {platform.machine()}"
            return Hardware(os.cpu_count() or 1, psutil.virtual_memory().total, system, platform.release())

    def client_versions(self, commands: Iterable[str]) -> dict[str, str]:
        """See Machine.client_versions."""
        text = "\n".join(commands)
        found = {}
        for name, (called, command, pattern) in CLIENTS.items():
            if re.search(rf"(?<![\w-]){called}", text) and shutil.which(command[0]):
                printed = subprocess.run(command, capture_output=True, timeout=20, check=False).stdout
                if match := re.search(pattern, printed.decode("utf-8", "replace")):
                    found[name] = match[1]
        return found


def _find_clusters(api: Any, containers: list[dict[str, Any]]) -> Iterator[Thing]:
    """kind's clusters, the namespaces of those that answer, and of the shared one all that labs could change."""

    run = partial(_ask_node, api)
    for container in containers:
        labels = container["Labels"] or {}
        cluster = labels.get(CLUSTER_LABEL)
        if not cluster:
            continue
        yield Thing("cluster", cluster, cluster)
        if labels.get(ROLE_LABEL) == CONTROL_PLANE:
            if cluster == SHARED_CLUSTER:
                yield from _find_shared(container, containers, run)
            for name in re.findall("^namespace/(.+)$", run(container["Id"], NAMESPACES), re.MULTILINE):
                yield Thing("namespace", f"{name} of cluster {cluster}", name, cluster=cluster)


def _find_shared(control_plane: dict[str, Any], containers: list[dict[str, Any]], run: RunInNode) -> Iterator[Thing]:
    """What labs could change in the shared cluster; of equal things the first counts, which has its state."""
    of_it = [each for each in containers if (each["Labels"] or {}).get(CLUSTER_LABEL) == SHARED_CLUSTER]
    first, *nodes = (each["Names"][0].removeprefix("/") for each in (control_plane, *of_it))
    for thing in find_states(SHARED_CLUSTER, first, sorted(nodes), run):
        yield replace(thing, cluster=SHARED_CLUSTER)
    yield from (Thing(*key, cluster=SHARED_CLUSTER) for key in find_in_cluster(first, run))


def _read_state(container: dict[str, Any]) -> State:
    """Whether a container runs, and where it is connected; one that begins again and again runs."""
    state = "running" if container["State"] == "restarting" else str(container["State"])
    networks = ", ".join(sorted((container.get("NetworkSettings") or {}).get("Networks") or {}))
    return (("state", state), ("networks", networks or "none"))


def _ask_node(api: Any, node: str, text: str) -> str:
    """What `sh` in *node* prints of *text*, which is never nothing unless the node or what is in it is down.

    On a busy machine an answer has been lost: what is there would then count as taken away, or as left behind.
    """
    for _ in range(TRIES):
        try:
            command = api.exec_create(node, ["sh", "-c", text], stderr=False)["Id"]
            printed = str(api.exec_start(command).decode("utf-8", "replace"))
        except APIError:
            # It is not running, and so answers nothing.
            return ""
        if printed:
            return printed
        threading.Event().wait(TRY_INTERVAL_S)
    return ""


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
    """The docker contexts, and the one that is in use where that is not the default one."""
    for name in find_contexts(os.environ):
        yield Thing("docker context", name, name)
    if used := find_current_context(os.environ):
        yield Thing("use of docker context", used, used)


def _find_listening() -> Iterator[Thing]:
    """The ports at which something listens that nobody here has started: its parent has ended, or is not to be seen.

    What has a parent belongs to a program that someone runs beside the lab, or to one that is looked for as a process.
    Where the system does not tell (macOS, to others than root) there are none; see `find_busy_ports` for single ones.
    """
    try:
        connections = psutil.net_connections("tcp")
    except psutil.AccessDenied:
        return
    for connection in connections:
        if connection.status == psutil.CONN_LISTEN and connection.laddr and _is_orphan(connection.pid):
            port = str(connection.laddr.port)
            yield Thing("listener at port", port, port)


def _is_orphan(pid: int | None) -> bool:
    try:
        return pid is None or psutil.Process(pid).ppid() <= 1 or is_adopted(psutil.Process(pid))
    except psutil.Error:
        return True


def _is_taken(port: int, address: str) -> bool:
    """Whether something listens there, told by whether one may listen there oneself: no right is needed for that."""
    try:
        socket.create_server((address, port)).close()
    except OSError as error:
        return error.errno == errno.EADDRINUSE
    return False
