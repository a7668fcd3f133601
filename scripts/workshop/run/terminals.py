"""The terminals of one run: opened when first used, replaced when lost, emptied of what was let go of in them."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import psutil

from workshop.errors import TerminalError
from workshop.lab import Command, ConsoleBlock
from workshop.lab.model import Typed
from workshop.run.execution import Execution, Terminal
from workshop.run.terminal import INTERRUPT_S
from workshop.run.workspace import ROUNDS, Workspace, end_processes, wait_for_end

OpenTerminal = Callable[[Path, dict[str, str]], Terminal]
# How long a process that the cleanup has told to end may take for it.
ENDING_S = 1.0
NAME_LENGTH = 60


class Terminals:
    """Terminals by number, each with a shell of its own in the folder of *workspace*."""

    def __init__(self, workspace: Workspace, open_terminal: OpenTerminal) -> None:
        self._workspace = workspace
        self._open_terminal = open_terminal
        self._open: dict[int, Terminal] = {}
        # What ran in a terminal before its last command was let go of.
        self._before: dict[int, set[psutil.Process]] = {}

    def get(self, number: int) -> Terminal:
        """The terminal of that *number*."""
        if number not in self._open:
            environment = self._workspace.get_environment(number)
            self._open[number] = self._open_terminal(self._workspace.folder, environment)
        return self._open[number]

    def execute(self, block: ConsoleBlock, command: Command) -> Execution:
        """Type *command* of *block* where it belongs. Raises TerminalError; then the terminal is to be lost."""
        terminal = self.get(block.terminal)
        if command.typed is Typed.INTERRUPT:
            return terminal.interrupt(timeout_s=block.timeout_s)
        if command.typed is Typed.INPUT:
            return terminal.type(command.text, prompt=block.prompt or "", more=block.more, timeout_s=block.timeout_s)
        if command.exit_code is not None:
            return terminal.run(command.text, timeout_s=block.timeout_s)
        self._before[block.terminal] = set(self._workspace.find_processes(block.terminal))
        return terminal.run(command.text, timeout_s=block.timeout_s, ready=block.ready, prompt=block.prompt)

    def lose(self, number: int) -> None:
        """Give a terminal up, with all that was started from it; the next one of that number is new."""
        processes = self._workspace.find_processes(number)
        self._open.pop(number).close()
        end_processes([*processes, *self._workspace.find_processes(number)])

    def end_running(self, number: int | None = None) -> None:
        """End what was let go of, in all terminals or that one, as ^C does, and then all that it has started."""
        for each, terminal in list(self._open.items()):
            if not terminal.is_running or number not in {None, each}:
                continue
            begun = self._find_begun(each)
            try:
                terminal.interrupt(timeout_s=INTERRUPT_S)
            except TerminalError:
                self.lose(each)
            end_processes(begun | self._find_begun(each))

    def has_running(self) -> bool:
        """Whether anything runs beside the shells."""
        shells = {terminal.shell for terminal in self._open.values()}
        return any(process.pid not in shells for process in self._workspace.find_processes())

    def find_left_behind(self) -> list[str]:
        """The command lines of what runs beside the shells and does not end soon, without the children of those."""
        shells = {terminal.shell for terminal in self._open.values()}
        deadline = time.monotonic() + ENDING_S
        alive: list[psutil.Process] = self._workspace.find_processes()
        # While one ends it may start another: what two looks agree on is there to stay.
        for _ in range(ROUNDS):
            before = alive
            found = [process for process in self._workspace.find_processes() if process.pid not in shells]
            alive = wait_for_end(found, timeout_s=max(0.0, deadline - time.monotonic()))
            if set(alive) == set(before):
                break
        pids = {process.pid for process in alive}
        names = (_name(process, pids) for process in sorted(alive, key=lambda process: process.pid))
        return [name for name in names if name]

    def close(self) -> None:
        """End all shells."""
        for terminal in self._open.values():
            terminal.close()
        self._open.clear()

    def _find_begun(self, number: int) -> set[psutil.Process]:
        """What was started in a terminal since a command was let go of there, that command included."""
        shell = self._open[number].shell if number in self._open else None
        found = set(self._workspace.find_processes(number)) - self._before.get(number, set())
        return {process for process in found if process.pid != shell}


def _name(process: psutil.Process, others: set[int]) -> str:
    """How *process* was called; empty where it is the child of one of *others* or has just ended."""
    try:
        line = " ".join(process.cmdline()) or process.name()
        return "" if process.ppid() in others else line[: NAME_LENGTH - 1] + "…" * (len(line) >= NAME_LENGTH)
    except psutil.Error:
        return ""
