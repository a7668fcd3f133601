"""How what is in a kind cluster is set: objects of its own namespaces and of all, files and rules in its nodes.

Asked inside the nodes, like `workshop.run.cluster_things`, and as often as that. Changes nothing.
Left out is what Kubernetes changes by itself: status, versions, the endpoints of Services, what an owner makes, tokens
that expire; and in nodes what kubelet, kube-proxy and the network write, and what a node writes anew when it starts.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import Any

from workshop.run.cluster_things import KUBECTL, OWN_NAMESPACES, RunInNode, is_counted
from workshop.run.things import State, Thing

_UNCOUNTED = (
    "events|leases|endpoints|endpointslices|componentstatuses|nodes|certificatesigningrequests|ipaddresses|csinodes"
    "|volumeattachments|replicasets|controllerrevisions"
)
OBJECTS = (
    f"kinds=$({KUBECTL} api-resources --verbs=list -o name"
    f" | grep -vE '^({_UNCOUNTED})(\\.|$)|metrics\\.k8s\\.io$' | paste -sd,)\n"
    f'printf %s "$({KUBECTL} get "$kinds" --all-namespaces --ignore-not-found -o json)"'
)
_STARTED = " ".join(
    f"! -path {path}" for path in ("/etc/hosts", "/etc/hostname", "/etc/resolv.conf", "/etc/machine-id")
)
_KEPT_BY_PROGRAMS = "! -path '/root/.kube/cache/*' ! -path '/root/.cache/*'"
"""What kubectl remembers of the API in a node, by ourselves too."""
_BY_FIRST_USE = "! -path /var/lib/cni ! -path /var/local-path-provisioner"
"""Folders that a node gets with its first Pod, and with its first volume; what is in the second counts."""
_NOT_OURS = r"KUBE-|CNI-|KIND-|DOCKER_|127\.0\.0\.11"
FILES = (
    'printf %s "$('
    f"find /etc /root /opt /srv /home /mnt /tmp -xdev -type f -size -1000k {_STARTED} {_KEPT_BY_PROGRAMS}"
    " -exec sha256sum {} +\n"
    "find /usr/local -xdev -type f -printf '%s  %p\\n'\n"
    f"find / /var /var/lib /var/local-path-provisioner -xdev -mindepth 1 -maxdepth 1 {_BY_FIRST_USE} -printf '-  %p\\n'"
    ')"'
)
RULES = (
    'printf %s "$(iptables-save | awk '
    '\'/^[*]/{table=substr($0,2)} /^-A|^:/{sub(/ \\[.*/,""); print table" "$0}\''
    f" | grep -vE '{_NOT_OURS}')\""
)
_METADATA = ("labels", "annotations", "finalizers")
# What controllers note there. Sources: the API reference's well-known annotations.
_NOTED = (
    "autoscaling.alpha.kubernetes.io/",
    "control-plane.alpha.kubernetes.io/",
    "deployment.kubernetes.io/",
    "deprecated.daemonset.template.generation",
    "endpoints.kubernetes.io/",
    "kubectl.kubernetes.io/last-applied-configuration",
    "pv.kubernetes.io/",
    "volume.kubernetes.io/",
)
# Keys in `data` that come and go with tokens. Source: the bootstrap signer, pkg/controller/bootstrap.
_SIGNED = "jws-kubeconfig-"
_SHOWN = 40


def find_states(cluster: str, control_plane: str, nodes: list[str], run: RunInNode) -> Iterator[Thing]:
    """All that has a state in *cluster*: objects as `cluster_things` names them, and the files and rules of *nodes*."""
    try:
        objects = json.loads(run(control_plane, OBJECTS) or '{"items": []}')["items"]
    except ValueError:
        objects = []
    for item in objects:
        metadata = item["metadata"]
        kind, namespace, name = item["kind"], metadata.get("namespace", ""), metadata["name"]
        if kind == "Namespace":
            if name in OWN_NAMESPACES:
                yield Thing("namespace", f"{name} of cluster {cluster}", name, state=read_state(item))
        elif is_counted(namespace, name, bool(metadata.get("ownerReferences"))):
            yield Thing(kind, f"{namespace}/{name}" if namespace else name, metadata["uid"], state=read_state(item))
    for node in nodes:
        for line in run(node, FILES).splitlines():
            digest, _, path = line.partition("  ")
            yield Thing("file", f"{path} on node {node}", path, state=(("content", f"#{digest}"),))
        for line in sorted(set(run(node, RULES).splitlines())):
            yield Thing("rule", f"`{line}` on node {node}", line)


def read_state(item: dict[str, Any]) -> State:
    """What is set in an object of Kubernetes', by its path, two keys deep; what is secret or long by its digest."""
    parts: dict[str, Any] = {}
    metadata = {key: item["metadata"].get(key) for key in _METADATA}
    for key, value in (
        {key: item[key] for key in item if key not in {"apiVersion", "kind", "metadata", "status"}} | metadata
    ).items():
        if isinstance(value, dict):
            parts |= {f"{key}.{name}": each for name, each in value.items() if not name.startswith((*_NOTED, _SIGNED))}
        elif value is not None:
            parts[key] = value
    return tuple(sorted((path, _show(value, is_secret=item["kind"] == "Secret")) for path, value in parts.items()))


def _show(value: Any, *, is_secret: bool) -> str:
    text = value if isinstance(value, str) else json.dumps(value, sort_keys=True)
    if is_secret or isinstance(value, dict | list) or len(text) > _SHOWN or "\n" in text:
        return f"#{hashlib.sha256(text.encode()).hexdigest()[:16]}"
    return text
