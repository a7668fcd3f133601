"""`workshop check`: whether each step of a lab worked, by the same checks that the tests prove."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from workshop.cli.app import app
from workshop.cli.attendee import MARKS, STYLES, Lang, choose_lab, choose_language, need_engine, open_copies, translate
from workshop.cli.language import Language
from workshop.cli.terminal import Terminal
from workshop.errors import UsageError

if TYPE_CHECKING:
    from workshop.lab import CheckBlock, Lab
    from workshop.run.check import CheckResult

Verdict = Literal["holds", "fails", "before", "later", "waits"]
"""Of a check: it holds; it does not; it held when its step was done and a later step changed that; it is the cleanup's,
which is still to come; or it is behind one that fails, so its step is still to come as well."""

OUTPUT_LINES = 5
"""How much of what a failed check printed is shown: its last lines, where the reason stands."""

WORDS = {
    "zh": {
        "where": "{id}，目录 {folder}",
        "count": "{passed} / {all} 项成立。",
        "count-before": "{passed} / {all} 项成立，另有 {before} 项先前成立过。",
        "hint": "提示：",
        "said": "它说：",
        "silent": "30 秒内没有回答",
        "before": "先前成立过，后面的步骤改变了它",
        "later": "还没有收拾；做完以后，按最后一节清理，或者运行 workshop reset",
        "none": "这个实验没有检查",
    },
    "en": {
        "where": "{id} in {folder}",
        "count": "{passed} of {all} hold.",
        "count-before": "{passed} of {all} hold, and {before} held before.",
        "hint": "hint: ",
        "said": "it says: ",
        "silent": "no answer within 30 s",
        "before": "held before; a later step changed it",
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
    """Tell which steps of a lab worked, with a hint for the first that did not."""
    from workshop.run.check import run_check
    from workshop.run.kubeconfig import lab_environment
    from workshop.run.machine import LocalMachine

    language, terminal = choose_language(lang), Terminal()
    chosen, folder, copy = choose_lab(lab, Path.cwd(), language)
    need_engine(chosen, LocalMachine(), language)
    checks = choose_checks(translate(chosen, language), step, language)
    terminal.note(WORDS[language]["where"].format(id=chosen.id, folder=folder))
    order = [each.id for each in chosen.checks]
    done = seen = order.index(copy.done) + 1 if copy and copy.done in order else 0
    verdicts: list[Verdict] = []
    with lab_environment(chosen, copy.folder if copy else None) as environment:
        for each in checks:
            result = run_check(each, folder, environment)
            if result.passed:
                seen += order[seen : seen + 1] == [each.id]
                verdicts.append("holds")
            elif step:
                verdicts.append("fails")
            elif each.id in order[:done]:
                verdicts.append("before")
            elif each.after == chosen.cleanup.id:
                verdicts.append("later")
            else:
                verdicts.append("waits" if "fails" in verdicts else "fails")
            show_check(each, result, verdicts[-1], language, terminal)
    if copy and seen > done:
        open_copies().remember_done(copy, order[seen - 1])
    terminal.result(_count(verdicts, language))
    if {"fails", "waits"} & set(verdicts):
        raise typer.Exit(1)


def _count(verdicts: list[Verdict], language: Language) -> str:
    words, before = WORDS[language], verdicts.count("before")
    if not verdicts:
        return words["none"]
    counted = len(verdicts) - verdicts.count("later")
    count = words["count-before" if before else "count"]
    return "\n" + count.format(passed=verdicts.count("holds"), before=before, all=counted)


def choose_checks(lab: Lab, steps: list[str] | None, language: Language) -> list[CheckBlock]:
    """The checks of *lab* in page order; of *steps* alone where these are given, ids of console blocks or of checks."""
    known = list(dict.fromkeys(check.after for check in lab.checks))
    for step in steps or ():
        if step not in {*known, *(check.id for check in lab.checks)}:
            message, hint = NO_STEP[language]
            raise UsageError(message.format(lab=lab.id, step=step), hint=hint.format(steps=", ".join(known)))
    return [check for check in lab.checks if not steps or {check.id, check.after} & set(steps)]


def show_check(
    check: CheckBlock, result: CheckResult, verdict: Verdict, language: Language, terminal: Terminal
) -> None:
    """Print *check* with its step and, below it, what *verdict* has to say; where it fails, its own words and hint."""
    words, judged = WORDS[language], {"holds": True, "fails": False}.get(verdict)
    style = STYLES[judged] if not judged else ""
    terminal.out.print(f"{MARKS[judged]} {check.title}  [{check.after}]", style=style)
    if verdict == "fails":
        said = [words["silent"]] if result.exit_code is None else result.output.strip().splitlines()[-OUTPUT_LINES:]
        for line in said:
            terminal.result(f"    {words['said']}{line.rstrip()}")
        terminal.result(f"    {words['hint']}{check.hint}")
    elif verdict in words:
        terminal.result(f"    {words[verdict]}")
