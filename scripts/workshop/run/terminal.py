"""A terminal that types commands into one bash and reads what it prints. Knows nothing of labs or expectations."""

from __future__ import annotations

import os
import secrets
import shutil
import signal
import termios
import threading
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

import pexpect
import psutil

from workshop.errors import RequirementError, TerminalError
from workshop.run.marks import Mark, ProgramPrompt, ReadyText, ShellPrompt
from workshop.run.screen import COLUMNS, render, render_typed
from workshop.run.stream import Stream

ROWS = 50
# How long bash may take to show its first prompt.
START_S = 10.0
# How long an interrupted command may take to give the prompt back before the shell is given up.
INTERRUPT_S = 5.0
# How long a shell may take to end, or to have the program in front that it was about to start, and between two looks.
SETTLED_S = 0.5
LOOK_INTERVAL_S = 0.05
# How long the rest of a line may take once its beginning has the text that lets go.
REST_OF_LINE_S = 0.5
# Variables of the caller that would change what a lab prints, or what its shell does at start.
_DROPPED = ("BASH_ENV", "CI", "COLUMNS", "ENV", "LINES", "NO_COLOR", "PROMPT_COMMAND", "PS1", "PS2")


Wanted = ShellPrompt | ReadyText | ProgramPrompt


@dataclass(frozen=True)
class Execution:
    """What one command did: the `lines` a terminal shows, its exit code and seconds.

    Without an exit code something goes on running in the foreground. `timed_out` means that the command was
    interrupted; the exit code is then the interrupted one's.
    """

    lines: tuple[str, ...]
    exit_code: int | None
    seconds: float
    timed_out: bool = False


class Terminal(Protocol):
    """One bash that keeps its directory, variables and functions between commands."""

    @property
    def shell(self) -> int:
        """The shell's process id."""

    @property
    def is_running(self) -> bool:
        """Whether a command or its program was left running, so that no other can be typed."""

    def run(self, command: str, *, timeout_s: float, ready: str | None = None, prompt: str | None = None) -> Execution:
        """Run *command* and wait for its end, at most *timeout_s* seconds of wall clock.

        Do not wait for its end but let go of it once it has printed a line with *ready* (what it shows ends with that
        line), or once its program shows *prompt*; it may end before that.
        Raises TerminalError when the shell ends, when the whole screen is taken, when a command neither ends in time
        nor when interrupted, or does not let go in time.
        """

    def type(self, line: str, *, prompt: str, timeout_s: float) -> Execution:
        """Type *line* into the running program and wait until it shows *prompt* again, or ends.

        Raises TerminalError like `run`.
        """

    def interrupt(self, *, timeout_s: float) -> Execution:
        """End what was let go of, as ^C does. The lines are all that it has shown since it was let go of.

        Raises TerminalError when it does not end in time, or had ended already.
        """

    def close(self) -> None:
        """End the shell; what it started goes on, see `Workspace.find_processes`."""


