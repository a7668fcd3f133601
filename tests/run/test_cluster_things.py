"""What counts of a cluster, told from what kubectl and crictl print in its nodes."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest
from docker.errors import APIError

from workshop.run import machine
from workshop.run.cluster_things import IMAGES, NODES, OBJECTS, SETTINGS, find_held, find_in_cluster

NODE = {
    "metadata": {"name": "worker", "labels": {"disk": "ssd"}},
    "spec": {"taints": [{"key": "old", "effect": "NoSchedule"}]},
    "status": {"conditions": [{"type": "Ready", "status": "True"}]},
}


def run_with(objects: str = "", **changes: object) -> list[tuple[str, str, str]]:
    """What is found where kubectl prints *objects*, and the one node has these *changes*."""
    images = {
        "images": [
            {"id": "sha256:1", "repoTags": ["web:1"]},
            {"id": "sha256:2", "repoTags": [], "repoDigests": ["x@y"]},
        ]
    }
    printed = {
        OBJECTS: objects,
        NODES: json.dumps({"items": [NODE | changes]}),
        IMAGES: json.dumps(images),
        SETTINGS: "abc  /var/lib/kubelet/config.yaml\n",
    }
    return list(find_in_cluster("control-plane", lambda node, text: printed[text]))


def test_nodes() -> None:
    """A node's labels, taints, readiness, images and settings are told, each with the node."""
    assert run_with() == [
        ("label", "disk=ssd of node worker", "worker"),
        ("taint", "old=:NoSchedule of node worker", "worker"),
        ("readiness", "of node worker", "worker"),
        ("node image", "web:1 on node worker", "sha256:1"),
        ("node image", "x@y on node worker", "sha256:2"),
        ("content of", "/var/lib/kubelet/config.yaml on node worker", "abc"),
    ]


def test_settings_are_printed_all_at_once(tmp_path: Path) -> None:
    """A program that writes line by line has all its lines arrive together, so that none is lost without the others."""
    program = tmp_path / "sha256sum"
    program.write_text("#!/bin/sh\necho first\nsleep 0.3\necho second\n", encoding="utf-8")
    program.chmod(0o755)
    searched = {"PATH": f"{tmp_path}:{os.environ['PATH']}"}
    with subprocess.Popen(["sh", "-c", SETTINGS], stdout=subprocess.PIPE, env=searched) as shell:
        assert shell.stdout is not None
        assert os.read(shell.stdout.fileno(), 4096).splitlines() == [b"first", b"second"]


def test_a_node_that_is_not_ready() -> None:
    """Without the condition there is no readiness, so that one that was lost is told."""
    down = {"conditions": [{"type": "Ready", "status": "Unknown"}, {"type": "MemoryPressure", "status": "True"}]}
    assert "readiness" not in {kind for kind, _, _ in run_with(status=down)}


def test_objects() -> None:
    """What a lab made counts; what Kubernetes makes for itself, and what is in a namespace of a lab's own, does not."""
    objects = (
        "Deployment|default|web|1|\n"
        "Pod|default|web-1|2|ReplicaSet\n"
        "Pod|kube-system|coredns-1|3|ReplicaSet\n"
        "ConfigMap|kube-system|coredns|4|\n"
        "Secret|kube-system|bootstrap-token-abcdef|5|\n"
        "ConfigMap|shop|left|6|\n"
        "Namespace||shop|7|\n"
        "ClusterRole||reader|8|\n"
    )
    assert [each for each in run_with(objects) if not each[1].endswith("node worker")] == [
        ("Deployment", "default/web", "1"),
        ("Pod", "default/web-1", "2"),
        ("ConfigMap", "kube-system/coredns", "4"),
        ("ClusterRole", "reader", "8"),
    ]


def test_a_cluster_that_does_not_answer() -> None:
    """Where the control plane says nothing there is nothing to tell."""
    assert list(find_in_cluster("control-plane", lambda node, text: "")) == []


class Nodes:
    """The part of Docker's API that asks nodes, with its answers to one question after the other."""

    def __init__(self, *answers: bytes | APIError) -> None:
        self.answers = list(answers)

    def exec_create(self, _node: str, _command: list[str], *, stderr: bool) -> dict[str, str]:
        """A command by its id."""
        return {"Id": f"without stderr: {not stderr}"}

    def exec_start(self, _command: str) -> bytes:
        """The next answer."""
        answer = self.answers.pop(0)
        if isinstance(answer, APIError):
            raise answer
        return answer


@pytest.mark.parametrize(
    ("answers", "printed", "left"),
    [
        ((b"", b"", b"node/worker"), "node/worker", 0),
        ((b"", b"", b"", b"too late"), "", 1),
        ((APIError("the container is not running"), b"too late"), "", 1),
    ],
)
def test_an_answer_that_is_lost(
    answers: tuple[bytes | APIError, ...], printed: str, left: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A node that prints nothing is asked again, three times in all; one that is not running is not."""
    monkeypatch.setattr(machine, "TRY_INTERVAL_S", 0.0)
    nodes = Nodes(*answers)
    assert machine._ask_node(nodes, "worker", "hostname") == printed
    assert len(nodes.answers) == left


def test_what_people_have_put_there() -> None:
    """Namespaces count as wholes, objects in the default one without what controllers make, and nothing of its own."""
    own = [
        ("namespace", "kube-system of cluster workshop", "kube-system"),
        ("Service", "default/kubernetes", "1"),
        ("ConfigMap", "default/kube-root-ca.crt", "2"),
        ("ClusterRole", "admin", "3"),
        ("container", "web", "4"),
        ("namespace", "shop of cluster other", "shop"),
        ("Pod", "default/web-5d8f-x", "5"),
        ("ReplicaSet", "default/web-5d8f", "6"),
        ("Pod", "shop/till", "7"),
    ]
    held = [
        ("namespace", "shop of cluster workshop", "shop"),
        ("Deployment", "default/web", "8"),
        ("Pod", "default/alone", "9"),
    ]
    assert find_held("workshop", [*own, *held]) == held
