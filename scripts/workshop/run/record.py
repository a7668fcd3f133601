"""Writes what was executed into the record that is part of the project: a row a lab and engine, and only of runs in
which every block passed. The format is `workshop.lab.record`'s.
"""

from __future__ import annotations

import json
from pathlib import Path

from workshop.errors import UsageError
from workshop.lab import Lab
from workshop.lab.measures import find_measures, read_value
from workshop.lab.record import Hardware, Record, Row, read_record, record_path
from workshop.run.files import replace_file
from workshop.run.outcome import Account, LabReport


def write_row(root: Path, lab: Lab, report: LabReport) -> Path:
    """Put the run *report* of *lab* into its record in the project *root*, and return the record's file.

    It takes the place of the row of the same engine and store; rows of the lab as it was before go with it.
    Raises UsageError where the run did not pass.
    """
    if not report.passed:
        raise UsageError(f"{lab.id} did not pass, so it is not recorded")
    path = record_path(root, lab.id)
    row = make_row(lab, report)
    before = read_record(path, str(path)).rows if path.exists() else ()
    kept = [each for each in before if each.digest == row.digest and _ground(each) != _ground(row)]
    rows = sorted([row, *kept], key=lambda each: (-(each.engine or 0), each.store or ""))
    content = Record(lab=lab.id, rows=tuple(rows)).model_dump(mode="json", exclude_defaults=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps({"format": 1} | content, ensure_ascii=False, indent=1, sort_keys=True)
    replace_file(path, text + "\n")
    return path


def make_row(lab: Lab, report: LabReport) -> Row:
    """What the record keeps of the run *report* of *lab*."""
    account = Account.of([report])
    measured: dict[str, dict[str, str]] = {}
    for name, blocks in find_measures(lab).items():
        for block in blocks:
            printed = (line for command in report.commands if command.block == block for line in command.output)
            if value := read_value(printed, name):
                measured.setdefault(block, {})[name] = value
    return Row(
        digest=report.digest,
        date=report.started[:10],
        seconds=round(report.seconds),
        docker=report.docker,
        store=report.store,
        kubernetes=report.kubernetes,
        programs=report.clients,
        hardware=report.hardware or Hardware(1, 0, ""),
        images=report.images,
        commands=account.run,
        outputs=account.outputs_compared,
        checks=account.checks_seen_passing,
        measured=measured,
    )


def _ground(row: Row) -> tuple[int | None, str | None]:
    return row.engine, row.store
