"""What kubectl is told of the cluster that a lab is done in, and of no other, whatever the person's own settings are.

It stands in the file `.kubeconfig` of a copy of the lab's folder, by which the lab's commands, its checks and its
cleanup go alike. kind knows it. The person's own configuration is read where it must be told what is in use, and never
written.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml

from workshop.lab import Lab
from workshop.lab.model import KUBECONFIG
from workshop.lab.removals import find_cluster, find_made_clusters

TIMEOUT_S = 30.0
NO_CLUSTER = "no-cluster-yet"
"""The context that kubectl names while there is nothing to reach."""

# Without any cluster kubectl asks at port 8080 of this machine, where somebody's proxy may listen; nobody does at 1.
# Without any credentials it asks the person for a name.
# Source: `kubectl config view`, and its "The connection to the server localhost:8080 was refused".
CLOSED = f"""\
apiVersion: v1
kind: Config
clusters: [{{name: {NO_CLUSTER}, cluster: {{server: "https://127.0.0.1:1"}}}}]
contexts: [{{name: {NO_CLUSTER}, context: {{cluster: {NO_CLUSTER}, user: {NO_CLUSTER}}}}}]
current-context: {NO_CLUSTER}
users: [{{name: {NO_CLUSTER}, user: {{token: none}}}}]
"""


@contextmanager
def lab_environment(lab: Lab, copy: Path | None = None) -> Iterator[dict[str, str]]:
    """An environment in which kubectl and kind reach the cluster of *lab* and no other, as long as the context lasts.

    They go by the `.kubeconfig` of *copy*, a copy of the lab's folder, where there is one, else by a file for the
    while. Where there is no such cluster they reach none.
    """
    with TemporaryDirectory(prefix="workshop-") as temporary:
        folder = copy if copy and find_cluster(lab) else Path(temporary)
        prepare_kubeconfig(lab, folder)
        yield {"KUBECONFIG": str(folder / KUBECONFIG)}


def prepare_kubeconfig(lab: Lab, folder: Path) -> None:
    """See to it that the `.kubeconfig` in *folder* leads to the cluster of *lab*, or nowhere while there is none.

    One that leads there already is left as it is, with the namespace that somebody chose in it.
    """
    path = folder / KUBECONFIG
    # In the shared cluster a lab may make another, and lead there; the first is the one that it is done in.
    names = [name for name in (find_cluster(lab), *find_made_clusters(lab)) if name]
    told = {name: read_kubeconfig(name) for name in dict.fromkeys(names)}
    found = {} if path.is_symlink() else _read(path)
    if not any(_leads_to(found, name, text) for name, text in told.items()):
        write_private(path, next(iter(told.values()), None) or CLOSED)


def write_private(path: Path, text: str) -> None:
    """Put *text* at *path*, for nobody else to read: it opens a cluster. What was there is whole until then."""
    new = path.with_name(f"{path.name}.{os.getpid()}")
    with open(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
    new.replace(path)


def read_kubeconfig(cluster: str) -> str | None:
    """What kubectl needs to reach kind's *cluster*; None where there is none, or kind does not answer."""
    if shutil.which("kind") is None:
        return None
    command = ["kind", "get", "kubeconfig", "--name", cluster]
    try:
        done = subprocess.run(
            command, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=TIMEOUT_S, check=False
        )
    except subprocess.TimeoutExpired:
        return None
    return done.stdout if done.returncode == 0 and done.stdout.strip() else None


def find_current_context(environ: Mapping[str, str]) -> tuple[str, Path] | None:
    """The context that the person's kubectl uses, with the file that says so; None where none is set.

    Source: Kubernetes' "Organizing Cluster Access Using kubeconfig Files": of several files the first to set it wins.
    """
    named = [Path(name) for name in environ.get("KUBECONFIG", "").split(os.pathsep) if name]
    for path in named or [Path.home() / ".kube" / "config"]:
        if context := _read(path).get("current-context"):
            return str(context), path
    return None


def _read(path: Path) -> dict[str, Any]:
    """The configuration in *path*; empty where there is none."""
    try:
        return _parse(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError):
        return {}


def _parse(text: str) -> dict[str, Any]:
    try:
        content = yaml.safe_load(text)
    except (yaml.YAMLError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}


def _leads_to(found: dict[str, Any], name: str, told: str | None) -> bool:
    """Whether the configuration *found* leads to the cluster of that *name*, of which kind has *told* this."""
    server = _find_server(found)
    if told is None:
        # A cluster that is stopped, or an engine that is busy, does not tell; its certificate is no other cluster's.
        return server is not None and found["current-context"] == f"kind-{name}"
    return server is not None and server == _find_server(_parse(told))


def _find_server(content: dict[str, Any]) -> tuple[object, object] | None:
    """The address and the certificate of the cluster that the current context of a configuration means."""
    try:
        contexts = {each["name"]: each["context"]["cluster"] for each in content["contexts"]}
        clusters = {each["name"]: each["cluster"] for each in content["clusters"]}
        cluster = clusters[contexts[content["current-context"]]]
        return cluster["server"], cluster.get("certificate-authority-data")
    except (KeyError, TypeError):
        return None
