"""`workshop check`: whether each step of a lab worked, by the same checks that the tests prove."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from workshop.cli.app import app
from workshop.cli.attendee import MARKS, STYLES, Lang, choose_lab, choose_language, need_engine, translate
from workshop.cli.language import Language
from workshop.cli.terminal import Terminal
from workshop.errors import UsageError

if TYPE_CHECKING:
    from workshop.lab import CheckBlock, Lab
    from workshop.run.check import CheckResult

OUTPUT_LINES = 5
"""How much of what a failed check printed is shown: its last lines, where the reason stands."""

WORDS = {
    "zh": {
        "where": "{id}，目录 {folder}",
        "count": "{passed} / {all} 项成立。",
        "hint": "提示：",
        "said": "它说：",
        "silent": "30 秒内没有回答",
        "later": "还没有收拾；做完以后，按最后一节清理，或者运行 workshop reset",
        "none": "这个实验没有检查",
    },
    "en": {
        "where": "{id} in {folder}",
        "count": "{passed} of {all} hold.",
        "hint": "hint: ",
        "said": "it says: ",
        "silent": "no answer within 30 s",
        "later": "not tidied up yet; when you are done, follow the last section or run workshop reset",
        "none": "this lab has no checks",
    },
}
NO_STEP = {
    "zh": ("实验 {lab} 的 `{step}` 一步没有检查", "有检查的步骤：{steps}"),
    "en": ("lab {lab} has no check for step `{step}`", "steps with a check: {steps}"),
}


@app.command()
def check(
    lab: Annotated[
        str | None, typer.Argument(metavar="LAB", help="The lab to look at; by default the one you stand in.")
    ] = None,
    step: Annotated[list[str] | None, typer.Option("--step", metavar="STEP", help="Look at this step only.")] = None,
    lang: Lang = None,
) -> None:
    """Tell which steps of a lab worked, with a hint for each that did not."""
    from workshop.run.check import run_check
    from workshop.run.machine import LocalMachine

    language, terminal = choose_language(lang), Terminal()
    chosen, folder, _ = choose_lab(lab, Path.cwd(), language)
    need_engine(chosen, LocalMachine(), language)
    checks = choose_checks(translate(chosen, language), step, language)
    terminal.note(WORDS[language]["where"].format(id=chosen.id, folder=folder))
    verdicts = []
    for each in checks:
        result = run_check(each, folder, {})
        # While the lab is being done its cleanup has not happened, which is no fault unless it was asked about.
        is_later = not result.passed and not step and each.after == chosen.cleanup.id
        verdict = None if is_later else result.passed
        show_check(each, result, verdict, language, terminal)
        verdicts.append(verdict)
    counted = [verdict for verdict in verdicts if verdict is not None]
    count = WORDS[language]["count"].format(passed=sum(counted), all=len(counted))
    terminal.result(f"\n{count}" if verdicts else WORDS[language]["none"])
    if not all(counted):
        raise typer.Exit(1)


def choose_checks(lab: Lab, steps: list[str] | None, language: Language) -> list[CheckBlock]:
    """The checks of *lab* in page order; of *steps* alone where these are given, ids of console blocks or of checks."""
    known = list(dict.fromkeys(check.after for check in lab.checks))
    for step in steps or ():
        if step not in {*known, *(check.id for check in lab.checks)}:
            message, hint = NO_STEP[language]
            raise UsageError(message.format(lab=lab.id, step=step), hint=hint.format(steps=", ".join(known)))
    return [check for check in lab.checks if not steps or {check.id, check.after} & set(steps)]


def show_check(
    check: CheckBlock, result: CheckResult, verdict: bool | None, language: Language, terminal: Terminal
) -> None:
    """Print whether *check* holds, with its step; where it does not, below it, what it said and its hint."""
    words = WORDS[language]
    style = STYLES[verdict] if verdict is not True else ""
    terminal.out.print(f"{MARKS[verdict]} {check.title}  [{check.after}]", style=style)
    if verdict is None:
        terminal.result(f"    {words['later']}")
    elif not verdict:
        said = [words["silent"]] if result.exit_code is None else result.output.strip().splitlines()[-OUTPUT_LINES:]
        for line in said:
            terminal.result(f"    {words['said']}{line.rstrip()}")
        terminal.result(f"    {words['hint']}{check.hint}")
