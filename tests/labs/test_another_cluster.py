"""With a second kind cluster as the person's current context, a lab is done whole, and that one is as it was."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

import pytest

from workshop.cli import main
from workshop.lab import Lab, load_lab
from workshop.lab.model import Typed
from workshop.run import lock
from workshop.run.pytest_plugin import TURNS
from workshop.run.terminal import PtyTerminal

PROJECT = Path(__file__).parents[2]
LAB = "23-configuration"
# What the lab's own commands make and delete, by the same names, in a cluster that is somebody else's.
THEIRS = """\
create namespace shop
create deployment web --image=nginx:1.30
create service clusterip web --tcp=80
create configmap web-config --from-literal=greeting=theirs
create secret generic web-secret --from-literal=password=theirs
"""
KINDS = "namespaces,deployments,services,configmaps,secrets,serviceaccounts"
_FIELDS = "{.kind}/{.metadata.name} {.metadata.uid} {.metadata.generation} {.metadata.labels} {.data}"
SHOWN = f'-o=jsonpath={{range .items[*]}}{_FIELDS}{{"\\n"}}{{end}}'


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The person's own configuration, at the usual place."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("KUBECONFIG", raising=False)
    return tmp_path / ".kube" / "config"


@contextmanager
def theirs(config: Path) -> Iterator[None]:
    """The cluster `theirs` with things of the lab's names in it, as the current context of *config*."""
    try:
        run("kind", "create", "cluster", "--name", "theirs", "--image", "kindest/node:v1.37.0", "--wait", "120s")
        for line in THEIRS.splitlines():
            run("kubectl", "--kubeconfig", str(config), *line.split())
        yield
    finally:
        run("kind", "delete", "cluster", "--name", "theirs", "--kubeconfig", str(config.with_name("other")))


def run(*command: str) -> str:
    """What *command* prints; it does not fail."""
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=300).stdout


def look(config: Path) -> tuple[bytes, str]:
    """The person's configuration, byte for byte, and what is in the cluster that it leads to."""
    listed = run("kubectl", "--kubeconfig", str(config), "get", KINDS, "-n", "default", SHOWN)
    spaces = run("kubectl", "--kubeconfig", str(config), "get", "namespaces", SHOWN)
    return config.read_bytes(), listed + spaces


def type_all(lab: Lab, folder: Path) -> None:
    """Type the commands of *lab* in *folder*, as its reader does in a shell of his own, again while a block says so."""
    shell = PtyTerminal(folder, {})
    try:
        for block in lab.consoles:
            for command in block.commands:
                assert command.typed is Typed.SHELL
                deadline = time.monotonic() + block.retry_s
                while True:
                    done = shell.run(command.text, timeout_s=block.timeout_s)
                    if done.exit_code == command.exit_code or time.monotonic() > deadline:
                        break
                assert done.exit_code == command.exit_code, (command.text, done.lines)
    finally:
        shell.close()


@pytest.mark.needs_kind("kindest/node:v1.37.0", "busybox:1.37")
def test_a_whole_lab(
    request: pytest.FixtureRequest, tmp_path: Path, config: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After start, every step, check and reset nothing of the other cluster has changed, nor the person's file."""
    lab = load_lab(PROJECT / "labs" / LAB)
    monkeypatch.chdir(PROJECT)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    with request.config.stash[TURNS].take(lab, "the tests try a lab beside another cluster") as cluster, theirs(config):
        assert cluster is not None
        cluster.load(lab.front.images)
        # The turn holds the machine already.
        monkeypatch.setattr(lock, "hold_machine", lambda *_: nullcontext())
        before = look(config)
        folder = tmp_path / "mine"
        assert main(["start", LAB, str(folder)]) == 0
        assert look(config) == before
        type_all(lab, folder)
        assert look(config) == before
        assert main(["check", LAB]) in {0, 1}  # The cleanup has been done as well.
        assert main(["reset", LAB, "--yes"]) == 0
        assert look(config) == before
    assert set(os.listdir(config.parent)) <= {"cache", "config", "other"}
