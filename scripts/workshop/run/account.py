"""Holds the commands that pages show against the runs that were recorded, and tells all of it as plain data.

Reads neither pages nor the record itself.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Protocol

from workshop.run.outcome import Account, LabReport, Status
from workshop.run.report import format_failure


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


def get_rows(runs: Iterable[LabReport], digests: Mapping[str, str]) -> list[LabReport]:
    """All runs of labs as they are now, by lab and time: one for each version of what a lab ran on."""
    now = (run for run in runs if digests.get(run.lab) == run.digest)
    return sorted(now, key=lambda run: (run.lab, run.started))


def describe(shown: Iterable[ShownCommand], rows: Iterable[LabReport], problems: Iterable[str]) -> dict[str, object]:
    """The account as one object of JSON, format 1: what the pages show, a row a run, the sum of each lab's last run.

    A row has the lab, when it ran, its versions, the numbers of `Account`, each command's status and each failure.
    """
    shown, rows = list(shown), list(rows)
    last = {row.lab: row for row in rows}
    return {
        "format": 1,
        "made": datetime.now(UTC).isoformat(timespec="seconds"),
        "commands_found": count_found(shown),
        "times_shown": len(shown),
        "pages": len({command.page for command in shown}),
        "total": dataclasses.asdict(Account.of(last.values())),
        "rows": [_describe_run(row) for row in rows],
        "problems": list(problems),
    }


def count_found(shown: Iterable[ShownCommand]) -> int:
    """How many commands *shown* are, each counted once on however many pages it is."""
    return len(set(map(_key, shown)))


def _key(command: ShownCommand) -> tuple[str, str, int]:
    return command.lab, command.block, command.index


def _describe_run(run: LabReport) -> dict[str, object]:
    numbers = dataclasses.asdict(Account.of([run]))
    del numbers["labs"]
    blocks = [
        {"block": block.block, "kind": block.kind, "status": block.status, "seconds": block.seconds}
        | ({"reason": block.reason} if block.reason else {})
        for block in run.blocks
    ]
    commands = [
        {"block": command.block, "index": command.index, "text": command.text, "status": command.status}
        for command in run.commands
    ]
    return {
        "lab": run.lab,
        "digest": run.digest,
        "started": run.started,
        "docker": run.docker,
        "kubernetes": run.kubernetes,
        "clients": run.clients,
        "passed": run.passed,
        **numbers,
        "blocks": blocks,
        "commands_executed": commands,
        "failures": [format_failure(failure) for failure in run.all_failures],
    }


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
        outcome = proven.get(_key(command))
        if outcome is None or outcome.status is Status.NOT_RUN:
            problems.append(f"{name} was not run")
        elif outcome.text != command.text:
            problems.append(f"{name} shows `{command.text}`, but `{outcome.text}` was run")
    seen = set(map(_key, shown))
    problems += [
        f"{lab}::{block}, command {index} was run and stands on no page"
        for lab, block, index in sorted(proven.keys() - seen)
    ]
    return problems
