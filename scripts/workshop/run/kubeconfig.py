"""What kubectl is told of the cluster that a lab is done in, and of no other, whatever the person's own settings are.

kind writes it. The person's own configuration is read where it must be told what is in use, and never written.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import yaml

from workshop.lab import Lab
from workshop.lab.removals import find_cluster

TIMEOUT_S = 30.0
# Without any cluster kubectl asks at port 8080 of this machine, where somebody's proxy may listen; nobody does at 1.
# Without any credentials it asks the person for a name.
# Source: `kubectl config view`, and its "The connection to the server localhost:8080 was refused".
CLOSED = """\
apiVersion: v1
kind: Config
clusters: [{name: none, cluster: {server: "https://127.0.0.1:1"}}]
contexts: [{name: none, context: {cluster: none, user: none}}]
current-context: none
users: [{name: none, user: {token: none}}]
"""


@contextmanager
def lab_environment(lab: Lab) -> Iterator[dict[str, str]]:
    """An environment in which kubectl and kind reach the cluster of *lab* and no other, as long as the context lasts.

    Where there is no such cluster they reach none.
    """
    with TemporaryDirectory(prefix="workshop-") as folder:
        path = Path(folder) / "kubeconfig"
        cluster = find_cluster(lab)
        path.write_text((read_kubeconfig(cluster) if cluster else None) or CLOSED, encoding="utf-8")
        yield {"KUBECONFIG": str(path)}


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
        try:
            content = yaml.safe_load(path.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, yaml.YAMLError, ValueError):
            continue
        if isinstance(content, dict) and (context := content.get("current-context")):
            return str(context), path
    return None
