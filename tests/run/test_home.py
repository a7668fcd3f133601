"""What lies in a home folder, and what a lab has done there."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.run.conftest import CLEANUP, RunLab
from workshop.run.home import find_home_files
from workshop.run.report import format_notes


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of the test's own."""
    made = tmp_path / "home"
    made.mkdir()
    (made / ".bashrc").write_text("true\n", encoding="utf-8")
    (made / ".bash_history").write_text("secret\n", encoding="utf-8")
    (made / ".docker").mkdir()
    monkeypatch.setenv("HOME", str(made))
    return made


def test_what_is_looked_at(home: Path) -> None:
    """Files and folders there, docker's and kubectl's settings, and no history or cache."""
    (home / ".cache").mkdir()
    (home / ".kube").mkdir()
    for name in (".docker/config.json", ".kube/config", ".python_history", "notes.txt"):
        (home / name).write_text("x", encoding="utf-8")
    (home / "code").mkdir()
    assert sorted(map(str, find_home_files(home))) == [
        "file ~/.bashrc",
        "file ~/.docker/config.json",
        "file ~/.kube/config",
        "file ~/code",
        "file ~/notes.txt",
    ]
    assert find_home_files(home / "none") == frozenset()


@pytest.mark.parametrize(
    ("command", "leak"),
    [
        ("touch ~/left.txt", "file ~/left.txt was left behind"),
        ("echo 'alias k=kubectl' >>~/.bashrc", "file ~/.bashrc was changed: content"),
        ("rm ~/.bashrc", "file ~/.bashrc was there before the lab and is gone"),
        ("bash make.sh", "file ~/.docker/config.json was left behind"),
    ],
)
def test_what_a_lab_did_there(run_lab: RunLab, home: Path, tmp_path: Path, command: str, leak: str) -> None:
    """What a lab leaves, changes or takes in the home folder fails it, named or written by docker itself."""
    script = tmp_path / "labs" / "01-try" / "make.sh"
    script.parent.mkdir(parents=True)
    script.write_text("touch ~/.docker/$(echo nosj.gifnoc | rev)\n", encoding="utf-8")
    report, failures = run_lab(f"```{{.console #do}}\n$ {command}\n```\n" + CLEANUP)
    assert [failure.splitlines()[0].partition("block `cleanup`: ")[2] for failure in failures] == [leak]
    assert report.notes == []


def test_what_others_did_there(run_lab: RunLab, home: Path) -> None:
    """A file that the lab does not name is somebody else's, and noted."""
    report, failures = run_lab("```{.console #do}\n$ touch ~/$(printf 'sei%.0sr' 1)-x\n```\n" + CLEANUP)
    assert failures == []
    assert format_notes([report]) == ["note: 01-try neither names nor made it: file ~/seir-x was left behind"]
