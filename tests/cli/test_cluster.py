"""`workshop cluster`, with a kind that only writes down what is asked of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.venue.conftest import FakeMachine, WriteLab
from workshop.cli import main
from workshop.run import lock

KIND = """\
#!/bin/sh
echo "kind $*" >> calls
[ "$1 $2" = "get clusters" ] && cat clusters
exit 0
"""


@pytest.fixture
def project(tmp_path: Path, write_lab: WriteLab, machine: FakeMachine, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with a lab in the shared cluster, an engine, and programs that write their calls down."""

    @contextmanager
    def hold(purpose: str, tell: object) -> Iterator[None]:
        (tmp_path / "calls").write_text(f"held for {purpose}\n")
        yield

    write_lab("21-a", "kind", 'images: ["kindest/node:v1", "nginx:1", "redis:8"]\n')
    write_lab("01-b", "docker", 'images: ["busybox:1"]\n')
    (tmp_path / "labs" / "cluster.yaml").write_text("nodes: []\n")
    (tmp_path / "clusters").touch()
    for name, text in (("kind", KIND), ("kubectl", '#!/bin/sh\necho "kubectl $*" >> calls\n')):
        (tmp_path / name).write_text(text)
        (tmp_path / name).chmod(0o755)
    machine.version, machine.missing = "28.5.2", {"redis:8"}
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    monkeypatch.setattr(lock, "hold_machine", hold)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def find_calls(project: Path) -> list[str]:
    """What was done, the arguments that say how long to wait left out."""
    return [line.partition(" --")[0] for line in (project / "calls").read_text().splitlines()]


WAITS = ["kubectl", "kubectl"]


def test_make(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It is made and filled with what the engine has of the images of labs that share it; the rest is named."""
    assert main(["cluster", "--lang", "en"]) == 0
    assert find_calls(project) == [
        "held for workshop cluster",
        "kind get clusters",
        "kind create cluster",
        *WAITS,
        "kind load docker-image",
    ]
    assert (project / "calls").read_text().endswith("--name workshop nginx:1\n")
    assert capsys.readouterr() == (
        "The cluster workshop is ready, and kubectl speaks to it (context kind-workshop).\n",
        "making the cluster workshop, which takes about a minute\n"
        "putting images on its nodes: nginx:1\n"
        "not on this machine, so the nodes will pull them when needed: redis:8\n",
    )


def test_one_that_is_there(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One that is there is used and filled."""
    (project / "clusters").write_text("workshop\n")
    assert main(["cluster", "--lang", "zh"]) == 0
    expected = ["kind get clusters", "kind export kubeconfig", *WAITS, "kind load docker-image"]
    assert find_calls(project)[1:] == expected
    assert capsys.readouterr().err.startswith("集群 workshop 已经有了\n正在把镜像送进节点：nginx:1\n")


def test_delete(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It is deleted where it is there, and where it is not that is said."""
    assert main(["cluster", "--delete", "--lang", "en"]) == 0
    (project / "clusters").write_text("workshop\n")
    assert main(["cluster", "--delete", "--lang", "zh"]) == 0
    assert find_calls(project)[1:] == ["kind get clusters", "kind delete cluster"]
    assert capsys.readouterr().out == "There is no cluster workshop.\n集群 workshop 已经删除。\n"


def test_without_an_engine(project: Path, machine: FakeMachine, capsys: pytest.CaptureFixture[str]) -> None:
    """Without an engine nothing is tried."""
    machine.version = None
    assert main(["cluster", "--lang", "en"]) == 3
    assert not (project / "calls").exists()
    hint = "start Docker; workshop doctor tells what else is missing"
    assert capsys.readouterr().err == f"no Docker Engine answers\n\nhint: {hint}\n"
