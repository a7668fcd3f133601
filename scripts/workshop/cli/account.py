"""`workshop account`: holds the commands that built pages show against the recorded runs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from workshop.cli.app import app
from workshop.cli.project import get_project
from workshop.cli.terminal import Terminal


@app.command()
def account(
    site: Annotated[Path, typer.Argument(help="Folder of the built site.", exists=True, file_okay=False)],
    without: Annotated[list[str] | None, typer.Option(metavar="LAB", help="A lab this machine cannot run.")] = None,
    junit: Annotated[Path | None, typer.Option(metavar="FILE", help="Write the runs there as JUnit XML.")] = None,
    json: Annotated[Path | None, typer.Option(metavar="FILE", help="Write every number there as JSON.")] = None,
) -> None:
    """Tell how many commands the pages in SITE show, and whether every one of them was executed."""
    from json import dumps

    from workshop.lab import find_labs, load_lab
    from workshop.lab.digest import digest_lab
    from workshop.run.account import count_found, describe, find_unproven, get_current, get_rows
    from workshop.run.junit import write_junit
    from workshop.run.report import format_account, format_skips
    from workshop.run.runs import RUNS, load_runs
    from workshop.site.commands import find_commands

    terminal = Terminal()
    project = get_project(Path.cwd())
    left_out = set(without or [])
    labs = [load_lab(folder) for folder in find_labs(project) if folder.name not in left_out]
    shown = [command for command in find_commands(site) if command.lab not in left_out]
    digests = {lab.id: digest_lab(lab) for lab in labs}
    runs = load_runs(project / RUNS)
    current, rows = get_current(runs, digests), get_rows(runs, digests)
    for line in [*format_account(current, count_found(shown)), *format_skips(current)]:
        terminal.result(line)
    terminal.result(f"shown in all             {len(shown)} times, on {len({command.page for command in shown})} pages")
    for lab_id in sorted(left_out):
        terminal.result(f"left out                 {lab_id}, which was not run")
    problems = find_unproven(shown, current, digests)
    content = describe(shown, rows, problems) | {"left_out": sorted(left_out)}
    texts = {junit: write_junit(rows, problems), json: dumps(content, ensure_ascii=False, indent=1) + "\n"}
    for file, text in texts.items():
        if file is not None:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
    for problem in problems:
        terminal.note(f"failed: {problem}", style="red")
    if problems:
        raise typer.Exit(1)
