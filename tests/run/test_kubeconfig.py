"""kubectl reaches the lab's cluster or none, whatever the person's own configuration says."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from tests.programs import make_programs
from tests.run.conftest import CLEANUP, MakeLab
from workshop.run.kubeconfig import CLOSED, find_current_context, lab_environment, read_kubeconfig


def read(environment: dict[str, str]) -> str:
    """The file that *environment* names."""
    return Path(environment["KUBECONFIG"]).read_text(encoding="utf-8")


def test_the_clusters_own(tmp_path: Path, make_lab: MakeLab, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is what kind tells of the lab's cluster, in a file that is gone afterwards; other labs get none."""
    programs = make_programs(tmp_path / "bin", monkeypatch)
    programs.make("kind")
    programs.answer("kind get kubeconfig --name workshop", "# of workshop\n")
    with lab_environment(make_lab(CLEANUP, "kind")) as environment:
        assert read(environment) == "# of workshop\n"
    assert not Path(environment["KUBECONFIG"]).exists()
    with lab_environment(make_lab(CLEANUP, "docker")) as environment:
        assert read(environment) == CLOSED
    assert programs.calls == ["kind get kubeconfig --name workshop"]


@pytest.mark.parametrize("last", ["exit 1", "exit 0", ""])
def test_no_cluster(last: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where kind knows no such cluster, says nothing, or is not there, there is nothing to reach."""
    programs = make_programs(tmp_path / "bin", monkeypatch)
    if last:
        programs.make("kind", last=last)
    else:
        monkeypatch.setenv("PATH", str(programs.folder))
    assert read_kubeconfig("workshop") is None


@pytest.mark.needs_kind
def test_closed(tmp_path: Path) -> None:
    """With nothing to reach, kubectl asks no one: neither the person's cluster nor a proxy at its usual port."""
    path = tmp_path / "kubeconfig"
    path.write_text(CLOSED, encoding="utf-8")
    done = subprocess.run(
        ["kubectl", "get", "pods"],
        env=os.environ | {"KUBECONFIG": str(path)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 1
    assert "The connection to the server 127.0.0.1:1 was refused" in done.stderr


def test_the_persons_context(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first file that sets a context counts; without any, or with a broken one, there is none."""
    monkeypatch.setenv("HOME", str(tmp_path))
    assert find_current_context({}) is None
    usual = tmp_path / ".kube" / "config"
    usual.parent.mkdir()
    usual.write_text("current-context: prod\n", encoding="utf-8")
    assert find_current_context({}) == ("prod", usual)
    texts = ("a: [", "current-context: ''\n", "current-context: second\n", "current-context: third\n")
    files = [tmp_path / str(number) for number in range(len(texts))]
    for file, text in zip(files, texts, strict=True):
        file.write_text(text, encoding="utf-8")
    named = os.pathsep.join(["", str(tmp_path / "none"), *map(str, files)])
    assert find_current_context({"KUBECONFIG": named}) == ("second", files[2])
    assert find_current_context({"KUBECONFIG": str(tmp_path / "none")}) is None
