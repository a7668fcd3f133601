"""Where docker or the cluster is missing or stopped, check and reset say so and what to type, with exit code 3."""

from __future__ import annotations

import io
import os
import sys
from contextlib import nullcontext
from pathlib import Path

import pytest

from tests.programs import Programs, make_programs
from tests.venue.conftest import FakeMachine, WriteLab
from workshop.cli import main
from workshop.run import lock

BODY = """\
```{.console #make}
$ export KUBECONFIG="$PWD/.kubeconfig"
$ kubectl config current-context
kind-workshop
$ kubectl create namespace shop
```
```{.check #made after="make" title="有" hint="看"}
true
```
```{.console #cleanup}
$ kubectl delete namespace shop
```
"""
ENGLISH = """\
```{.console #make}
```
```{.check #made title="There" hint="look"}
```
```{.console #cleanup}
```
"""
NODES = "docker ps --all --filter label=io.x-k8s.kind.cluster={} --format {{{{.Names}}}} {{{{.State}}}}"
STOPPED = "workshop-worker exited\nworkshop-control-plane exited\nworkshop-worker2 running\n"


@pytest.fixture
def programs(tmp_path: Path, machine: FakeMachine, monkeypatch: pytest.MonkeyPatch) -> Programs:
    """An engine, kubectl, docker and kind; nobody sits at a terminal, and no run is waited for."""
    machine.version = "29.8.1"
    made = make_programs(tmp_path / "bin", monkeypatch)
    made.make("kind", "kubectl", "docker")
    monkeypatch.setattr(lock, "hold_machine", lambda *_: nullcontext())
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    monkeypatch.chdir(tmp_path)
    return made


SAID = {
    ("missing", "en"): "there is no cluster workshop yet\n\nhint: make it: workshop cluster\n",
    ("missing", "zh"): "集群 workshop 还没有建立\n\n提示：建立它：workshop cluster\n",
    ("stopped", "en"): "the cluster workshop is stopped\n\nhint: start it: workshop cluster\n",
    ("stopped", "zh"): "集群 workshop 停着\n\n提示：启动它：workshop cluster\n",
}


@pytest.mark.parametrize(("state", "lang"), SAID)
def test_the_shared_cluster(
    state: str, lang: str, write_lab: WriteLab, programs: Programs, capsys: pytest.CaptureFixture[str]
) -> None:
    """No check is judged without the cluster, whatever its script says; a reset needs one only where it is stopped."""
    write_lab("21-a", "kind", body=BODY, english=ENGLISH)
    if state == "stopped":
        programs.answer("kind get clusters", "workshop\n")
        programs.answer(NODES.format("workshop"), STOPPED)
    main(["start", "21-a", "mine"])
    capsys.readouterr()
    for command in (["check"], ["reset", "--yes"]) if state == "stopped" else (["check"],):
        assert main([*command, "21-a", "--lang", lang]) == 3
        assert capsys.readouterr() == ("", SAID[state, lang])


