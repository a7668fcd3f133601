"""Brings an attendee's copy of a lab to where the room is: types the lab's own commands up to a step, as a run does.

What holds already is not done twice. Prints nothing: what happens is told by events, as it happens.
"""

from __future__ import annotations

import os
import re
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from workshop.errors import TerminalError
from workshop.lab import CheckBlock, Command, ConsoleBlock, Lab
from workshop.lab.compare import Comparison
from workshop.lab.model import Typed
from workshop.lab.state import changes_shell_alone
from workshop.lab.variants import choose_outputs
from workshop.run.check import run_check
from workshop.run.execution import Execution
from workshop.run.guard import Guard
from workshop.run.judge import judge, judge_loss
from workshop.run.outcome import Failure
from workshop.run.terminals import Terminals
from workshop.run.workspace import Workspace

PATIENCE = 10
"""A laptop at a venue may take so many times as long as a page allows: images come over the air."""
RETRY_INTERVAL_S = 0.5


@dataclass(frozen=True)
class Step:
    """What is typed up to a check, or after the last one; `checks` tell whether it was done.

    Of a step that is cut short before its checks, `later` tell that it was done whole.
    """

    blocks: tuple[ConsoleBlock, ...]
    checks: tuple[CheckBlock, ...]
    later: tuple[CheckBlock, ...] = ()


@dataclass(frozen=True)
class Held:
    """All of `step` was done before."""

    step: Step


@dataclass(frozen=True)
class Typing:
    """`command` is typed into the terminal of that number; `again` where only the shell's variables need it."""

    terminal: int
    command: Command
    again: bool = False


@dataclass(frozen=True)
class Printed:
    """The lines that the command shows."""

    lines: Sequence[str]


@dataclass(frozen=True)
class Reached:
    """`check` holds."""

    check: CheckBlock


@dataclass(frozen=True)
class Stopped:
    """Something went wrong, and nothing more is typed."""

    failure: Failure


Event = Held | Typing | Printed | Reached | Stopped


def find_steps(lab: Lab, to: str | None) -> list[Step]:
    """The steps of *lab* up to the console block or check *to*, that one included; all but the cleanup without it.

    Raises KeyError where there is no such step.
    """
    last = {check.id: check.after for check in lab.checks}.get(to or "", to)
    blocks = [block for block in lab.consoles if block is not lab.cleanup and not block.skip]
    if last is not None:
        ids = [block.id for block in blocks]
        if last not in ids:
            raise KeyError(last)
        blocks = blocks[: ids.index(last) + 1]
    steps: list[Step] = []
    begun: list[ConsoleBlock] = []
    for block in blocks:
        begun.append(block)
        if checks := tuple(check for check in lab.checks if check.after == block.id):
            steps.append(Step(tuple(begun), checks))
            begun = []
    ahead = [check for check in lab.checks if check.after != lab.cleanup.id and check not in _checks(steps)]
    later = tuple(check for check in ahead if check.after == ahead[0].after)
    return [*steps, Step(tuple(begun), (), later)] if begun else steps


def _checks(steps: Sequence[Step]) -> list[CheckBlock]:
    return [check for step in steps for check in step.checks]


