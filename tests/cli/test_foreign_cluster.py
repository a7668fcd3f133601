"""With another cluster as current context, check and reset speak to the lab's, and the person's file stays as is."""

from __future__ import annotations

import io
import shlex
import sys
from contextlib import nullcontext
from pathlib import Path

import pytest

from tests.programs import Programs, make_programs
from tests.venue.conftest import FakeMachine
from workshop.cli import main
from workshop.lab import load_lab
from workshop.run import lock
from workshop.run.terminal import PtyTerminal
from workshop.run.things import Thing
from workshop.venue import doctor

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


def write(tmp_path: Path, kind: str) -> str:
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
    kind: str, tmp_path: Path, programs: Programs, machine: FakeMachine, config: Path
) -> None:
    """All that checks and the cleanup ask of kubectl goes by what kind tells of the lab's cluster."""
    cluster = write(tmp_path, kind)
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
    tmp_path: Path, programs: Programs, capsys: pytest.CaptureFixture[str]
) -> None:
    """A reset asks about no file of the person's where there is none, and what kubectl is told is there again."""
    write(tmp_path, "shared")
    main(["start", "21-a", "mine"])
    file = tmp_path / "mine" / ".kubeconfig"
    assert file.stat().st_mode & 0o777 == 0o600
    file.write_text("# changed\n", encoding="utf-8")
    (tmp_path / "mine" / ".kubeconfig.lock").touch()
    assert main(["reset", "21-a", "--lang", "en"]) == 0
    assert capsys.readouterr().err.count("What you changed") == 0
    assert file.read_text(encoding="utf-8") == "# of workshop\n"
    assert not (tmp_path / "mine" / ".kubeconfig.lock").exists()


def test_without_the_labs_cluster(tmp_path: Path, programs: Programs, config: Path) -> None:
    """Where the lab's cluster is gone nothing is asked of the person's: kubectl is told of none at all."""
    write(tmp_path, "shared")
    (programs.folder / "kind").write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    main(["start", "21-a", "mine"])
    main(["check", "21-a"])
    main(["reset", "21-a", "--yes"])
    asked = [each for each in programs.configurations if each[0].startswith(("kubectl get", "kubectl delete"))]
    assert {(path, first) for _, path, first in asked} == {(str(tmp_path / "mine" / ".kubeconfig"), "apiVersion: v1")}
    assert config.read_text(encoding="utf-8") == FOREIGN


SAID = {
    ("shared", "en"): "! kubectl is set to prod ({config}), not to this lab's cluster workshop\n"
    "    this lab uses workshop alone and leaves prod as it is; begin each terminal with the export line below\n",
    ("own", "en"): "! kubectl is set to prod ({config}), not to this lab's cluster loop\n"
    "    this lab uses loop alone and leaves prod as it is; begin each terminal with the export line below\n",
    ("own", "zh"): "! kubectl 现在连的是 prod（{config}），不是这个实验的集群 loop\n"
    "    这个实验只用集群 loop，不动 prod；每个终端都先敲下面 export 那一行\n",
}
NEXT = {
    "en": 'Next\n  export KUBECONFIG="$PWD/.kubeconfig"\n'
    "      sets kubectl in this terminal to the lab's cluster {cluster}; type it again in each new terminal, "
    "or open one with ./workshop shell\n",
    "zh": '接下来\n  export KUBECONFIG="$PWD/.kubeconfig"\n'
    "      这个终端里的 kubectl 从此只连实验的集群 {cluster}；每个新终端都要敲一遍，"
    "或者用 ./workshop shell 开一个敲好了的\n",
}


