"""What is seen on a machine beyond containers, networks, volumes and images, by a real engine."""

from __future__ import annotations

import os
import platform
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from workshop.run.lock import hold_machine
from workshop.run.machine import LocalMachine
from workshop.run.things import find_leaks


def docker(*arguments: str) -> str:
    """What docker prints."""
    return subprocess.run(["docker", *arguments], check=True, capture_output=True, text=True).stdout.strip()


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[LocalMachine]:
    """This machine, held for the test, with a docker configuration of the test's own."""
    monkeypatch.setenv("DOCKER_CONFIG", str(tmp_path / "docker"))
    with hold_machine("a test of what is seen on the machine", print):
        yield LocalMachine()


@pytest.mark.needs_docker
def test_contexts(machine: LocalMachine) -> None:
    """A docker context is seen, and that it is the one in use; without a configuration there is none."""
    before = machine.find_things()
    docker("context", "create", "workshop-leak", "--docker", "host=tcp://192.0.2.1:2375")
    made = machine.find_things()
    assert find_leaks(before, made) == ["docker context workshop-leak was left behind"]
    docker("context", "use", "workshop-leak")
    assert find_leaks(made, machine.find_things()) == ["use of docker context workshop-leak was left behind"]
    docker("context", "use", "default")
    docker("context", "rm", "workshop-leak")
    assert find_leaks(before, machine.find_things()) == []
    assert find_leaks(made, machine.find_things()) == [
        "docker context workshop-leak was there before the lab and is gone"
    ]


@pytest.mark.needs_docker("busybox:1.37")
def test_swarm(machine: LocalMachine, tmp_path: Path) -> None:
    """A swarm is seen with all it holds; once it is left, nothing but what the engine keeps for the next remains."""
    (tmp_path / "word").write_text("x")
    before, bridge = machine.find_things(), docker("network", "ls", "--quiet", "--filter", "name=docker_gwbridge")
    try:
        docker("swarm", "init", "--advertise-addr", "127.0.0.1")
        docker("secret", "create", "leak-secret", str(tmp_path / "word"))
        docker("config", "create", "leak-config", str(tmp_path / "word"))
        docker("service", "create", "--detach", "--replicas", "0", "--name", "leak-web", "busybox:1.37", "true")
        # The engine itself listens at these for other nodes. Source: Docker's manual, "Open protocols and ports".
        assert find_leaks(before, machine.find_things()) == [
            "listener at port 2377 was left behind",
            "listener at port 7946 was left behind",
            "network ingress was left behind",
            "swarm config leak-config was left behind",
            f"swarm node {docker('info', '--format', '{{.Name}}')} was left behind",
            "swarm of this engine was left behind",
            "swarm secret leak-secret was left behind",
            "swarm service leak-web was left behind",
        ]
    finally:
        docker("swarm", "leave", "--force")
    assert find_leaks(before, machine.find_things()) == []
    if not bridge:
        docker("network", "rm", "docker_gwbridge")


@pytest.mark.needs_docker("busybox:1.37")
def test_namespaces_of_a_cluster(machine: LocalMachine, tmp_path: Path) -> None:
    """A cluster's namespaces are those that kubectl tells inside its control plane's node."""
    names, kubectl = tmp_path / "names", tmp_path / "kubectl"
    names.write_text("namespace/default\n")
    kubectl.write_text('#!/bin/sh\necho error >&2\n[ "$3 $4" = "get namespaces" ] && cat /names\n')
    kubectl.chmod(0o755)
    labels = ["--label=io.x-k8s.kind.cluster=leak", "--label=io.x-k8s.kind.role=control-plane"]
    mounts = [f"--volume={kubectl}:/bin/kubectl:ro", f"--volume={names}:/names:ro"]
    docker(
        "run", "--detach", "--init", "--name=workshop-leak", *labels, *mounts, "busybox:1.37", "tail", "-f", "/names"
    )
    try:
        before = machine.find_things()
        names.write_text("namespace/default\nnamespace/shop\n")
        assert find_leaks(before, machine.find_things()) == ["namespace shop of cluster leak was left behind"]
        docker("kill", "workshop-leak")
        assert find_leaks(before, machine.find_things()) == [
            "namespace default of cluster leak was there before the lab and is gone"
        ]
    finally:
        docker("rm", "--force", "workshop-leak")


@pytest.mark.needs_kind
def test_client_versions() -> None:
    """Only programs that the commands call are asked, and they tell their version as they tell it to anyone."""
    machine = LocalMachine()
    assert machine.client_versions(["docker run kindly", "echo kind-a my-kubectl get"]) == {}
    found = machine.client_versions(["docker compose up", "x | kubectl get pods", "kind get clusters"])
    assert found["docker compose"] == docker("compose", "version", "--short")
    for name, version in found.items():
        arguments = ["--client"] if name == "kubectl" else []
        command = [*name.split(), "version", *arguments]
        assert version in subprocess.run(command, check=True, capture_output=True, text=True).stdout
    assert sorted(found) == ["docker buildx", "docker compose", "kind", "kubectl"]


@pytest.mark.needs_docker
def test_a_listener_without_a_parent(machine: LocalMachine) -> None:
    """What listens and was let go of by what started it is seen; what a program beside the lab listens at is not."""
    before = machine.find_things()
    with socket.create_server(("127.0.0.1", 0)):
        assert find_leaks(before, machine.find_things()) == []
    listen = (
        "import os, signal, socket; server = socket.create_server(('127.0.0.1', 0));"
        " print(os.getpid(), server.getsockname()[1], flush=True); signal.pause()"
    )
    with subprocess.Popen(["sh", "-c", 'setsid "$@" &', "sh", sys.executable, "-c", listen], stdout=-1) as shell:
        assert shell.stdout is not None
        pid, port = map(int, shell.stdout.readline().split())
        try:
            shell.wait(10)
            assert find_leaks(before, machine.find_things()) == [f"listener at port {port} was left behind"]
        finally:
            os.kill(pid, signal.SIGKILL)


def test_busy_ports() -> None:
    """A port is taken where something listens at it, at loopback alone or at every address, and is free again after."""
    machine = LocalMachine()
    with socket.create_server(("127.0.0.1", 0)) as loopback, socket.create_server(("0.0.0.0", 0)) as everywhere:
        ports = sorted(each.getsockname()[1] for each in (loopback, everywhere))
        assert machine.find_busy_ports(reversed(ports)) == ports
    assert machine.find_busy_ports(ports) == []


def test_hardware_without_an_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no engine answers, the machine itself tells what it has."""
    monkeypatch.setenv("DOCKER_HOST", "unix:///nowhere/docker.sock")
    hardware = LocalMachine().find_hardware()
    assert (hardware.cpus, hardware.memory_bytes) == (os.cpu_count(), psutil.virtual_memory().total)
    assert hardware.system == f"{platform.system()} {platform.machine()}"


@pytest.mark.needs_docker
def test_hardware_of_the_engine(machine: LocalMachine) -> None:
    """Where an engine answers, what counts is what it can use."""
    info = machine.client.info()
    hardware = machine.find_hardware()
    assert (hardware.cpus, hardware.memory_bytes) == (info["NCPU"], info["MemTotal"])
    assert hardware.system == f"Linux {info['Architecture']}"
