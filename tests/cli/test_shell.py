"""`workshop shell`: the person's own shell in a copy of a lab, whose kubectl goes to the lab's cluster alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.programs import make_programs
from tests.venue.conftest import FakeMachine, WriteLab
from workshop.cli import main


@pytest.fixture
def project(tmp_path: Path, write_lab: WriteLab, machine: FakeMachine, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with a lab in the shared cluster and one without any, and a shell that tells how it is opened."""
    write_lab("21-a", "kind")
    write_lab("01-b", "docker")
    programs = make_programs(tmp_path / "bin", monkeypatch)
    programs.make("kind")
    programs.answer("kind get kubeconfig --name workshop", "# of workshop\n")
    shell = tmp_path / "bin" / "mysh"
    told = '"$PWD" "$KUBECONFIG" "$WORKSHOP_PROJECT"'
    shell.write_text(f"#!/bin/sh\nprintf '%s\\n' {told} > '{tmp_path}/told'\nexit 4\n", encoding="utf-8")
    shell.chmod(0o755)
    monkeypatch.setenv("SHELL", str(shell))
    monkeypatch.setenv("KUBECONFIG", "/etc/prod")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", "21-a in {folder}; kubectl talks to the cluster workshop alone; exit leaves it.\n"),
        ("zh", "21-a：{folder}，kubectl 只连集群 workshop。用 exit 离开。\n"),
    ],
)
def test_in_a_lab_with_a_cluster(lang: str, said: str, project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The shell stands in the copy and goes by its file, which is put right first; how it ends is no failure."""
    main(["start", "21-a", "mine"])
    capsys.readouterr()
    file = project / "mine" / ".kubeconfig"
    file.unlink()
    assert main(["shell", "21-a", "--lang", lang]) == 0
    assert (project / "told").read_text(encoding="utf-8") == f"{project / 'mine'}\n{file}\n{project}\n"
    assert file.read_text(encoding="utf-8") == "# of workshop\n"
    assert capsys.readouterr() == ("", said.format(folder=project / "mine"))


def test_in_a_lab_without(project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Where the lab has no cluster kubectl is left as it is; the lab one stands in is meant."""
    main(["start", "01-b", "mine"])
    monkeypatch.chdir(project / "mine")
    capsys.readouterr()
    assert main(["shell", "--lang", "en"]) == 0
    assert (project / "told").read_text(encoding="utf-8") == f"{project / 'mine'}\n/etc/prod\n{project}\n"
    assert capsys.readouterr() == ("", f"01-b in {project / 'mine'}; exit leaves it.\n")


@pytest.mark.parametrize(
    ("lang", "message"),
    [
        ("en", "there is no copy of lab 21-a yet\n\nhint: make one with workshop start 21-a\n"),
        ("zh", "还没有实验 21-a 的目录\n\n提示：先运行 workshop start 21-a\n"),
    ],
)
def test_before_the_start(lang: str, message: str, project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A lab that was not started has no folder to stand in, and that is said."""
    assert main(["shell", "21", "--lang", lang]) == 2
    assert capsys.readouterr() == ("", message)
