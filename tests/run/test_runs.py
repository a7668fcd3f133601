"""The last runs on this machine, as a file."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from workshop.errors import UsageError
from workshop.lab.record import Hardware
from workshop.run.outcome import BlockOutcome, CommandOutcome, LabReport, Status
from workshop.run.runs import load_runs, save_run


def report(lab: str, kubernetes: str | None = None, seconds: float = 1.0) -> LabReport:
    """A run with one command."""
    command = CommandOutcome("step", 1, "true", Status.PASSED, output=("你好",))
    block = BlockOutcome("step", "console", Status.PASSED, commands=(command,))
    return LabReport(lab, "d" * 64, "2026-01-01T00:00:00+00:00", "28.5", kubernetes, seconds, [block])


def test_runs_come_back_as_they_were(tmp_path: Path) -> None:
    """What is saved is loaded again, commands and outputs included."""
    save_run(report("01-a"), tmp_path / "runs.json")
    assert load_runs(tmp_path / "runs.json") == [report("01-a")]


def test_machine_and_store_come_back(tmp_path: Path) -> None:
    """On what a run was made is kept with it."""
    made = replace(report("01-a"), hardware=Hardware(2, 4 * 2**30, "Linux x86_64", "6.1"), store="containerd overlayfs")
    save_run(made, tmp_path / "runs.json")
    assert load_runs(tmp_path / "runs.json") == [made]


def test_one_row_a_lab_and_ground(tmp_path: Path) -> None:
    """A later run on the same versions and store takes the place of the earlier, one on others stands beside it."""
    stored = replace(report("01-a", seconds=3), store="classic overlay2")
    runs = (report("01-a"), report("01-a", seconds=2), report("01-a", "1.37.0"), report("02-b"), stored)
    for run in (*runs, replace(stored, store="containerd overlayfs"), replace(stored, seconds=4)):
        save_run(run, tmp_path / "runs.json")
    kept = [(run.lab, run.store, run.kubernetes, run.seconds) for run in load_runs(tmp_path / "runs.json")]
    assert kept == [
        ("01-a", None, None, 2),
        ("01-a", None, "1.37.0", 1),
        ("02-b", None, None, 1),
        ("01-a", "containerd overlayfs", None, 3),
        ("01-a", "classic overlay2", None, 4),
    ]


def test_a_run_from_before_the_store_was_written_down(tmp_path: Path) -> None:
    """Runs without a store load, and have none."""
    file = tmp_path / "runs.json"
    save_run(report("01-a"), file)
    content = json.loads(file.read_text(encoding="utf-8"))
    del content["runs"][0]["store"]
    file.write_text(json.dumps(content), encoding="utf-8")
    assert load_runs(file) == [report("01-a")]


def test_foreign_file_is_refused(tmp_path: Path) -> None:
    """A file that is no record is named and not overwritten."""
    file = tmp_path / "runs.json"
    file.write_text('{"format": 2}')
    with pytest.raises(UsageError) as caught:
        save_run(report("01-a"), file)
    assert str(caught.value) == f"{file}: is not a record of runs in format 1\n\nhint: delete it; a run makes it anew"
    assert file.read_text() == '{"format": 2}'