def test_as_it_is_called(
    write_lab: WriteLab, programs: Programs, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """In the copy, the command to type is the wrapper that lies there."""
    write_lab("21-a", "kind", body=BODY, english=ENGLISH)
    main(["start", "21-a", "mine"])
    monkeypatch.chdir("mine")
    capsys.readouterr()
    assert main(["check"]) == 3
    assert capsys.readouterr().err.endswith("hint: make it: ./workshop cluster\n")


def test_a_cluster_of_the_labs_own(tmp_path: Path, programs: Programs, capsys: pytest.CaptureFixture[str]) -> None:
    """One that the lab makes is judged while it is not made; where it is stopped, docker starts its nodes."""
    (tmp_path / "labs" / "20-a").mkdir(parents=True)
    (tmp_path / "labs" / "20-a" / "own.yaml").write_text("kind: Cluster\nname: loop\n", encoding="utf-8")
    (tmp_path / "mkdocs.yml").touch()
    front = "---\ntitle: 试\nminutes: 1\nneeds: kind\ncluster: own.yaml\n---\n"
    (tmp_path / "labs" / "20-a" / "lab.md").write_text(front + BODY, encoding="utf-8")
    main(["start", "20-a", "mine"])
    capsys.readouterr()
    assert main(["check", "20-a"]) == 0
    programs.answer("kind get clusters", "loop\n")
    programs.answer(NODES.format("loop"), "loop-control-plane exited\n")
    capsys.readouterr()
    assert main(["check", "20-a"]) == 3
    message = "the cluster loop is stopped\n\nhint: start it: docker start loop-control-plane\n"
    assert capsys.readouterr() == ("", message)


def test_without_docker(
    write_lab: WriteLab,
    machine: FakeMachine,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A check that would hold since `docker` printed nothing is not believed."""
    machine.version = "29.8.1"
    write_lab("01-a", "docker", body=BODY, english=ENGLISH)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path / "nothing") + os.pathsep + str(tmp_path))
    assert main(["check", "01-a"]) == 3
    hint = "install Docker; workshop doctor tells what else is missing"
    assert capsys.readouterr() == ("", f"there is no program docker\n\nhint: {hint}\n")


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "✗ the cluster workshop is stopped (needed by 21-a)\n    start it: workshop cluster\n"),
        ("zh", "✗ 集群 workshop 停着（21-a 需要）\n    启动它：workshop cluster\n"),
    ],
)
def test_doctor_and_start_say_so(
    lang: str, text: str, write_lab: WriteLab, programs: Programs, capsys: pytest.CaptureFixture[str]
) -> None:
    """After a reboot the doctor has a fault, and who starts a lab is told."""
    write_lab("21-a", "kind", body=BODY, english=ENGLISH)
    programs.answer("kind get clusters", "workshop\n")
    programs.answer(NODES.format("workshop"), STOPPED)
    assert main(["doctor", "--lang", lang]) == 3
    assert text in capsys.readouterr().out
    assert main(["start", "21-a", "mine", "--lang", lang]) == 0
    assert text in capsys.readouterr().out


STARTED = {
    "en": [
        "the cluster workshop is here already",
        "the cluster workshop is stopped; starting its nodes: workshop-control-plane workshop-worker",
        "no answer yet, waiting",
        "1 of 2 nodes ready",
        "2 of 2 nodes ready",
    ],
    "zh": [
        "集群 workshop 已经有了",
        "集群 workshop 停着，正在启动它的节点：workshop-control-plane workshop-worker",
        "还没有应答，等着",
        "1 / 2 个节点就绪",
        "2 / 2 个节点就绪",
    ],
}
# Answers as a cluster does that has just been started: not at all, half, whole.
SLOW = """\
#!/bin/sh
echo "kubectl $*" >> '{folder}/calls'
case "$*" in *"get nodes"*) ;; *) exit 0 ;; esac
echo x >> '{folder}/asked'
case $(wc -l < '{folder}/asked') in
  1) echo "connection refused" >&2; exit 1 ;;
  2) printf 'a Ready control-plane 1d v1\\nb NotReady <none> 1d v1\\n' ;;
  *) printf 'a Ready control-plane 1d v1\\nb Ready <none> 1d v1\\n' ;;
esac
"""


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_cluster_starts_it(
    lang: str, write_lab: WriteLab, tmp_path: Path, programs: Programs, capsys: pytest.CaptureFixture[str]
) -> None:
    """`workshop cluster` starts the nodes, the control plane first, and tells how far it is until all are ready."""
    write_lab("21-a", "kind", body=BODY, english=ENGLISH)
    (tmp_path / "labs" / "cluster.yaml").write_text("nodes: []\n", encoding="utf-8")
    programs.answer("kind get clusters", "workshop\n")
    programs.answer(NODES.format("workshop"), STOPPED)
    kubectl = programs.folder / "kubectl"
    kubectl.write_text(SLOW.format(folder=programs.folder), encoding="utf-8")
    assert main(["cluster", "--lang", lang]) == 0
    assert capsys.readouterr().err.splitlines()[: len(STARTED[lang])] == STARTED[lang]
    assert "docker start workshop-control-plane workshop-worker" in programs.calls
    assert [call for call in programs.calls if "delete" in call] == []