class CatchUp:
    """One way through *steps* of *lab* in *workspace*, an attendee's copy; *done* are the checks that held before."""

    def __init__(self, lab: Lab, workspace: Workspace, terminals: Terminals, guard: Guard, docker: str | None) -> None:
        self._lab = lab
        self._workspace = workspace
        self._terminals = terminals
        self._guard = guard
        self._docker = docker
        self._comparison = Comparison(lab)
        self._kept: set[str] = set()
        self.running: dict[int, Command] = {}
        """By terminal, what was let go of there and would still be running beside the attendee."""

    def go(self, steps: Sequence[Step], done: Sequence[str]) -> Iterator[Event]:
        """Do *steps* one after the other, and tell of it; nothing comes after `Stopped`."""
        for step in steps:
            proof = step.checks or step.later
            if proof and all(check.id in done or self._holds(check) for check in proof):
                yield Held(step)
                yield from self._type_again(step)
                continue
            for block in step.blocks:
                for event in self._type(choose_outputs(block, self._docker)):
                    yield event
                    if isinstance(event, Stopped):
                        return
            for check in step.checks:
                if not self._holds(check):
                    message = f"check `{check.id}` does not hold after its step `{check.after}`"
                    yield Stopped(Failure(check.where, message, hint=check.hint))
                    return
                yield Reached(check)

    def restore(self, state: str) -> None:
        """Give the first terminal the variables and functions that an earlier way through had in the end.

        What a command prints now may be another thing than then: a Pod that is gone, say, and not its successor.
        """
        self._kept = set(re.findall(r"^declare \S+ (\w+)=", state, re.MULTILINE))
        with TemporaryDirectory(prefix="workshop-") as folder:
            file = Path(folder) / "state"
            file.write_text(state, encoding="utf-8")
            self._terminals.get(1).run(f". '{file}'", timeout_s=10.0)

    def read_state(self) -> str:
        """What another bash reads to have the variables, functions and the folder of the first terminal.

        The person's own environment is none of it: it may hold secrets, and a new shell has it anyway.
        """
        own = "|".join(name for name in os.environ if name.isidentifier() and name != "KUBECONFIG")
        with TemporaryDirectory(prefix="workshop-") as folder:
            file = Path(folder) / "state"
            self._terminals.get(1).run(_SAVE.format(file=file, own=own), timeout_s=10.0)
            return file.read_text(encoding="utf-8") if file.exists() else ""

    def _holds(self, check: CheckBlock) -> bool:
        return run_check(check, self._workspace.folder, self._workspace.environment).passed

    def _type_again(self, step: Step) -> Iterator[Event]:
        for block in step.blocks:
            for command in block.commands:
                if command.typed is Typed.SHELL and changes_shell_alone(command.text) and not self._has(command.text):
                    yield Typing(block.terminal, command, again=True)
                    self._terminals.execute(block, command)

    def _has(self, assignment: str) -> bool:
        """Whether the variable that takes what a command prints is there from before."""
        name, _, value = assignment.partition("=")
        return "$(" in value and name in self._kept

    def _type(self, block: ConsoleBlock) -> Iterator[Event]:
        patient = replace(block, timeout_s=block.timeout_s * PATIENCE, retry_s=block.retry_s * PATIENCE)
        for index, command in enumerate(block.commands):
            if danger := self._guard.judge(block, index):
                yield Stopped(danger)
                return
            yield Typing(block.terminal, command)
            try:
                execution, failure = self._execute(patient, index)
            except TerminalError as error:
                self._terminals.lose(block.terminal)
                yield Stopped(judge_loss(block, index, error))
                return
            yield Printed(execution.lines)
            self._note(block, command, execution)
            # A machine of another make may print otherwise; that it went well the exit code tells, and the check.
            if failure and not failure.is_mismatch:
                yield Stopped(replace(failure, output=()))
                return

    def _execute(self, block: ConsoleBlock, index: int) -> tuple[Execution, Failure | None]:
        deadline = time.monotonic() + block.retry_s
        while True:
            execution = self._terminals.execute(block, block.commands[index])
            failure = judge(block, index, execution, self._comparison)
            if failure is None or execution.timed_out or time.monotonic() >= deadline:
                return execution, failure
            threading.Event().wait(RETRY_INTERVAL_S)

    def _note(self, block: ConsoleBlock, command: Command, execution: Execution) -> None:
        if execution.exit_code is not None:
            self.running.pop(block.terminal, None)
        elif command.typed is Typed.SHELL:
            self.running[block.terminal] = command


# Bash's own variables, and the terminal's, are each shell's own.
_SAVE = """\
{{ printf 'cd %q\\n' "$PWD"; declare -f; alias -p
for name in $(compgen -v); do case $name in
BASH*|COMP_*|DIRSTACK|EPOCH*|EUID|FUNCNAME|GROUPS|HIST*|HOSTNAME|HOSTTYPE|IFS|LINENO|LINES|COLUMNS|MACHTYPE|MAILCHECK|\
OLDPWD|OPTERR|OPTIND|OSTYPE|PIPESTATUS|PPID|PS[0-9]|PROMPT_COMMAND|PWD|RANDOM|SECONDS|SHELLOPTS|SHLVL|SRANDOM|TERM|\
{own}|UID|WORKSHOP_RUN|WORKSHOP_TERMINAL|LC_ALL|name|_) ;; *) declare -p "$name" ;; esac; done; }} > '{file}'"""
