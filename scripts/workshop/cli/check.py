"""`workshop check`: whether each step of a lab worked, by the same checks that the tests prove."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from workshop.cli.app import app
from workshop.cli.attendee import (
    MARKS,
    STYLES,
    Lang,
    call_from_here,
    choose_lab,
    choose_language,
    need_cluster,
    need_engine,
    open_copies,
    translate,
)
from workshop.cli.language import Language
from workshop.cli.terminal import Terminal
from workshop.errors import UsageError

if TYPE_CHECKING:
    from workshop.lab import CheckBlock, Lab
    from workshop.run.check import CheckResult
    from workshop.venue.copies import Copy
    from workshop.venue.progress import Progress, Verdict

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
        "next": "下一步：",
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
        "next": "next: ",
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
    """Tell which steps of a lab worked, with a hint for what was tried and failed."""
    from workshop.run.check import run_check
    from workshop.run.kubeconfig import lab_environment
    from workshop.run.machine import LocalMachine

    language, terminal = choose_language(lang), Terminal()
    chosen, folder, copy = choose_lab(lab, Path.cwd(), language)
    need_engine(chosen, LocalMachine(), language)
    need_cluster(chosen, language)
    checks = choose_checks(translate(chosen, language), step, language)
    terminal.note(WORDS[language]["where"].format(id=chosen.id, folder=folder))
    with lab_environment(chosen, copy.folder if copy else None) as environment:
        results = {each.id: run_check(each, folder, environment) for each in checks}
    if step:
        verdicts: dict[str, Verdict] = {id_: "holds" if each.passed else "fails" for id_, each in results.items()}
    else:
        progress = find_progress(chosen, copy, {id_: each.passed for id_, each in results.items()})
        verdicts = progress.judge()
        if copy and progress.find_done() != copy.done:
            open_copies().remember_done(copy, progress.find_done())
    for each in checks:
        show_check(each, results[each.id], verdicts[each.id], language, terminal)
    terminal.result(_count(list(verdicts.values()), language))
    if {"fails", "next", "waits"} & set(verdicts.values()):
        raise typer.Exit(1)


def find_progress(lab: Lab, copy: Copy | None, held: dict[str, bool]) -> Progress:
    """How far *lab* is done in *copy*, whose checks said *held* by their ids."""
    from workshop.run.machine import LocalMachine
    from workshop.venue.progress import Progress

    new: set[tuple[str, str, str]] = set()
    if copy and copy.things is not None and lab.front.needs != "none" and not all(held.values()):
        new = {(thing.kind, thing.name, thing.key) for thing in LocalMachine().find_things()} - set(copy.things)
    return Progress(lab, held, copy.done if copy else None, new)


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
    coming = words["next"] if verdict == "next" else ""
    terminal.out.print(f"{MARKS[judged]} {coming}{check.title}  [{check.after}]", style=style)
    if verdict == "fails":
        said = [words["silent"]] if result.exit_code is None else result.output.strip().splitlines()[-OUTPUT_LINES:]
        for line in said:
            terminal.result(f"    {words['said']}{line.rstrip()}")
        terminal.result(f"    {words['hint']}{check.hint}")
    elif verdict in ("before", "later"):
        terminal.result(f"    {call_from_here(words[verdict])}")
