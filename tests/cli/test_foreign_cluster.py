"""With another cluster as current context, check and reset speak to the lab's, and the person's file stays as is."""

from __future__ import annotations

import io
import sys
from contextlib import nullcontext
from pathlib import Path

import pytest

from tests.programs import Programs, make_programs
from tests.venue.conftest import FakeMachine, WriteLab
from workshop.cli import main
from workshop.run import lock
from workshop.run.things import Thing

FOREIGN = """\
# mine
apiVersion: v1
kind: Config
clusters: [{name: prod, cluster: {server: "https://prod.example.org"}}]
contexts: [{name: prod, context: {cluster: prod, user: me, namespace: payroll}}]
current-context: prod
users: [{name: me, user: {token: secret}}]
"""
BODY = """\
```{.console #make}
$ export KUBECONFIG="$PWD/.kubeconfig"
$ kubectl config current-context
kind-workshop
$ kubectl create deployment web --image nginx:1.30
```
```{.check #made after="make" title="有 web" hint="看"}
kubectl get deployment web
```
```{.console #cleanup}
$ kubectl delete deployment web
⋯
x
$ kubectl delete pods -l app=web
```
```{.check #gone after="cleanup" title="没有了" hint="看"}
kubectl get pods
```
"""
ENGLISH = """\
```{.console #make}
```
```{.check #made title="There is web" hint="look"}
```
```{.console #cleanup}
```
```{.check #gone title="Nothing is left" hint="look"}
```
"""
OWN = {"shared": "", "own": "cluster: own.yaml\n"}


