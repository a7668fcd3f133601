"""`workshop record`: writes what passed, and nothing of what did not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.test_run import write
from workshop.cli import main
from workshop.lab import load_lab
from workshop.lab.digest import digest_lab


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project of two labs, of which the second fails, the current folder from then on."""
    (tmp_path / "mkdocs.yml").touch()
    write(tmp_path, "01-one", "echo here", "here")
    write(tmp_path, "02-two", "echo here", "there")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def find_recorded(project: Path) -> list[str]:
    """The files of the record."""
    return sorted(path.name for path in (project / "labs" / "record").glob("*"))


def test_what_passes_is_recorded(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A lab that passed has a row with its counts; each file that was written is told."""
    assert main(["record", "01-one"]) == 0
    shown = capsys.readouterr()
    assert shown.out.startswith("recorded: labs/record/01-one.json\ncommands run             2 of 2, 0 skipped\n")
    [row] = json.loads((project / "labs" / "record" / "01-one.json").read_text(encoding="utf-8"))["rows"]
    assert (row["commands"], row["outputs"]) == (2, 1)


def test_what_fails_is_not(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Of several labs those that passed are recorded, and the command fails, naming the one that did not."""
    assert main(["record", "--all"]) == 1
    assert find_recorded(project) == ["01-one.json"]
    assert "failed: 02-two did not pass, so its record stays as it was\n" in capsys.readouterr().err


def test_a_plain_run_writes_no_record(project: Path) -> None:
    """`run` and `update` leave the record alone."""
    assert main(["run", "01-one"]) == 0
    assert main(["update", "01-one"]) == 0
    assert find_recorded(project) == []


def test_no_lab_is_named(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is recorded where it is not clear what."""
    assert main(["record"]) == 2
    assert capsys.readouterr().err == "no lab is named\n\nhint: name labs, or say --all\n"


def test_update_and_record_in_one(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With --update what was printed otherwise is shown first, and the same run is recorded of that document."""
    assert main(["record", "--update", "--all"]) == 0
    assert "labs/02-two/lab.md:9: block `say`, command 1: rewritten\n" in capsys.readouterr().out
    assert find_recorded(project) == ["01-one.json", "02-two.json"]
    [row] = json.loads((project / "labs" / "record" / "02-two.json").read_text(encoding="utf-8"))["rows"]
    assert row["digest"] == digest_lab(load_lab(project / "labs" / "02-two"))
    assert main(["run", "02-two"]) == 0


def test_no_update_of_what_failed(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where more than an output was wrong, --update changes nothing, and nothing is recorded."""
    write(project, "02-two", "echo here; false", "there")
    before = (project / "labs" / "02-two" / "lab.md").read_bytes()
    assert main(["record", "--update", "02-two"]) == 1
    assert (project / "labs" / "02-two" / "lab.md").read_bytes() == before
    assert find_recorded(project) == []
