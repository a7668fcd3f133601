"""The record of runs, as a file."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from workshop.errors import UsageError
from workshop.lab.executed import Hardware, load_past_runs
from workshop.run.outcome import BlockOutcome, CommandOutcome, Failure, LabReport, Status
from workshop.run.record import load_runs, save_run


def report(lab: str, kubernetes: str | None = None, seconds: float = 1.0) -> LabReport:
    """A run with one command."""
    command = CommandOutcome("step", 1, "true", Status.PASSED, output=("你好",))
    block = BlockOutcome("step", "console", Status.PASSED, commands=(command,))
    return LabReport(lab, "d" * 64, "2026-01-01T00:00:00+00:00", "28.5", kubernetes, seconds, [block])


def test_runs_come_back_as_they_were(tmp_path: Path) -> None:
    """What is saved is loaded again, commands and outputs included."""
    save_run(report("01-a"), tmp_path / "runs.json")
    assert load_runs(tmp_path / "runs.json") == [report("01-a")]


def test_the_record_says_what_passed(tmp_path: Path) -> None:
    """Who reads the record without its blocks is told whether a run passed."""
    failed = replace(report("02-b"), failures=[Failure("labs/02-b/lab.md:1", "no")])
    for run in (report("01-a"), failed):
        save_run(run, tmp_path / "runs.json")
    assert [(run.lab, run.passed) for run in load_past_runs(tmp_path / "runs.json")] == [
        ("01-a", True),
        ("02-b", False),
    ]


def test_readers_get_outputs_and_hardware(tmp_path: Path) -> None:
    """Who reads the record without running anything gets what was printed, block by block, and on which machine."""
    hardware = Hardware(2, 4 * 2**30, "Linux x86_64")
    made = replace(report("01-a"), hardware=hardware, store="containerd overlayfs")
    save_run(made, tmp_path / "runs.json")
    [run] = load_past_runs(tmp_path / "runs.json")
    assert (run.hardware, run.store) == (hardware, "containerd overlayfs")
    assert [(block.block, [command.output for command in block.commands]) for block in run.blocks] == [
        ("step", [("你好",)])
    ]


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
    """A record without stores loads, and its runs have none."""
    file = tmp_path / "runs.json"
    save_run(report("01-a"), file)
    content = json.loads(file.read_text(encoding="utf-8"))
    del content["runs"][0]["store"]
    file.write_text(json.dumps(content), encoding="utf-8")
    assert load_runs(file) == [report("01-a")]
    assert [run.store for run in load_past_runs(file)] == [None]


def test_foreign_file_is_refused(tmp_path: Path) -> None:
    """A file that is no record is named and not overwritten."""
    file = tmp_path / "runs.json"
    file.write_text('{"format": 2}')
    with pytest.raises(UsageError) as caught:
        save_run(report("01-a"), file)
    assert str(caught.value) == f"{file}: is not a record of runs in format 1\n\nhint: delete it; a run makes it anew"
    assert file.read_text() == '{"format": 2}'
