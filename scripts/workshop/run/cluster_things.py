"""What is in a kind cluster that a lab may leave there or take away: objects, nodes' taints, labels, images, settings.

Asked inside the nodes, so that no configuration of the caller's is needed. Changes nothing.
Left out is what Kubernetes makes and mends by itself: objects with an owner in its own namespaces, events, leases,
what follows from a Service, signing requests, and tokens that expire.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from workshop.lab.removal import ThingKey

RunInNode = Callable[[str, str], str]
"""Runs a text of `sh` in the node of that name and returns what it prints; "" where the node does not answer."""

# kubeadm writes this file on control planes.
KUBECTL = "kubectl --kubeconfig=/etc/kubernetes/admin.conf --request-timeout=5s"
_UNCOUNTED = (
    "events|leases|endpoints|componentstatuses|nodes|certificatesigningrequests|ipaddresses|csinodes|volumeattachments"
)
_FIELDS = "{.kind}|{.metadata.namespace}|{.metadata.name}|{.metadata.uid}|{.metadata.ownerReferences[0].kind}"
OBJECTS = (
    f"kinds=$({KUBECTL} api-resources --verbs=list -o name"
    f" | grep -vE '^({_UNCOUNTED})(\\.|$)|metrics\\.k8s\\.io$' | paste -sd,)\n"
    f'{KUBECTL} get "$kinds" --all-namespaces --ignore-not-found'
    f" -o 'jsonpath={{range .items[*]}}{_FIELDS}{{\"\\n\"}}{{end}}'"
)
NODES = f"{KUBECTL} get nodes -o json"
IMAGES = "crictl images -o json"
_SETTINGS = "/var/lib/kubelet/config.yaml /var/lib/kubelet/kubeadm-flags.env /etc/kubernetes/manifests/*"
# sha256sum writes each line by itself, and on a busy machine the first was lost; at once, all are there or none.
SETTINGS = f'printf %s "$(sha256sum {_SETTINGS})"'
# What a cluster is made with, by kubeadm and by kind; what else there is, a lab or its reader has made.
OWN_NAMESPACES = {"", "default", "kube-node-lease", "kube-public", "kube-system", "local-path-storage"}
# What Kubernetes keeps in the default namespace, what controllers make of other objects, and of which.
_OWN_OBJECTS = {"default", "kube-root-ca.crt", "kubernetes"}
_DERIVED = {"ControllerRevision", "EndpointSlice", "ReplicaSet"}
_OWNERS = {"CronJob", "DaemonSet", "Deployment", "Job", "ReplicaSet", "StatefulSet"}
_EXPIRING = "bootstrap-token-"


def find_in_cluster(control_plane: str, run: RunInNode) -> Iterator[ThingKey]:
    """All that is in the cluster of that *control_plane*, a node that answers through *run*."""
    yield from _find_objects(run(control_plane, OBJECTS))
    nodes = run(control_plane, NODES)
    for node in json.loads(nodes)["items"] if nodes else []:
        yield from _find_marks(node)
        name = node["metadata"]["name"]
        yield from _find_images(name, run(name, IMAGES))
        for line in run(name, SETTINGS).splitlines():
            digest, file = line.split(maxsplit=1)
            yield "content of", f"{file} on node {name}", digest


def find_held(cluster: str, things: Iterable[ThingKey]) -> list[ThingKey]:
    """Those of *things* that people or labs have put into *cluster*: namespaces, and objects in the default one.

    Left out is what controllers make of these.
    """
    things = sorted(things)
    end = f" of cluster {cluster}"
    spaces = [each for each in things if each[0] == "namespace" and each[1].endswith(end)]
    objects = [each for each in things if each[0][:1].isupper() and each[1].startswith("default/")]
    objects = [each for each in objects if each[0] not in _DERIVED and each[1].partition("/")[2] not in _OWN_OBJECTS]
    owners = tuple(f"{name}-" for kind, name, _ in objects if kind in _OWNERS)
    objects = [each for each in objects if each[0] != "Pod" or not each[1].startswith(owners)]
    return [*(space for space in spaces if space[2] not in OWN_NAMESPACES), *objects]


def is_counted(namespace: str, name: str, has_owner: bool) -> bool:
    """Whether an object counts by itself: not with its namespace, not as its owner's, not as a token that expires.

    In `default` what a lab made there is seen until the last Pod of it is gone.
    """
    return namespace in OWN_NAMESPACES and not name.startswith(_EXPIRING) and (not has_owner or namespace == "default")


def _find_objects(printed: str) -> Iterator[ThingKey]:
    """A namespace that is not the cluster's own counts as a whole, without what is in it."""
    for line in printed.splitlines():
        kind, namespace, name, uid, owner = line.split("|")
        if kind == "Namespace" or not is_counted(namespace, name, bool(owner)):
            continue
        yield kind, f"{namespace}/{name}" if namespace else name, uid


def _find_marks(node: dict[str, Any]) -> Iterator[ThingKey]:
    name = node["metadata"]["name"]
    for key, value in node["metadata"]["labels"].items():
        yield "label", f"{key}={value} of node {name}", name
    for taint in node["spec"].get("taints", []):
        text = f"{taint['key']}={taint.get('value', '')}:{taint['effect']}"
        yield "taint", f"{text} of node {name}", name
    if any(each["type"] == "Ready" and each["status"] == "True" for each in node["status"]["conditions"]):
        yield "readiness", f"of node {name}", name


def _find_images(node: str, printed: str) -> Iterator[ThingKey]:
    for image in json.loads(printed)["images"] if printed else []:
        for tag in image["repoTags"] or image["repoDigests"]:
            yield "node image", f"{tag} on node {node}", str(image["id"])
