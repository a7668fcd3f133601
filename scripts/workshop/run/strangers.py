"""Tells what a lab has nothing to do with: what it neither names nor can have made, and somebody else did meanwhile.

In doubt it is the lab's. Reads the lab's texts; looks at no machine.
"""

from __future__ import annotations

import re
from functools import cached_property

from workshop.lab import Lab
from workshop.lab.removals import find_cluster
from workshop.lab.texts import find_block_texts, read_files
from workshop.run.things import Change, Thing

# Shorter parts of names are in many a text.
_SHORTEST = 4
_NODE_IMAGE = "kindest/node"
# What writes into these folders at home. A run's kubectl and kind have a file of their own unless told another.
_WRITERS = {
    ".docker": r"\.docker\b|DOCKER_CONFIG|\bdocker\s+(?:login|logout|context\s+use|plugin)\b",
    ".kube": r"\.kube\b|KUBECONFIG(?!=\"\$PWD/\.kubeconfig\")",
}
_OBJECT = re.compile("[A-Z]")
_PROGRAM = re.compile(r"(?<![\w.-])[a-z][a-z0-9]{2,}(?![\w-])")
# What is in a cluster or in its nodes, and the programs by which a lab gets there.
_IN_CLUSTER = frozenset(("content of", "label", "namespace", "node image", "readiness", "rule", "taint"))
_NODE = re.compile(r"\b(?:on|of) node (\S+)$")
_CLUSTER_PROGRAMS = re.compile(r"\b(?:kubectl|kind|helm|k3d|minikube|crictl)\b")
# What fetches or makes objects whose names no text of the lab has.
_FROM_ELSEWHERE = re.compile(r"\bhelm\b|\bkubectl\b[^\n]*\bhttps?://|generateName|\bkustomize\b")


class Strangers:
    """What is none of the things that *lab* names or makes."""

    def __init__(self, lab: Lab) -> None:
        self._lab = lab
        self._cluster = find_cluster(lab)

    def has(self, change: Change) -> bool:
        """Whether somebody else's doing is all that *change* can be."""
        kind, name = change.thing.kind, change.thing.name
        if kind == "file" and name.startswith("~/"):
            return not self._writes_home(name)
        if change.is_change or self._is_out_of_reach(kind, name):
            return self._is_out_of_reach(kind, name)
        if kind == "listener at port":
            return int(name) not in self._lab.front.ports and not self._names(name)
        if kind == "namespace":
            return self._is_elsewhere(name) or self._is_unnamed(name.partition(" of cluster ")[0])
        if kind in {"label", "taint"}:
            key = re.split("[=:]", name.partition(" of node ")[0])[0]
            # Kubernetes itself sets these, as `kubectl cordon` has it do, or a node that was stopped.
            return "kubernetes.io/" not in key and not self._names(key)
        return change.is_new and self._is_made_by_another(change.thing)

    def _writes_home(self, name: str) -> bool:
        """Whether a text names the file, or what writes it without being told its name."""
        folder = name.split("/")[1]
        if folder in _WRITERS:
            return re.search(_WRITERS[folder], self._text) is not None
        # A program's settings are called after it: `.gitconfig`, `.npmrc`.
        programs = _PROGRAM.findall(self._text) if folder.startswith(".") else []
        return self._names(name.rpartition("/")[2]) or any(map(folder[1:].startswith, programs))

    def _is_out_of_reach(self, kind: str, name: str) -> bool:
        """Whether this is in a cluster, and the lab has nothing that leads into one, nor names its node."""
        node = _NODE.search(name)
        is_inside = kind in _IN_CLUSTER or bool(_OBJECT.match(kind)) or bool(node)
        leads_there = self._cluster is not None or bool(_CLUSTER_PROGRAMS.search(self._text))
        return is_inside and not leads_there and not (node and self._names(node[1]))

    def _is_made_by_another(self, thing: Thing) -> bool:
        kind, name = thing.kind, thing.name
        if kind == "node image":
            return not self._names(_find_base(name.partition(" on node ")[0]))
        if _OBJECT.match(kind):
            return self._is_unnamed(name.partition("/")[2] or name)
        if kind == "cluster" or _NODE_IMAGE in thing.origin:
            return not self._makes_clusters and not self._names(name)
        image = _find_base(thing.origin) if kind in {"container", "volume"} else ""
        return bool(image) and not any(map(self._names_part, (name, image)))

    @property
    def _makes_clusters(self) -> bool:
        return "create cluster" in self._text

    def _is_elsewhere(self, name: str) -> bool:
        """Whether a namespace is in a cluster that is not the lab's, nor one that it names."""
        cluster = name.partition(" of cluster ")[2]
        return cluster != self._cluster and not self._names(cluster) and not self._makes_clusters

    def _is_unnamed(self, name: str) -> bool:
        return not _FROM_ELSEWHERE.search(self._text) and not self._names_part(name)

    def _names_part(self, name: str) -> bool:
        """Whether a text has *name*, or a part of it that a controller or a variable may have put an end to."""
        parts = [part for part in re.split(r"[^A-Za-z0-9]+", name) if len(part) >= _SHORTEST]
        return name.startswith(self._lab.id) or any(map(self._names, [name, *parts]))

    def _names(self, word: str) -> bool:
        return re.search(rf"(?<![A-Za-z0-9]){re.escape(word)}(?![A-Za-z0-9])", self._text) is not None

    @cached_property
    def _text(self) -> str:
        """All that the lab says, and what it is called, which is how Compose calls what it makes."""
        front = self._lab.front
        texts = [text.text for text in find_block_texts(self._lab.blocks)]
        return "\n".join([*texts, *read_files(self._lab.folder).values(), *front.images, *front.absent, self._lab.id])


def _find_base(image: str) -> str:
    """The last part of an image's name, without tag and digest; empty where it has none."""
    name = image.partition("@")[0].rpartition("/")[2].partition(":")[0]
    return "" if re.fullmatch("(sha256)?[0-9a-f]{12,64}", name) or name == "sha256" else name
