"""The manifests in the labs' folders, held against the API that will be given them."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from workshop.lab import find_labs, load_lab
from workshop.run.kubeconfig import read_kubeconfig
from workshop.run.pytest_plugin import TURNS

FOLDERS = find_labs(Path(__file__).parents[2])
WRONG = {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "wrong"}, "date": {"key": "value"}}


def find_manifests(folder: Path) -> Iterator[tuple[Path, list[dict[str, Any]]]]:
    """The files in *folder* that hold objects of Kubernetes, with these; kind's own configuration is none."""
    for path in sorted(folder.rglob("*.yaml")):
        text = path.read_text(encoding="utf-8")
        if not re.search(r"^apiVersion:", text, re.MULTILINE):
            continue  # Compose's, with tags of its own.
        found = [each for each in yaml.safe_load_all(text) if isinstance(each, dict)]
        if objects := [each for each in found if "kind.x-k8s.io" not in each["apiVersion"]]:
            yield path, objects


def dry_run(objects: list[dict[str, Any]], kubeconfig: Path) -> str:
    """What the API server says against *objects*, nothing where it would take them. Leaves out their namespaces,
    which the labs make."""
    for each in objects:
        each.get("metadata", {}).pop("namespace", None)
    command = ["kubectl", "--kubeconfig", str(kubeconfig), "apply", "--dry-run=server", "--validate=strict", "-f", "-"]
    done = subprocess.run(
        command, input=yaml.safe_dump_all(objects), capture_output=True, text=True, timeout=60, check=False
    )
    return done.stderr if done.returncode else ""


@pytest.mark.needs_kind("kindest/node:v1.37.0")
def test_the_api_takes_every_manifest(request: pytest.FixtureRequest, tmp_path: Path) -> None:
    """Every manifest of every lab passes validation and admission, and one with a wrong field does not."""
    lab = next(lab for lab in map(load_lab, FOLDERS) if lab.front.shares_cluster)
    with request.config.stash[TURNS].take(lab, "the tests try the manifests of the labs") as cluster:
        assert cluster is not None
        kubeconfig = tmp_path / "kubeconfig"
        kubeconfig.write_text(read_kubeconfig(cluster.name) or "", encoding="utf-8")
        manifests = [manifest for folder in FOLDERS for manifest in find_manifests(folder)]
        refusals = {str(path): said for path, objects in manifests if (said := dry_run(objects, kubeconfig))}
        assert 'unknown field "date"' in dry_run([WRONG], kubeconfig)
    assert manifests
    assert refusals == {}