@pytest.mark.parametrize(("kind", "lang"), SAID)
def test_start_says_whose_cluster_it_uses(
    kind: str,
    lang: str,
    tmp_path: Path,
    programs: Programs,
    config: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Before anything is typed it is said which cluster kubectl speaks to, which the lab uses, and by which line."""
    cluster = write(tmp_path, kind)
    assert main(["start", "21-a", "mine", "--lang", lang]) == 0
    out = capsys.readouterr().out
    assert SAID[kind, lang].format(config=config) in out
    assert out.count("prod") == SAID[kind, lang].count("prod")
    assert NEXT[lang].format(cluster=cluster) in out


@pytest.mark.parametrize("context", ["kind-loop", "", "no-cluster-yet"])
def test_the_labs_own_context(
    context: str,
    tmp_path: Path,
    programs: Programs,
    config: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Where kubectl speaks to the lab's cluster already, or to none, nothing is said of it."""
    write(tmp_path, "own")
    config.write_text(f"current-context: '{context}'\n", encoding="utf-8")
    assert main(["start", "21-a", "mine"]) == 0
    main(["doctor", "21-a"])
    assert "! " not in capsys.readouterr().out


DOCTOR = {
    "en": "! kubectl is set to prod ({config}), which is none of the labs' clusters\n"
    "    the labs don't use it or touch it; begin each terminal with the first step on the lab's page, "
    'export KUBECONFIG="$PWD/.kubeconfig"\n\nEverything is there; mind the ! above.\n',
    "zh": "! kubectl 现在连的是 prod（{config}），不是实验的集群\n"
    '    实验不用它，也不动它；每个终端都照实验页的第一步，先敲 export KUBECONFIG="$PWD/.kubeconfig"\n\n'
    "需要的都有了；请看上面的 !。\n",
}


@pytest.mark.parametrize(("lang", "clusters"), [("en", "workshop"), ("zh", "loop")])
def test_doctor_minds_a_foreign_context(
    lang: str,
    clusters: str,
    tmp_path: Path,
    programs: Programs,
    config: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Another's cluster as current context is told, whether the labs' is there yet or not, and is nothing missing."""
    write(tmp_path, "shared")
    monkeypatch.setattr(doctor, "VERSION_COMMANDS", dict.fromkeys(doctor.VERSION_COMMANDS, ("echo", "1.0")))
    (programs.folder / "kind").write_text(f"#!/bin/sh\necho {clusters}\n", encoding="utf-8")
    assert main(["doctor", "--lang", lang]) == 0
    assert capsys.readouterr().out.endswith(DOCTOR[lang].format(config=config))


SHELL = {
    "en": "kubectl in this terminal doesn't use this lab's configuration; "
    "the checks went by the lab's cluster workshop. To have kubectl use it, too:\n  {line}\n",
    "zh": "这个终端里的 kubectl 用的不是这个实验的配置，检查用的是它的集群 workshop；让 kubectl 也用它：\n  {line}\n",
}


@pytest.mark.parametrize("lang", SHELL)
def test_check_says_what_the_shell_uses(
    lang: str,
    tmp_path: Path,
    programs: Programs,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Where the shell's kubectl goes elsewhere, check gives the line that mends it, and is silent once it is typed."""
    write(tmp_path, "shared")
    main(["start", "21-a", "it's mine"])
    capsys.readouterr()
    folder = tmp_path / "it's mine"
    where = {"en": f"21-a in {folder}\n", "zh": f"21-a，目录 {folder}\n"}[lang]
    main(["check", "21-a", "--lang", lang])
    line = f"export KUBECONFIG={shlex.quote(str(folder / '.kubeconfig'))}"
    assert capsys.readouterr().err == where + SHELL[lang].format(line=line)
    monkeypatch.chdir(folder)
    main(["check", "--lang", lang])
    assert capsys.readouterr().err == where + SHELL[lang].format(line='export KUBECONFIG="$PWD/.kubeconfig"')
    for value in (str(folder / ".kubeconfig"), ".kubeconfig"):
        monkeypatch.setenv("KUBECONFIG", value)
        main(["check", "--lang", lang])
        assert capsys.readouterr().err == where


@pytest.mark.parametrize("kind", OWN)
def test_every_step_goes_to_the_labs_cluster(kind: str, tmp_path: Path, programs: Programs, config: Path) -> None:
    """A reader who types what the page says, in a shell of the person's, speaks to the lab's cluster alone."""
    cluster = write(tmp_path, kind)
    main(["start", "21-a", "mine"])
    before = len(programs.configurations)
    shell = PtyTerminal(tmp_path / "mine", {})
    try:
        for block in load_lab(tmp_path / "labs" / "21-a").consoles:
            for command in block.commands:
                assert shell.run(command.text, timeout_s=10).exit_code == 0
    finally:
        shell.close()
    asked = programs.configurations[before:]
    assert len(asked) == 4
    assert {(path, first) for _, path, first in asked} == {(str(tmp_path / "mine" / ".kubeconfig"), f"# of {cluster}")}
    assert config.read_text(encoding="utf-8") == FOREIGN
