"""`workshop record`: executes labs and writes down in the project what passed, when, and on what."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from workshop.cli.app import app
from workshop.cli.project import get_project
from workshop.cli.run import choose, execute, tell
from workshop.cli.terminal import Terminal
from workshop.errors import ContentErrors

if TYPE_CHECKING:
    from workshop.lab import Lab
    from workshop.run.outcome import LabReport


@app.command()
def record(
    labs: Annotated[
        list[str] | None, typer.Argument(metavar="LAB...", help="Ids or folders, such as 01-first-container.")
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="Execute and record every lab of the project.")] = False,
    update: Annotated[
        bool, typer.Option("--update", help="Before that, show in the document what was printed otherwise.")
    ] = False,
    random_order: Annotated[
        int | None, typer.Option(metavar="SEED", help="Shuffle the labs; a seed, an order.")
    ] = None,
) -> None:
    """Execute labs here, and record those in which every block passed; pages tell of them from then on."""
    from workshop.run.record import write_row
    from workshop.run.runs import RUNS, save_run
    from workshop.run.turns import Turns

    terminal = Terminal()
    project = get_project(Path.cwd())
    reports = []
    with Turns(terminal.note) as turns:
        for chosen in choose(project, labs or [], every=every, seed=random_order):
            lab, report = chosen, execute(chosen, turns, terminal, accepts=update)
            if update and not report.passed:
                lab, report = _accept(chosen, report, terminal)
            reports.append(report)
            save_run(report, project / RUNS)
            if report.passed:
                terminal.result(f"recorded: {write_row(project, lab, report).relative_to(project)}")
            else:
                terminal.note(f"failed: {lab.id} did not pass, so its record stays as it was", style="red")
    tell([reports], 0, terminal)
    if not all(report.passed for report in reports):
        raise typer.Exit(1)


def _accept(lab: Lab, report: LabReport, terminal: Terminal) -> tuple[Lab, LabReport]:
    """*lab* with what the run printed in its document, and the run judged by that; both as they were if it cannot."""
    from workshop.lab import load_lab
    from workshop.run.accept import accept_outputs, write_document
    from workshop.run.settle import settle

    try:
        rewrite = accept_outputs(lab, report)
    except ContentErrors as refused:
        terminal.note(str(refused), style="red")
        return lab, report
    write_document(lab, rewrite.text)
    for change in rewrite.changes:
        terminal.result(f"{change}: rewritten")
    shown = load_lab(lab.folder)
    return shown, settle(shown, report)
