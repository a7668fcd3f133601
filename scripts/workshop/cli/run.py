"""`workshop run`: executes labs on this machine and says what came of every block."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from workshop.cli.app import app
from workshop.cli.project import get_project
from workshop.cli.terminal import Terminal

if TYPE_CHECKING:
    from workshop.lab import Lab
    from workshop.run.outcome import LabReport


@app.command()
def run(
    labs: Annotated[list[str], typer.Argument(metavar="LAB...", help="Ids or folders, such as 01-first-container.")],
) -> None:
    """Execute labs here, command by command, and compare what they print."""
    from workshop.lab import get_lab
    from workshop.run.record import RECORD, save_run
    from workshop.run.report import format_account, format_skips

    terminal = Terminal()
    project = get_project(Path.cwd())
    reports = []
    for lab in [get_lab(project, name) for name in labs]:
        report = execute(lab, terminal)
        save_run(report, project / RECORD)
        reports.append(report)
    for line in [*format_account(reports), *format_skips(reports)]:
        terminal.result(line)
    if not all(report.passed for report in reports):
        raise typer.Exit(1)


def execute(lab: Lab, terminal: Terminal) -> LabReport:
    """Run *lab* whole, printing each block's outcome as soon as it is known. An interrupt still runs the cleanup."""
    from workshop.run.lock import hold_machine
    from workshop.run.machine import LocalMachine
    from workshop.run.outcome import Status
    from workshop.run.report import format_block, format_failure
    from workshop.run.runner import LabRun

    with hold_machine(f"workshop run {lab.id}", terminal.note):
        lab_run = LabRun(lab, LocalMachine())
        lab_run.open()
        terminal.note(f"{lab.path}", style="bold")
        try:
            for block in lab.blocks:
                outcome = lab_run.run_block(block)
                fine = outcome.status in (Status.PASSED, Status.SKIPPED)
                terminal.note(format_block(outcome), style="" if fine else "red")
                for failure in outcome.failures:
                    terminal.note(format_failure(failure) + "\n")
        finally:
            report = lab_run.close()
    return report
