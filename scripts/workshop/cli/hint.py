"""`workshop hint`: what helps with one step of a lab; by default, the first that does not hold."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from workshop.cli.app import app
from workshop.cli.attendee import Lang, call_from_here, choose_lab, choose_language, find_meant, need_ground, translate
from workshop.cli.before import warn_of_own
from workshop.cli.check import choose_checks, judge, run_checks
from workshop.cli.hints import lay_out
from workshop.cli.terminal import Terminal
from workshop.errors import UsageError

if TYPE_CHECKING:
    from workshop.lab import CheckBlock, Lab
    from workshop.venue.copies import Copy

WORDS = {
    "zh": {"all": "没有要做的步骤了；做完就收拾：workshop reset", "none": "这个实验没有检查，也没有提示"},
    "en": {
        "all": "no step is left to do; when you are done, tidy up: workshop reset",
        "none": "this lab has no checks, and no hints",
    },
}


@app.command()
def hint(
    lab: Annotated[
        str | None, typer.Argument(metavar="LAB", help="The lab, such as 1; by default the one you stand in.")
    ] = None,
    step: Annotated[
        str | None,
        typer.Argument(metavar="STEP", help="The step, as `workshop check` names it; by default the first to do."),
    ] = None,
    lang: Lang = None,
) -> None:
    """Tell what a step of a lab should have led to, and what to look at where it has not."""
    language, terminal = choose_language(lang), Terminal()
    chosen, folder, copy, step = _choose(lab, step, lang)
    translated = translate(chosen, language)
    if step is None:
        need_ground(chosen, language)
        checks = _find_first(translated, folder, copy)
        if not checks:
            terminal.result(call_from_here(WORDS[language]["all" if chosen.checks else "none"]))
    else:
        checks = choose_checks(translated, [step], language)
    for check in checks:
        lines = [f"{check.title}  [{check.after}]" if step is None else check.title]
        own = warn_of_own(check.hint, (copy.things or ()) if copy else (), language)
        hint_lines = [*lay_out(call_from_here(check.hint), "    "), *(f"    {line}" for line in own)]
        terminal.result("\n".join([*lines, *hint_lines]))


def _choose(lab: str | None, step: str | None, lang: Lang) -> tuple[Lab, Path, Copy | None, str | None]:
    """The lab, its folder and copy, and the step; one word alone may name a step of the lab that one stands in."""
    language, here = choose_language(lang), Path.cwd()
    if lab is not None and step is None:
        try:
            own, folder, copy = choose_lab(None, here, language)
        except UsageError:
            pass  # Nobody stands in a lab.
        else:
            names = {name for check in own.checks for name in (check.id, check.after)}
            if lab in names or find_meant(lab, names):
                return own, folder, copy, lab
    return (*choose_lab(lab, here, language), step)


def _find_first(lab: Lab, folder: Path, copy: Copy | None) -> list[CheckBlock]:
    """The check of *lab* that failed first or comes next, if any."""
    verdicts = judge(lab, copy, run_checks(lab, folder, list(lab.checks)))
    return [check for check in lab.checks if verdicts[check.id] in ("fails", "next")][:1]
