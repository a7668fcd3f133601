"""Holds the commands that pages show against the runs that were recorded. Reads neither pages nor the record itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol

from workshop.run.outcome import LabReport, Status


class ShownCommand(Protocol):
    """A command as a rendered page shows it: `index` counts from 1 within its block, `page` is the file it is in."""

    @property
    def lab(self) -> str:
        """The lab's id."""

    @property
    def block(self) -> str:
        """The block's id."""

    @property
    def index(self) -> int:
        """Its place in the block."""

    @property
    def text(self) -> str:
        """What is typed."""

    @property
    def page(self) -> str:
        """Where it is shown."""


def get_current(runs: Iterable[LabReport], digests: Mapping[str, str]) -> list[LabReport]:
    """The last run of each lab, less those of files that have changed since.

    *digests* tells each lab's files as they are now, by the lab's id.
    """
    last = {run.lab: run for run in sorted(runs, key=lambda run: run.started)}
    return [run for run in last.values() if digests.get(run.lab) == run.digest]


def find_unproven(shown: Iterable[ShownCommand], current: Iterable[LabReport], labs: Iterable[str]) -> list[str]:
    """Why pages may not be published, a line a reason; empty where all commands shown were run or have a reason.

    *current* are the runs of the labs as they are now, *labs* the ids of all labs.
    """
    shown, current = list(shown), list(current)
    if not shown:
        return ["no commands were found on the pages"]
    proven = {(run.lab, command.block, command.index): command for run in current for command in run.commands}
    problems = [f"{lab}: not executed as it is now" for lab in sorted(set(labs) - {run.lab for run in current})]
    problems += [f"{run.lab}: failed when it was last executed" for run in current if not run.passed]
    for command in shown:
        name = f"{command.page}: {command.lab}::{command.block}, command {command.index}"
        outcome = proven.get((command.lab, command.block, command.index))
        if outcome is None or outcome.status is Status.NOT_RUN:
            problems.append(f"{name} was not run")
        elif outcome.text != command.text:
            problems.append(f"{name} shows `{command.text}`, but `{outcome.text}` was run")
    seen = {(command.lab, command.block, command.index) for command in shown}
    problems += [
        f"{lab}::{block}, command {index} was run and stands on no page"
        for lab, block, index in sorted(proven.keys() - seen)
    ]
    return problems