@pytest.fixture(params=["KUBECONFIG", "HOME"])
def config(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The person's configuration, at the place that a variable names, or at the usual one."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("KUBECONFIG", raising=False)
    path = tmp_path / ".kube" / "config"
    if request.param == "KUBECONFIG":
        path = tmp_path / "elsewhere"
        monkeypatch.setenv("KUBECONFIG", str(path))
    path.parent.mkdir(exist_ok=True)
    path.write_text(FOREIGN, encoding="utf-8")
    return path


@pytest.fixture
def programs(tmp_path: Path, machine: FakeMachine, config: Path, monkeypatch: pytest.MonkeyPatch) -> Programs:
    """kind with the clusters `workshop` and `loop`, and kubectl; nobody sits at a terminal."""
    machine.version = "29.8.1"
    made = make_programs(tmp_path / "bin", monkeypatch)
    made.make("kind", "kubectl")
    made.answer("kind get clusters", "workshop\nloop\n")
    for name in ("workshop", "loop"):
        made.answer(f"kind get kubeconfig --name {name}", f"# of {name}\n")
    made.answer("kubectl config current-context", "prod\n")
    monkeypatch.setattr(lock, "hold_machine", lambda *_: nullcontext())
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    monkeypatch.chdir(tmp_path)
    return made


def write(write_lab: WriteLab, tmp_path: Path, kind: str) -> str:
    """Write a lab in the shared cluster, or in one of its own; returns the cluster's name."""
    (tmp_path / "labs" / "21-a").mkdir(parents=True)
    (tmp_path / "labs" / "21-a" / "own.yaml").write_text("kind: Cluster\nname: loop\n", encoding="utf-8")
    front = f"---\ntitle: 试\nminutes: 1\nneeds: kind\n{OWN[kind]}---\n"
    (tmp_path / "mkdocs.yml").touch()
    (tmp_path / "labs" / "21-a" / "lab.md").write_text(front + BODY, encoding="utf-8")
    (tmp_path / "labs" / "21-a" / "lab.en.md").write_text(f"---\ntitle: Try\n---\n{ENGLISH}", encoding="utf-8")
    return {"shared": "workshop", "own": "loop"}[kind]


@pytest.mark.parametrize("kind", OWN)
def test_every_call_goes_to_the_labs_cluster(
    kind: str, tmp_path: Path, write_lab: WriteLab, programs: Programs, machine: FakeMachine, config: Path
) -> None:
    """All that checks and the cleanup ask of kubectl goes by what kind tells of the lab's cluster."""
    cluster = write(write_lab, tmp_path, kind)
    assert main(["start", "21-a", "mine"]) == 0
    assert main(["check", "21-a"]) == 0
    machine.things.add(Thing("Deployment", "default/web", "1"))
    assert main(["reset", "21-a", "--yes"]) == 0
    asked = [each for each in programs.configurations if each[0].startswith(("kubectl get", "kubectl delete"))]
    assert {call for call, _, _ in asked} >= {
        "kubectl get deployment web",
        "kubectl get pods",
        "kubectl delete deployment web",
        "kubectl delete pods -l app=web",
    }
    assert {(path, first) for _, path, first in asked} == {(str(tmp_path / "mine" / ".kubeconfig"), f"# of {cluster}")}
    assert config.read_text(encoding="utf-8") == FOREIGN


def test_what_kubectl_is_told_is_no_change_of_the_persons(
    tmp_path: Path, write_lab: WriteLab, programs: Programs, capsys: pytest.CaptureFixture[str]
) -> None:
    """A reset asks about no file of the person's where there is none, and what kubectl is told is there again."""
    write(write_lab, tmp_path, "shared")
    main(["start", "21-a", "mine"])
    file = tmp_path / "mine" / ".kubeconfig"
    assert file.stat().st_mode & 0o777 == 0o600
    file.write_text("# changed\n", encoding="utf-8")
    (tmp_path / "mine" / ".kubeconfig.lock").touch()
    assert main(["reset", "21-a", "--lang", "en"]) == 0
    assert capsys.readouterr().err.count("What you changed") == 0
    assert file.read_text(encoding="utf-8") == "# of workshop\n"
    assert not (tmp_path / "mine" / ".kubeconfig.lock").exists()


def test_without_the_labs_cluster(tmp_path: Path, write_lab: WriteLab, programs: Programs, config: Path) -> None:
    """Where the lab's cluster is gone nothing is asked of the person's: kubectl is told of none at all."""
    write(write_lab, tmp_path, "shared")
    (programs.folder / "kind").write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    main(["start", "21-a", "mine"])
    main(["check", "21-a"])
    main(["reset", "21-a", "--yes"])
    asked = [each for each in programs.configurations if each[0].startswith(("kubectl get", "kubectl delete"))]
    assert {(path, first) for _, path, first in asked} == {(str(tmp_path / "mine" / ".kubeconfig"), "apiVersion: v1")}
    assert config.read_text(encoding="utf-8") == FOREIGN


SAID = {
    ("shared", "en"): "✗ kubectl speaks to prod, not to the cluster workshop (needed by 21-a)\n"
    "    run kubectl config use-context kind-workshop\n",
    ("own", "en"): "✗ kubectl is set to prod ({config}), not to this lab's cluster loop\n"
    "    kind create cluster, in this lab, sets it to kind-loop; "
    "when you are done, kubectl config use-context prod goes back\n",
    ("own", "zh"): "✗ kubectl 现在连的是 prod（{config}），不是这个实验的集群 loop\n"
    "    实验里的 kind create cluster 会让它改连 kind-loop；做完要换回去，运行 kubectl config use-context prod\n",
}


@pytest.mark.parametrize(("kind", "lang"), SAID)
def test_start_says_whose_context_it_is(
    kind: str,
    lang: str,
    tmp_path: Path,
    write_lab: WriteLab,
    programs: Programs,
    config: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Before anything is typed it is said which cluster kubectl speaks to, once."""
    write(write_lab, tmp_path, kind)
    assert main(["start", "21-a", "mine", "--lang", lang]) == 0
    out = capsys.readouterr().out
    assert SAID[kind, lang].format(config=config) in out
    assert out.count("prod") == SAID[kind, lang].count("prod")


@pytest.mark.parametrize(("lang", "words"), [("en", "if there is no cluster yet"), ("zh", "集群还没有的话")])
def test_before_the_shared_cluster_is_made(
    lang: str,
    words: str,
    tmp_path: Path,
    write_lab: WriteLab,
    programs: Programs,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Where the shared cluster is yet to be made, that is said along with whose context is in use."""
    write(write_lab, tmp_path, "shared")
    (programs.folder / "kind").write_text("#!/bin/sh\n", encoding="utf-8")
    assert main(["start", "21-a", "mine", "--lang", lang]) == 0
    line = next(line for line in capsys.readouterr().out.splitlines() if words in line)
    assert "kubectl config use-context kind-workshop" in line
    assert "workshop cluster" in line


def test_the_labs_own_context(
    tmp_path: Path, write_lab: WriteLab, programs: Programs, config: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where kubectl speaks to the lab's cluster already, or to none, nothing is said of it."""
    write(write_lab, tmp_path, "own")
    for text in ("current-context: kind-loop\n", "current-context: ''\n"):
        config.write_text(text, encoding="utf-8")
        assert main(["start", "21-a", "mine", "--fresh"]) == 0
        assert "kubectl is set" not in capsys.readouterr().out
