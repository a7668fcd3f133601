"""`workshop cluster`, with a kind that only writes down what is asked of it."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.cli.test_reset import Person
from tests.venue.conftest import FakeMachine, WriteLab
from workshop.cli import main
from workshop.run import lock
from workshop.run.things import Thing

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
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    monkeypatch.setenv("KUBECONFIG", str(tmp_path / "none"))
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
        "The cluster workshop is ready. Labs reach it by the .kubeconfig in their own folder; "
        "your kubectl's settings were left alone.\n",
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


NODES = {Thing("container", f"workshop-{name}", name) for name in ("control-plane", "worker", "worker2")}
CLUSTER = Thing("cluster", "workshop", "workshop")
OWN = {
    Thing("namespace", "kube-system of cluster workshop", "kube-system"),
    Thing("Service", "default/kubernetes", "1"),
}
SHOP = {Thing("namespace", "shop of cluster workshop", "shop"), Thing("Pod", "shop/till", "2")}
WEB = {
    Thing("Deployment", "default/web", "3"),
    Thing("Pod", "default/web-x", "4"),
    Thing("ReplicaSet", "default/w", "5"),
}


@pytest.fixture
def made(project: Path, machine: FakeMachine, capsys: pytest.CaptureFixture[str]) -> Path:
    """The cluster, made by the command, with things in it; nobody sits at a terminal."""
    machine.things |= NODES
    main(["cluster"])
    (project / "clusters").write_text("workshop\n")
    machine.things |= {CLUSTER, *OWN, Thing("container", "workshop-of-mine", "6")}
    capsys.readouterr()
    return project


def is_deleted(project: Path) -> bool:
    """Whether kind was told to delete the cluster since it was made."""
    return any(call.startswith("kind delete") for call in find_calls(project))


def test_delete(made: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With --yes it is deleted where it is there, and where it is not that is said."""
    assert main(["cluster", "--delete", "--yes", "--lang", "zh"]) == 0
    assert find_calls(made)[1:] == ["kind get clusters", "kind delete cluster"]
    (made / "clusters").write_text("")
    assert main(["cluster", "--delete", "--lang", "en"]) == 0
    assert capsys.readouterr() == ("集群 workshop 已经删除。\nThere is no cluster workshop.\n", "")


def test_what_goes_is_shown(made: Path, machine: FakeMachine, capsys: pytest.CaptureFixture[str]) -> None:
    """All that goes with it is named, what Kubernetes has there by itself left out; unasked, nothing is deleted."""
    machine.things |= SHOP | WEB
    assert main(["cluster", "--delete", "--lang", "en"]) == 2
    assert capsys.readouterr() == (
        "",
        "This will be deleted:\n  cluster workshop\n  container workshop-control-plane\n"
        "  container workshop-worker\n  container workshop-worker2\n"
        "  namespace shop of cluster workshop\n  Deployment default/web\n"
        "there is no terminal to ask at, so nothing was deleted\n\n"
        "hint: check the list above, then run this again with --yes\n",
    )
    assert not is_deleted(made)


@pytest.mark.parametrize(("answer", "code"), [("", 1), ("n\n", 1), ("yes\n", 0)])
def test_the_answer(answer: str, code: int, made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """At a terminal only a yes deletes it."""
    monkeypatch.setattr(sys, "stdin", Person(answer))
    assert main(["cluster", "--delete"]) == code
    assert is_deleted(made) == (code == 0)


def test_what_was_there_before_a_lab(made: Path, machine: FakeMachine, capsys: pytest.CaptureFixture[str]) -> None:
    """A cluster that holds what was there before the labs stays, whatever is asked for; what a lab left may go."""
    machine.things |= SHOP
    main(["start", "21-a", "a"])
    machine.things |= WEB
    main(["start", "21-a", "b"])
    capsys.readouterr()
    assert main(["cluster", "--delete", "--yes", "--lang", "en"]) == 1
    assert capsys.readouterr().err == (
        "the cluster workshop holds what was there before you started a lab, so it was left alone: "
        "namespace shop of cluster workshop\n\n"
        "hint: if you do not need any of it, delete it yourself: kind delete cluster --name workshop\n"
    )
    assert not is_deleted(made)
    machine.things -= SHOP
    assert main(["cluster", "--delete", "--yes"]) == 0
    assert is_deleted(made)


def test_a_cluster_of_somebody_else(
    project: Path, machine: FakeMachine, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """One of the same name that the command did not make is told as such, and stays where it was there before a lab."""
    (project / "clusters").write_text("workshop\n")
    machine.things |= {CLUSTER, *NODES}
    monkeypatch.setattr(sys, "stdin", Person("n\n"))
    assert main(["cluster", "--delete", "--lang", "en"]) == 1
    assert "workshop cluster did not make it here, so there is no telling whose it is.\n" in capsys.readouterr().err
    main(["start", "21-a", "a"])
    assert main(["cluster", "--delete", "--yes"]) == 1
    assert not is_deleted(project)
    assert "was there before you started a lab, and workshop cluster did not make it" in capsys.readouterr().err


def test_one_that_was_made_anew(made: Path, machine: FakeMachine, capsys: pytest.CaptureFixture[str]) -> None:
    """A cluster is known by its nodes, so that a namesake of other nodes is nobody's."""
    machine.things -= NODES
    machine.things |= {Thing("container", "workshop-control-plane", "other")}
    assert main(["cluster", "--delete", "--lang", "en"]) == 2
    assert "no telling whose it is" in capsys.readouterr().err


FOREIGN = "current-context: prod\nclusters: []\n"


def test_a_foreign_context(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No step goes by the person's configuration, be it to make the cluster, to go on with it or to delete it."""
    config = project / "config"
    config.write_text(FOREIGN)
    monkeypatch.setenv("KUBECONFIG", str(config))
    for name in ("kind", "kubectl"):
        text = (project / name).read_text().replace("$*", "$* --KUBECONFIG=$KUBECONFIG")
        (project / name).write_text(text)
    calls = []
    for options in ([], [], ["--delete", "--yes"]):
        assert main(["cluster", *options]) == 0
        calls += [line.split(" --KUBECONFIG=") for line in (project / "calls").read_text().splitlines()[1:]]
        (project / "clusters").write_text("workshop\n")
    assert {"kind create cluster", "kind export kubeconfig", "kind delete cluster"} <= {
        call.split(" --")[0] for call, _ in calls
    }
    assert str(config) not in {used for _, used in calls}
    assert config.read_text() == FOREIGN


def test_copies_of_before(project: Path) -> None:
    """Copies of labs that were started before the cluster was made, or made anew, lead to it from then on."""
    main(["start", "21-a", "mine"])
    main(["start", "01-b", "other"])
    assert "no-cluster-yet" in (project / "mine" / ".kubeconfig").read_text()
    text = KIND.replace("exit 0", '[ "$1 $2" = "get kubeconfig" ] && echo "# of $4"; exit 0')
    (project / "kind").write_text(text)
    assert main(["cluster"]) == 0
    assert (project / "mine" / ".kubeconfig").read_text() == "# of workshop\n"
    assert not (project / "other" / ".kubeconfig").exists()


def test_without_an_engine(project: Path, machine: FakeMachine, capsys: pytest.CaptureFixture[str]) -> None:
    """Without an engine nothing is tried."""
    machine.version = None
    assert main(["cluster", "--lang", "en"]) == 3
    assert not (project / "calls").exists()
    hint = "start Docker; workshop doctor tells what else is missing"
    assert capsys.readouterr().err == f"no Docker Engine answers\n\nhint: {hint}\n"
