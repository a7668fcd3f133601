"""Which program has a terminal's keys: the lab's shell, one that it has started, or one that took the shell's place."""

from __future__ import annotations

import os
import threading
import time

import psutil

from workshop.errors import TerminalError

# How long a shell may take to end, or to have the program in front that it was about to start, and between two looks.
SETTLED_S = 0.5
LOOK_INTERVAL_S = 0.05
PROMPT_GONE = TerminalError(
    "the prompt is gone",
    hint="leave prompt, line editing and shell as they are: no `PS1=`, no `set -o vi`, no `exec bash`",
)


class Foreground:
    """The foreground of the terminal at *descriptor*, whose shell has the process id *shell*."""

    def __init__(self, descriptor: int, shell: int) -> None:
        self._descriptor = descriptor
        self._shell = shell
        self._program: list[str] = []

    def remember_shell(self) -> None:
        """From now on, what the shell's process is must stay as it is."""
        self._program = self._find_program()

    def look_at_shell(self) -> None:
        """Raise TerminalError where another program has taken the shell's place."""
        program = self._find_program()
        if program and self._program and program != self._program:
            raise TerminalError(PROMPT_GONE.message, hint=PROMPT_GONE.hint)

    def find(self) -> tuple[int, list[str]] | None:
        """The program in the foreground; None where that is the shell, or a copy of it that is no program yet."""
        try:
            front = psutil.Process(os.tcgetpgrp(self._descriptor))
            command = front.cmdline()
            return None if command == psutil.Process(self._shell).cmdline() else (front.pid, command)
        except (psutil.Error, OSError):
            return None

    def wait(self) -> tuple[int, list[str]] | None:
        """The program in the foreground once it stays there; a shell in front may wait for a key, or start one soon.

        Pressed while bash starts a program, ^C ends its script and leaves that program alone with the terminal.
        """
        deadline = time.monotonic() + SETTLED_S
        front = self.find()
        while time.monotonic() < deadline:
            threading.Event().wait(LOOK_INTERVAL_S)
            before, front = front, self.find()
            if front is not None and front == before:
                break
        return front

    def _find_program(self) -> list[str]:
        try:
            return psutil.Process(self._shell).cmdline()
        except psutil.Error:
            return []
