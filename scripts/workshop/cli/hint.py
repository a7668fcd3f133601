"""`workshop hint`: what helps with one step of a lab, without looking whether it worked."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from workshop.cli.app import app
from workshop.cli.attendee import Lang, choose_lab, choose_language, translate
from workshop.cli.check import choose_checks
from workshop.cli.terminal import Terminal


@app.command()
def hint(
    lab: Annotated[str, typer.Argument(metavar="LAB", help="The lab, such as 1 or 01-first-container.")],
    step: Annotated[str, typer.Argument(metavar="STEP", help="The step, as `workshop check` names it.")],
    lang: Lang = None,
) -> None:
    """Tell what one step of a lab should have led to, and what to look at where it has not."""
    language, terminal = choose_language(lang), Terminal()
    chosen, _, _ = choose_lab(lab, Path.cwd(), language)
    for check in choose_checks(translate(chosen, language), [step], language):
        terminal.result(f"{check.title}\n    {check.hint}")
