"""Keeps the last run of each lab in one JSON file, so that pages and accounts can be held against what was executed.

The format is `workshop.lab.executed`'s, a run being a `LabReport` in JSON that says whether it passed.
"""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from workshop.lab.executed import RECORD, foreign_record, read_record
from workshop.run.files import replace_file
from workshop.run.outcome import LabReport

__all__ = ["RECORD", "load_runs", "save_run"]

_REPORTS = TypeAdapter(list[LabReport])


def load_runs(path: Path) -> list[LabReport]:
    """The recorded runs, none where there is no record. Raises UsageError where the file is not one of ours."""
    try:
        return _REPORTS.validate_python(read_record(path))
    except ValidationError:
        raise foreign_record(path) from None


def save_run(report: LabReport, path: Path) -> None:
    """Add *report* in place of an earlier run of the same lab on the same ground. The file is replaced whole."""
    runs = [run for run in load_runs(path) if _ground(run) != _ground(report)]
    content = {"format": 1, "runs": [dataclasses.asdict(run) | {"passed": run.passed} for run in [*runs, report]]}
    path.parent.mkdir(parents=True, exist_ok=True)
    replace_file(path, json.dumps(content, ensure_ascii=False, indent=1) + "\n")


def _ground(run: LabReport) -> tuple[str | None, ...]:
    """What tells the row of *run* from others: the lab, and the versions and the store that it was executed on."""
    return (run.lab, run.docker, run.store, run.kubernetes)
