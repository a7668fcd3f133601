"""`workshop update`: executes a lab and writes what it printed into its document, where that shows something else."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from workshop.cli.app import app
from workshop.cli.project import get_project
from workshop.cli.run import execute
from workshop.cli.terminal import Terminal


@app.command()
def update(
    lab: Annotated[str, typer.Argument(metavar="LAB", help="Number, id or folder, such as 1 or 01-first-container.")],
    fill: Annotated[bool, typer.Option("--fill", help="Show what commands print that show nothing yet, too.")] = False,
    check: Annotated[bool, typer.Option("--check", help="Only tell what would change; exit 1 if anything.")] = False,
) -> None:
    """Execute LAB and rewrite the outputs in its document that no longer match; nothing else is touched.

    A document that shows no output yet gets them all.
    """
    from workshop.lab import get_lab
    from workshop.lab.faults import refuse_faults
    from workshop.run.accept import accept_outputs, lab_file, write_document
    from workshop.run.files import check_replaceable
    from workshop.run.runs import RUNS, save_run
    from workshop.run.turns import Turns

    terminal = Terminal()
    project = get_project(Path.cwd())
    found = get_lab(project, lab)
    refuse_faults(found)
    if not check:
        check_replaceable(lab_file(found))
    with Turns(terminal.note) as turns:
        report = execute(found, turns, terminal, accepts=True)
    rewrite = accept_outputs(found, report, fill=fill)
    if not rewrite.changes:
        save_run(report, project / RUNS)
        terminal.result(f"{found.path}: every output still matches")
        return
    for change in rewrite.changes:
        terminal.result(f"{change}: {'would be rewritten' if check else 'rewritten'}")
    if check:
        before = lab_file(found).read_bytes().decode("utf-8")
        terminal.result(compare(before, rewrite.text, found.path))
        raise typer.Exit(1)
    write_document(found, rewrite.text)
    terminal.note(f"\nhint: look at what changed, then run `workshop run {found.id}`: this run was of the lab before")


def compare(before: str, after: str, path: str) -> str:
    """The lines in which two texts of the document *path* differ, as `diff -u` shows them."""
    from difflib import unified_diff

    from workshop.lab.fences import split_lines

    lines = unified_diff(split_lines(before), split_lines(after), path, f"{path} after this run", lineterm="")
    return "\n".join(lines)
