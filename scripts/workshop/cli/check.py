"""`workshop check`: whether each step of a lab worked, by the same checks that the tests prove."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from workshop.cli.app import app
from workshop.cli.attendee import (
    MARKS,
    MEANT,
    STYLES,
    Lang,
    call_from_here,
    choose_lab,
    choose_language,
    find_meant,
    need_ground,
    open_copies,
    translate,
)
from workshop.cli.before import warn_of_own
from workshop.cli.hints import lay_out
from workshop.cli.language import Language
from workshop.cli.terminal import Terminal
from workshop.cli.whose_cluster import tell_shell
from workshop.errors import UsageError

if TYPE_CHECKING:
    from workshop.lab import CheckBlock, Lab
    from workshop.lab.removal import ThingKey
    from workshop.run.check import CheckResult
    from workshop.venue.copies import Copy
    from workshop.venue.progress import Verdict

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
    language, terminal = choose_language(lang), Terminal()
    chosen, folder, copy = choose_lab(lab, Path.cwd(), language)
    translated = translate(chosen, language)
    checks = choose_checks(translated, step, language)
    need_ground(chosen, language)
    terminal.note(WORDS[language]["where"].format(id=chosen.id, folder=folder))
    tell_shell(chosen, folder, Path.cwd(), language, terminal)
    results = run_checks(chosen, folder, checks)
    if step:
        verdicts: dict[str, Verdict] = {id_: "holds" if each.passed else "fails" for id_, each in results.items()}
    else:
        verdicts = judge(chosen, copy, results)
    for each in checks:
        own = copy.things or () if copy else ()
        show_check(each, results[each.id], verdicts[each.id], language, terminal, own=own)
    terminal.result(_count(list(verdicts.values()), language))
    if {"fails", "next", "waits"} & set(verdicts.values()):
        raise typer.Exit(1)


def run_checks(lab: Lab, folder: Path, checks: list[CheckBlock]) -> dict[str, CheckResult]:
    """What *checks* of *lab* say in *folder*, a copy or the lab's own, by their ids."""
    from workshop.run.check import run_check
    from workshop.run.kubeconfig import lab_environment

    with lab_environment(lab, folder if folder != lab.folder else None) as environment:
        return {check.id: run_check(check, folder, environment) for check in checks}


def judge(lab: Lab, copy: Copy | None, results: dict[str, CheckResult]) -> dict[str, Verdict]:
    """How far *lab* is done in *copy* by the *results* of all its checks; what held in turn is remembered."""
    from workshop.run.machine import LocalMachine
    from workshop.venue.progress import Progress

    held = {id_: result.passed for id_, result in results.items()}
    new: set[tuple[str, str, str]] = set()
    if copy and copy.things is not None and lab.front.needs != "none" and not all(held.values()):
        new = {(thing.kind, thing.name, thing.key) for thing in LocalMachine().find_things()} - set(copy.things)
    progress = Progress(lab, held, copy.done if copy else None, new)
    if copy and progress.find_done() != copy.done:
        open_copies().remember_done(copy, progress.find_done())
    return progress.judge()


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
            meant = find_meant(step, known)
            told = MEANT[language].format(near=meant) if meant else hint.format(steps=", ".join(known))
            raise UsageError(message.format(lab=lab.id, step=step), hint=told)
    return [check for check in lab.checks if not steps or {check.id, check.after} & set(steps)]


def show_check(
    check: CheckBlock,
    result: CheckResult,
    verdict: Verdict,
    language: Language,
    terminal: Terminal,
    *,
    own: Iterable[ThingKey] = (),
) -> None:
    """Print *check* with its step and, below it, what *verdict* has to say; where it fails, its own words and hint.

    *own* are the person's things from before the lab, which no hint is about.
    """
    words, judged = WORDS[language], {"holds": True, "fails": False}.get(verdict)
    style = STYLES[judged] if not judged else ""
    coming = words["next"] if verdict == "next" else ""
    terminal.out.print(f"{MARKS[judged]} {coming}{check.title}  [{check.after}]", style=style)
    if verdict == "fails":
        said = [words["silent"]] if result.exit_code is None else result.output.strip().splitlines()[-OUTPUT_LINES:]
        for line in said:
            terminal.result(f"    {words['said']}{line.rstrip()}")
        for line in lay_out(call_from_here(check.hint), f"    {words['hint']}"):
            terminal.result(line)
        for line in warn_of_own(check.hint, own, language):
            terminal.result(f"    {line}")
    elif verdict in ("before", "later"):
        terminal.result(f"    {call_from_here(words[verdict])}")
