"""Keeps the last run of each lab on this machine, with all that it printed, in one JSON file that is no part of the
project: tests and accounts are held against it. What is proven to readers is `workshop.run.record`'s.
"""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from workshop.errors import UsageError
from workshop.run.files import replace_file
from workshop.run.outcome import LabReport

RUNS = Path(".workshop") / "runs.json"
"""Where a project keeps its last runs: `{"format": 1, "runs": [run, …]}`, one for each lab and ground."""

_REPORTS = TypeAdapter(list[LabReport])


def load_runs(path: Path) -> list[LabReport]:
    """The runs in *path*, none where there is no file. Raises UsageError where the file is not one of ours."""
    if not path.exists():
        return []
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        if content["format"] == 1:
            return _REPORTS.validate_python(content["runs"])
    except (ValueError, KeyError, TypeError, ValidationError):
        pass
    raise UsageError("is not a record of runs in format 1", where=str(path), hint="delete it; a run makes it anew")


def save_run(report: LabReport, path: Path) -> None:
    """Add *report* in place of an earlier run of the same lab on the same ground. The file is replaced whole."""
    runs = [run for run in load_runs(path) if _ground(run) != _ground(report)]
    content = {"format": 1, "runs": [dataclasses.asdict(run) for run in [*runs, report]]}
    path.parent.mkdir(parents=True, exist_ok=True)
    replace_file(path, json.dumps(content, ensure_ascii=False, indent=1) + "\n")


def _ground(run: LabReport) -> tuple[str | None, ...]:
    """What tells the row of *run* from others: the lab, and the versions and the store that it was executed on."""
    return (run.lab, run.docker, run.store, run.kubernetes)
