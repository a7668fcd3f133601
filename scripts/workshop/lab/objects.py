"""Objects of Kubernetes: what their kinds are called, and what is in files of YAML. Knows no cluster."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

LOADER: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""Of YAML's plain kinds alone, in C where that was built: it takes a tenth of the time."""
CLUSTER_WIDE = frozenset(
    (
        *("apiservice", "certificatesigningrequest", "clusterrole", "clusterrolebinding", "csidriver", "csinode"),
        *("customresourcedefinition", "ingressclass", "mutatingwebhookconfiguration", "namespace", "node"),
        *("persistentvolume", "priorityclass", "runtimeclass", "storageclass", "validatingwebhookconfiguration"),
        "volumeattachment",
    )
)
"""Kinds of objects that are in no namespace. Source: `kubectl api-resources --namespaced=false`."""
_SHORT_TYPES = {
    "cj": "cronjob",
    "cm": "configmap",
    "crd": "customresourcedefinition",
    "crds": "customresourcedefinition",
    "deploy": "deployment",
    "ds": "daemonset",
    "hpa": "horizontalpodautoscaler",
    "ing": "ingress",
    "netpol": "networkpolicy",
    "no": "node",
    "ns": "namespace",
    "pdb": "poddisruptionbudget",
    "po": "pod",
    "pv": "persistentvolume",
    "pvc": "persistentvolumeclaim",
    "rs": "replicaset",
    "sa": "serviceaccount",
    "sc": "storageclass",
    "sts": "statefulset",
    "svc": "service",
}


def get_type(word: str) -> str:
    """The kind of objects that *word* means, in lower case: `deployment` for `deploy` and for `deployments.apps`.

    Source: `kubectl api-resources`, the names of its own types.
    """
    word = word.partition(".")[0].lower()
    if word in _SHORT_TYPES:
        return _SHORT_TYPES[word]
    for plural, singular in (("ies", "y"), ("sses", "ss"), ("s", "")):
        if word.endswith(plural) and word not in {"ingress", "endpoints", "storageclass"}:
            return word.removesuffix(plural) + singular
    return word


def read_documents(file: Path) -> list[dict[str, Any]]:
    """The mappings in a file of YAML, or of all such files in a folder; none where it cannot be read."""
    if file.is_dir():
        return [each for inner in sorted(file.glob("*.y*ml")) for each in read_documents(inner)]
    try:
        found = list(yaml.load_all(file.read_text(encoding="utf-8-sig"), Loader=LOADER))
    except (OSError, UnicodeDecodeError, yaml.YAMLError, ValueError):
        return []
    return [each for each in found if isinstance(each, dict)]
