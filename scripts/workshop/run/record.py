"""Keeps the last run of each lab in one JSON file, so that pages and accounts can be held against what was executed.

Format 1: `{"format": 1, "runs": [run, …]}`, a run being a `LabReport` in JSON; there is one a lab, Docker version and
Kubernetes version.
"""

from __future__ import annotations

import dataclasses
import json
import os
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from workshop.errors import UsageError
from workshop.run.outcome import LabReport

RECORD = Path(".workshop") / "runs.json"
_REPORTS = TypeAdapter(list[LabReport])


def load_runs(path: Path) -> list[LabReport]:
    """The recorded runs, none where there is no record. Raises UsageError where the file is not one of ours."""
    if not path.exists():
        return []
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        if content["format"] != 1:
            raise ValueError("format")
        return _REPORTS.validate_python(content["runs"])
    except (ValueError, KeyError, TypeError, ValidationError):
        raise UsageError(
            "is not a record of runs in format 1", where=str(path), hint="delete it; a run makes it anew"
        ) from None


def save_run(report: LabReport, path: Path) -> None:
    """Add *report* in place of an earlier run of the same lab on the same versions. The file is replaced whole."""
    key = (report.lab, report.docker, report.kubernetes)
    runs = [run for run in load_runs(path) if (run.lab, run.docker, run.kubernetes) != key]
    content = {"format": 1, "runs": [dataclasses.asdict(run) for run in [*runs, report]]}
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(f".{os.getpid()}.tmp")
    draft.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    draft.replace(path)