class PtyTerminal:
    """Terminal on a real PTY of 120 columns, with job control, as an attendee has it.

    Commands are handed over as a file that bash reads with `.`: typed in, a line of more than 4,095 bytes would be
    cut by the kernel's line discipline, and a command that reads standard input would swallow the next lines.
    """

    def __init__(self, folder: Path, environment: dict[str, str] | None = None) -> None:
        bash = shutil.which("bash")
        if bash is None:
            raise RequirementError("bash is not installed", hint="labs run in bash; install it")
        nonce = secrets.token_hex(8)
        self.is_running = False
        self._prompt = ShellPrompt(nonce)
        self._script = folder.parent / f".{folder.name}-{nonce}"
        self._process = pexpect.spawn(
            bash,
            ["--noprofile", "--norc", "--noediting", "-i"],
            cwd=str(folder),
            env=get_environment(environment or {}),
            dimensions=(ROWS, COLUMNS),
            timeout=None,
            preexec_fn=_heed_interrupts,
        )
        assert self._process.pid is not None  # because it was spawned
        self.shell = self._process.pid
        self._process.setecho(False)
        self._stream = Stream(self._process.child_fd)
        # The nonce is typed in two halves, so that an echo of this line could not be taken for the prompt.
        half = len(nonce) // 2
        prompt = f"$'\\x1e'{nonce[:half]}''{nonce[half:]}':$?:\\#'$'\\x1e'"
        self._send(f"stty -echo; unset HISTFILE; PS2=; PS1={prompt}\n")
        if mark := self._wait(self._prompt, START_S):
            self._prompt = replace(self._prompt, count=mark.count)

    def run(self, command: str, *, timeout_s: float, ready: str | None = None, prompt: str | None = None) -> Execution:
        """See Terminal.run."""
        self._stream.take()
        self._set_echo(False)  # where a program was typed into, it is on
        self._script.write_text(command + "\n", encoding="utf-8")
        start = time.perf_counter()
        self._send(f". '{self._script}'\n")
        mark: Mark | None
        timed_out = False
        if ready is not None:
            mark = self._wait_until_ready(ready, timeout_s)
        elif prompt is not None:
            mark = self._wait_for_program(prompt, timeout_s)
        else:
            mark = self._wait(self._prompt, timeout_s)
            if timed_out := mark is None:
                mark = self._interrupt(INTERRUPT_S)
            if mark is None:
                raise self._lost(f"the command did not end within {timeout_s:g} s, nor when interrupted")
        return self._finish(mark, start, timed_out=timed_out)

    def type(self, line: str, *, prompt: str, timeout_s: float) -> Execution:
        """See Terminal.type."""
        self._stream.take()
        self._set_echo(True)
        start = time.perf_counter()
        self._send(f"{line}\r")
        mark = self._wait_for_program(prompt, timeout_s)
        return self._finish(mark, start, typed=(prompt, line))

    def interrupt(self, *, timeout_s: float) -> Execution:
        """See Terminal.interrupt."""
        start = time.perf_counter()
        # A shell in front may be about to show its prompt.
        if mark := self._wait(self._prompt, 0 if self._find_front() else SETTLED_S):
            raise self._lost(f"the command had ended already, with exit code {mark.exit_code}", mark)
        mark = self._interrupt(timeout_s)
        if mark is None:
            raise self._lost(f"the command did not end within {timeout_s:g} s after `^C`")
        return self._finish(mark, start)

    def close(self) -> None:
        """See Terminal.close."""
        self.is_running = False
        self._stream.close()
        self._process.close(force=True)
        self._script.unlink(missing_ok=True)

    def _set_echo(self, is_on: bool) -> None:
        """Whether what is typed is drawn by the kernel, unless a program draws it itself in a mode of its own."""
        try:
            if not is_on or termios.tcgetattr(self._process.child_fd)[3] & termios.ICANON:
                self._process.setecho(is_on)
        except (ValueError, OSError, termios.error):  # closed, or at the end of a shell
            raise self._lost("the shell ended") from None

    def _send(self, text: str) -> None:
        try:
            os.write(self._process.child_fd, text.encode())
        except OSError:
            raise self._lost("the shell ended") from None

    def _wait(self, wanted: Wanted, timeout_s: float) -> Mark | None:
        """The mark that is *wanted*, None when the time is over."""
        try:
            mark = self._stream.wait(wanted.find, timeout_s)
        except TerminalError as error:
            raise self._lost(error.message) from None
        if mark and mark.is_full_screen:
            message = "the command takes the whole screen, which leaves nothing that a page could show"
            raise self._lost(message, mark, hint="use one that prints, as `top -b -n 1` or `git --no-pager log` do")
        return mark

    def _interrupt(self, timeout_s: float) -> Mark | None:
        """Press ^C, and again where the program in front has changed all the same."""
        deadline = time.monotonic() + timeout_s
        while True:
            front = self._wait_for_front()
            self._send("\x03")
            if mark := self._wait(self._prompt, min(timeout_s, SETTLED_S)):
                return mark
            if time.monotonic() > deadline or front == self._find_front():
                return self._wait(self._prompt, max(0.0, deadline - time.monotonic()))

    def _wait_for_front(self) -> tuple[int, list[str]] | None:
        """The program in the foreground once it stays there; a shell in front may wait for a key, or start one soon.

        Pressed while bash starts a program, ^C ends its script and leaves that program alone with the terminal.
        """
        deadline = time.monotonic() + SETTLED_S
        front = self._find_front()
        while time.monotonic() < deadline:
            threading.Event().wait(LOOK_INTERVAL_S)
            before, front = front, self._find_front()
            if front is not None and front == before:
                break
        return front

    def _find_front(self) -> tuple[int, list[str]] | None:
        """The program in the foreground; None where that is the shell, or a copy of it that is no program yet."""
        try:
            front = psutil.Process(os.tcgetpgrp(self._process.child_fd))
            command = front.cmdline()
            return None if command == psutil.Process(self.shell).cmdline() else (front.pid, command)
        except (psutil.Error, OSError):
            return None

    def _wait_until_ready(self, text: str, timeout_s: float) -> Mark:
        if self._wait(ReadyText(self._prompt, text, may_be_cut=True), timeout_s) is None:
            raise self._lost(f"the command did not print `{text}` within {timeout_s:g} s")
        mark = self._wait(ReadyText(self._prompt, text), REST_OF_LINE_S)
        mark = mark or self._wait(ReadyText(self._prompt, text, may_be_cut=True), 0)
        assert mark is not None  # because it was there before, and nothing has been taken
        return mark

    def _wait_for_program(self, prompt: str, timeout_s: float) -> Mark:
        mark = self._wait(ProgramPrompt(self._prompt, prompt), timeout_s)
        if mark is None:
            raise self._lost(f"the program neither ended nor showed its prompt `{prompt}` within {timeout_s:g} s")
        return mark

    def _finish(
        self, mark: Mark, start: float, *, timed_out: bool = False, typed: tuple[str, str] | None = None
    ) -> Execution:
        seconds = time.perf_counter() - start
        raw = self._prompt.remove(self._stream.take(mark.rest)[: mark.end])
        self.is_running = mark.exit_code is None
        if mark.exit_code is not None:
            self._prompt = replace(self._prompt, count=mark.count)
        lines = render(raw) if typed is None else render_typed(raw, *typed)
        return Execution(tuple(lines), mark.exit_code, seconds, timed_out)

    def _lost(self, message: str, mark: Mark | None = None, *, hint: str | None = None) -> TerminalError:
        """An error with what has been shown so far, or up to *mark*; the terminal is then to be given up."""
        self.is_running = False
        raw = self._prompt.remove(self._stream.take()[: mark.end if mark else None])
        return TerminalError(message, hint=hint, output=render(raw))


def get_environment(extra: dict[str, str]) -> dict[str, str]:
    """The environment of a lab's shell: this process's, less what would change outputs, with *extra* on top."""
    kept = {name: value for name, value in os.environ.items() if name not in _DROPPED}
    return kept | {"LC_ALL": "C.UTF-8", "TERM": "xterm-256color"} | extra


def _heed_interrupts() -> None:
    """Let `^C` end what is run here, also where a script has started us in the background, which ignores it.

    Source: POSIX shell, 2.11: a background command ignores SIGINT, and hands that on to all that it starts.
    """
    signal.signal(signal.SIGINT, signal.SIG_DFL)
