"""How what is in a cluster is set, told from what is printed in its nodes, and what of a change is told."""

from __future__ import annotations

import copy
import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from workshop.run.cluster_states import FILES, OBJECTS, RULES, find_states, read_state
from workshop.run.things import find_changes, format_changes


def make(kind: str, name: str, namespace: str = "", **parts: Any) -> dict[str, Any]:
    """An object of Kubernetes', whose name is its uid too."""
    place = {"namespace": namespace} if namespace else {}
    metadata = {"name": name, "uid": name, "resourceVersion": "1", **place, **parts.pop("metadata", {})}
    return {"apiVersion": "v1", "kind": kind, "metadata": metadata, **parts}


CLUSTER = {
    "coredns": make("Deployment", "coredns", "kube-system", spec={"replicas": 2, "template": {"image": "coredns"}}),
    "corefile": make("ConfigMap", "coredns", "kube-system", data={"Corefile": ".:53 {\n}", "size": "2"}),
    "secret": make("Secret", "token", "default", data={"word": "c2VjcmV0"}),
    "standard": make(
        "StorageClass",
        "standard",
        provisioner="rancher.io/local-path",
        metadata={"annotations": {"storageclass.kubernetes.io/is-default-class": "true"}},
    ),
    "view": make("ClusterRole", "view", rules=[{"verbs": ["get"]}]),
    "default": make("Namespace", "default", metadata={"labels": {"kubernetes.io/metadata.name": "default"}}),
    "shop": make("Namespace", "shop"),
    "theirs": make("ConfigMap", "settings", "shop", data={"a": "b"}),
    "token": make("Secret", "bootstrap-token-abcdef", "kube-system", data={}),
    "owned": make("Pod", "coredns-1", "kube-system", metadata={"ownerReferences": [{"kind": "ReplicaSet"}]}),
}


def look(
    objects: dict[str, dict[str, Any]], files: str = "a1  /etc/passwd", rules: str = "filter :INPUT ACCEPT"
) -> Any:
    """What is found where the nodes print that."""
    printed = {OBJECTS: json.dumps({"items": list(objects.values())}), FILES: files, RULES: rules}
    return frozenset(find_states("workshop", "control-plane", ["worker"], lambda node, text: printed[text]))


def test_what_has_a_state() -> None:
    """Objects of the cluster's own namespaces and of all, and each node's files and rules; nothing that others keep."""
    assert sorted(map(str, look(CLUSTER))) == [
        "ClusterRole view",
        "ConfigMap kube-system/coredns",
        "Deployment kube-system/coredns",
        "Secret default/token",
        "StorageClass standard",
        "file /etc/passwd on node worker",
        "namespace default of cluster workshop",
        "rule `filter :INPUT ACCEPT` on node worker",
    ]


@pytest.mark.parametrize(
    ("name", "path", "value", "told"),
    [
        ("coredns", ["spec", "replicas"], 0, "Deployment kube-system/coredns was changed: spec.replicas: 2, now 0"),
        ("coredns", ["spec", "template", "image"], "x", "Deployment kube-system/coredns was changed: spec.template"),
        ("corefile", ["data", "Corefile"], "", "ConfigMap kube-system/coredns was changed: data.Corefile"),
        ("corefile", ["data", "size"], "3", "ConfigMap kube-system/coredns was changed: data.size: 2, now 3"),
        ("secret", ["data", "word"], "b3RoZXI=", "Secret default/token was changed: data.word"),
        (
            "standard",
            ["metadata", "annotations", "storageclass.kubernetes.io/is-default-class"],
            "false",
            "StorageClass standard was changed: annotations.storageclass.kubernetes.io/is-default-class: "
            "true, now false",
        ),
        ("view", ["rules"], [{"verbs": ["*"]}], "ClusterRole view was changed: rules"),
        (
            "default",
            ["metadata", "labels", "team"],
            "shop",
            "namespace default of cluster workshop was changed: labels.team: nothing, now shop",
        ),
    ],
)
def test_what_was_changed(name: str, path: list[str], value: Any, told: str) -> None:
    """A change of anything that is set is told with its path, and with both values where these are short and open."""
    after = copy.deepcopy(CLUSTER)
    place: Any = after[name]
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    assert format_changes(find_changes(look(CLUSTER), look(after))) == [told]


def test_what_kubernetes_changes_itself() -> None:
    """Status, versions, notes of controllers and signatures of tokens are no change."""
    after = copy.deepcopy(CLUSTER)
    after["coredns"]["status"] = {"readyReplicas": 1}
    after["coredns"]["metadata"] |= {"resourceVersion": "2", "generation": 7, "managedFields": [{}]}
    after["coredns"]["metadata"]["annotations"] = {"deployment.kubernetes.io/revision": "2"}
    after["corefile"]["data"]["jws-kubeconfig-abcdef"] = "signed"
    assert find_changes(look(CLUSTER), look(after)) == []


def test_files_and_rules_of_a_node() -> None:
    """A file that was changed or made, and a rule, are told with their node."""
    after = look(CLUSTER, "b2  /etc/passwd\n-  /data", "filter :INPUT ACCEPT\nfilter -A INPUT -p tcp -j DROP")
    assert format_changes(find_changes(look(CLUSTER), after)) == [
        "file /data on node worker was left behind",
        "rule `filter -A INPUT -p tcp -j DROP` on node worker was left behind",
        "file /etc/passwd on node worker was changed: content",
    ]


def test_rules_are_those_of_people(tmp_path: Path) -> None:
    """What kube-proxy and the network keep there is left out, as are counters."""
    program = tmp_path / "iptables-save"
    program.write_text(
        "#!/bin/sh\ncat <<'E'\n# Generated\n*filter\n:INPUT ACCEPT [102:18]\n:KUBE-FORWARD - [0:0]\n"
        "-A INPUT -j KUBE-FIREWALL\n-A INPUT -p tcp -j DROP\nCOMMIT\n*nat\n-A OUTPUT -d 127.0.0.11/32 -j DNAT\n"
        "COMMIT\nE\n"
    )
    program.chmod(0o755)
    searched = {"PATH": f"{tmp_path}:{os.environ['PATH']}"}
    done = subprocess.run(["sh", "-c", RULES], env=searched, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == ["filter :INPUT ACCEPT", "filter -A INPUT -p tcp -j DROP"]


def test_a_cluster_that_does_not_answer() -> None:
    """Where nodes say nothing, or only half of it, nothing is told of objects."""
    assert list(find_states("workshop", "control-plane", [], lambda node, text: "")) == []
    assert list(find_states("workshop", "control-plane", [], lambda node, text: '{"items": [')) == []


def test_a_state_is_flat() -> None:
    """Values stand by their path, two keys deep; what is deeper, long or secret has a digest."""
    assert read_state(make("Deployment", "web", spec={"replicas": 1, "paused": True, "note": "x" * 50})) == (
        ("spec.note", "#77cf12060d47183e"),
        ("spec.paused", "true"),
        ("spec.replicas", "1"),
    )
