"""`workshop run`: executes labs on this machine and says what came of every block."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from workshop.cli.app import app
from workshop.cli.project import get_project
from workshop.cli.terminal import Terminal
from workshop.errors import UsageError

if TYPE_CHECKING:
    from workshop.lab import Lab
    from workshop.run.cluster import SharedCluster
    from workshop.run.outcome import LabReport
    from workshop.run.turns import Turns


@app.command()
def run(
    labs: Annotated[
        list[str] | None,
        typer.Argument(metavar="LAB...", help="Numbers, ids or folders, such as 1 or 01-first-container."),
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="Run every lab of the project.")] = False,
    repeat: Annotated[int, typer.Option(min=1, metavar="N", help="Run each lab N times, and tell what varied.")] = 1,
    random_order: Annotated[
        int | None, typer.Option(metavar="SEED", help="Shuffle the labs; a seed, an order.")
    ] = None,
) -> None:
    """Execute labs here, command by command, and compare what they print."""
    from workshop.run.repeat import find_variations
    from workshop.run.runs import RUNS, save_run
    from workshop.run.turns import Turns

    terminal = Terminal()
    project = get_project(Path.cwd())
    chosen = choose(project, labs or [], every=every, seed=random_order)
    rounds: list[list[LabReport]] = []
    with Turns(terminal.note) as turns:
        for number in range(1, repeat + 1):
            if repeat > 1:
                terminal.note(f"run {number} of {repeat}", style="bold")
            rounds.append([execute(lab, turns, terminal) for lab in chosen])
            for report in rounds[-1]:
                save_run(report, project / RUNS)
    varied = []
    for lab, reports in zip(chosen, zip(*rounds, strict=True), strict=True):
        varied += find_variations(lab, reports)
        if failed := [report for report in reports if not report.passed]:
            # A lab that fails now and then has not passed, even where it did so in the end.
            save_run(failed[-1], project / RUNS)
    for variation in varied:
        terminal.note(f"{variation}\n", style="red")
    tell(rounds, len(varied), terminal)
    # What varied matched the page at most once, so that a run of it failed.
    if not all(report.passed for reports in rounds for report in reports):
        raise typer.Exit(1)


def choose(project: Path, names: list[str], *, every: bool, seed: int | None) -> list[Lab]:
    """The labs that *names* mean, or *every* one, in the order named, or else that of *seed*; see `gather`."""
    from workshop.lab import find_labs, get_lab
    from workshop.lab.faults import refuse_faults
    from workshop.run.order import shuffle_labs
    from workshop.run.turns import gather

    if every == bool(names):
        problem = "--all goes without the names of labs" if every else "no lab is named"
        raise UsageError(problem, hint="name labs, or say --all")
    names = [str(folder) for folder in find_labs(project)] if every else names
    labs = {lab.id: lab for lab in (get_lab(project, name) for name in names)}
    for lab in labs.values():
        refuse_faults(lab)
    return gather(labs[lab_id] for lab_id in (labs if seed is None else shuffle_labs(labs, seed)))


def tell(rounds: list[list[LabReport]], varied: int, terminal: Terminal) -> None:
    """Print the account of the last of *rounds*, and of all of them where there are more."""
    from workshop.run.report import format_account, format_notes, format_skips

    for line in [*format_account(rounds[-1]), *format_skips(rounds[-1]), *format_notes(rounds[-1])]:
        terminal.result(line)
    if len(rounds) > 1:
        reports = [report for reports in rounds for report in reports]
        failed = sum(not report.passed for report in reports)
        terminal.result(f"runs in all              {len(reports)}: {failed} failed, {varied} lines varied")


def execute(lab: Lab, turns: Turns, terminal: Terminal, *, accepts: bool = False) -> LabReport:
    """Run *lab* whole in its turn, printing each block's outcome as soon as it is known.

    Who *accepts* what is printed is not told of outputs that differ as of failures.
    """
    with turns.take(lab, f"workshop run {lab.id}") as cluster:
        report = _execute(lab, cluster, terminal, accepts=accepts)
    if not report.passed:
        # What it broke in a shared cluster is not to break the next lab.
        turns.end_cluster()
    return report


def _execute(lab: Lab, cluster: SharedCluster | None, terminal: Terminal, *, accepts: bool) -> LabReport:
    """Run *lab* on a machine that is held for it. An interrupt still runs the cleanup."""
    from workshop.run.machine import LocalMachine
    from workshop.run.outcome import Status
    from workshop.run.report import format_block, format_failure
    from workshop.run.runner import LabRun

    lab_run = LabRun(lab, LocalMachine(), cluster=cluster)
    lab_run.open()
    terminal.note(f"{lab.path}", style="bold")
    try:
        for block in lab.blocks:
            outcome = lab_run.run_block(block)
            if accepts and outcome.failures and all(failure.is_mismatch for failure in outcome.failures):
                terminal.note(f"{'differs':>9}  console {outcome.block}")
                continue
            fine = outcome.status in (Status.PASSED, Status.SKIPPED)
            terminal.note(format_block(outcome), style="" if fine else "red")
            for failure in outcome.failures:
                terminal.note(format_failure(failure) + "\n")
    finally:
        report = lab_run.close()
    return report
