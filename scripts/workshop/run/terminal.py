"""A terminal that types commands into one bash and reads what it prints. Knows nothing of labs or expectations.

A command is typed line by line, each once bash asks for it, as a reader types it: what an interactive bash does
otherwise than a script (`!`, `return`, jobs, aliases, errors of syntax, `history`, `$_`) is then what the page shows.
"""

from __future__ import annotations

import os
import secrets
import termios
import time
from dataclasses import dataclass, replace
from pathlib import Path

import pexpect

from workshop.errors import TerminalError
from workshop.run.environment import find_bash, get_environment
from workshop.run.execution import Execution
from workshop.run.foreground import PROMPT_GONE, SETTLED_S, Foreground
from workshop.run.keys import heed_interrupts, split_typed
from workshop.run.marks import Mark, ProgramPrompt, ReadyText, ShellPrompt
from workshop.run.screen import COLUMNS, render, render_typed
from workshop.run.stream import Stream

ROWS = 50
# How long bash may take to show its first prompt.
START_S = 10.0
# How long an interrupted command may take to give the prompt back before the shell is given up.
INTERRUPT_S = 5.0
# How long the rest of a line may take once its beginning has the text that lets go.
REST_OF_LINE_S = 0.5
# How long it may take at least to draw what was printed, however long the command took.
DRAWING_S = 1.0
# How long the kernel may take to show what was typed.
ECHO_S = 1.0


Wanted = ShellPrompt | ReadyText | ProgramPrompt


@dataclass(frozen=True)
class _Turn:
    """A command's turn: when it began, the seconds it has, and what its lines before the last have `printed`."""

    begin: float
    timeout_s: float
    printed: bytes = b""

    @property
    def left_s(self) -> float:
        return max(0.0, self.begin + self.timeout_s - time.perf_counter())


class PtyTerminal:
    """Terminal on a real PTY of 120 columns, with job control, as an attendee has it.

    What cannot be typed (a line of more than 4,095 bytes, which the kernel would cut, or a control byte) is handed over
    as a file that bash reads with `.`.
    """

    def __init__(self, folder: Path, environment: dict[str, str] | None = None) -> None:
        nonce = secrets.token_hex(8)
        self.is_running = False
        # The program's prompt and what was typed behind it, as long as that is the last thing done.
        self._typed: tuple[str, str] | None = None
        self._prompt = ShellPrompt(nonce)
        self._script = folder.parent / f".{folder.name}-{nonce}"
        self._process = pexpect.spawn(
            find_bash(),
            ["--noprofile", "--norc", "--noediting", "-i"],
            cwd=str(folder),
            env=get_environment(environment or {}),
            dimensions=(ROWS, COLUMNS),
            timeout=None,
            preexec_fn=heed_interrupts,
        )
        assert self._process.pid is not None  # because it was spawned
        self.shell = self._process.pid
        self._front = Foreground(self._process.child_fd, self.shell)
        self._stream = Stream(self._process.child_fd)
        self._send(self._prompt.setup)
        if mark := self._wait(self._prompt, START_S):
            self._prompt = replace(self._prompt, count=mark.count)
        self._front.remember_shell()

    def run(self, command: str, *, timeout_s: float, ready: str | None = None, prompt: str | None = None) -> Execution:
        """See Terminal.run."""
        self._stream.take()
        self._typed = None
        turn = _Turn(time.perf_counter(), timeout_s)
        *lines, last = split_typed(command) or [self._hand_over(command)]
        is_whole = False
        for line in lines:
            if is_whole and not line.strip():
                continue
            self._send_line(line)
            mark, timed_out = self._wait_for_end(timeout_s, turn.left_s)
            if timed_out or mark.exit_code:
                # Nobody would be told of this exit code, were the next line typed.
                return self._finish(mark, turn, timed_out=timed_out)
            is_whole = not mark.is_open
            turn = replace(turn, printed=turn.printed + self._take(mark))
        self._send_line(last)
        timed_out = False
        if ready is not None:
            mark = self._wait_until_ready(ready, timeout_s)
        elif prompt is not None:
            mark = self._wait_for_program(prompt, timeout_s)
        else:
            mark, timed_out = self._wait_for_end(timeout_s, turn.left_s)
        if mark.is_open:
            hint = "close what is open in it: a quote, a bracket, a here-document"
            raise self._lost("bash waits for the rest of the command", mark, hint=hint)
        return self._finish(mark, turn, timed_out=timed_out)

    def type(self, line: str, *, prompt: str, timeout_s: float, more: str | None = None) -> Execution:
        """See Terminal.type."""
        self._stream.take()
        turn = _Turn(time.perf_counter(), timeout_s)
        said: tuple[str, ...] = ()
        behind = prompt
        *first, last = line.split("\n")
        for each in first:
            self._typed = (behind, each)
            self._send(f"{each}\r")
            behind = more or prompt
            mark = self._wait_for_program(behind, timeout_s, other=prompt)
            if mark.exit_code is not None or mark.is_other:
                hint = "type it as a command of its own, or mend the line above it"
                raise self._lost(f"the program did not ask for more with `{behind}`", mark, hint=hint)
            said += self._finish(mark, turn).lines
        self._typed = (behind, last)
        self._send(f"{last}\r")
        execution = self._finish(self._wait_for_program(prompt, timeout_s), turn)
        return replace(execution, lines=said + execution.lines)

    def interrupt(self, *, timeout_s: float) -> Execution:
        """See Terminal.interrupt."""
        self._typed = None
        turn = _Turn(time.perf_counter(), timeout_s)
        # A shell in front may be about to show its prompt.
        if mark := self._wait(self._prompt, 0 if self._front.find() else SETTLED_S):
            raise self._lost(f"the command had ended already, with exit code {mark.exit_code}", mark)
        mark = self._interrupt(timeout_s)
        if mark is None:
            raise self._lost(f"the command did not end within {timeout_s:g} s after `^C`")
        return self._finish(mark, turn)

    def close(self) -> None:
        """See Terminal.close."""
        self.is_running = False
        self._stream.close()
        self._process.close(force=True)
        self._script.unlink(missing_ok=True)

    def _hand_over(self, command: str) -> str:
        """The line to type where *command* cannot be typed itself."""
        self._script.write_text(command + "\n", encoding="utf-8")
        return f". '{self._script}'"

    def _send_line(self, line: str) -> None:
        """Type *line*, and take out what the kernel shows of that."""
        try:
            is_shown = bool(termios.tcgetattr(self._process.child_fd)[3] & termios.ECHO)
        except (ValueError, OSError, termios.error):  # closed, or at the end of a shell
            raise self._lost("the shell ended") from None
        self._send(f"{line}\n")
        if is_shown:
            try:
                self._stream.drop(f"{line}\r\n".encode(), ECHO_S)
            except TerminalError as error:
                raise self._lost(error.message, hint=error.hint) from None

    def _send(self, text: str) -> None:
        try:
            os.write(self._process.child_fd, text.encode())
        except OSError:
            raise self._lost("the shell ended") from None

    def _wait(self, wanted: Wanted, timeout_s: float) -> Mark | None:
        """The mark that is *wanted*, None when the time is over."""
        try:
            mark = self._stream.wait(wanted.find, timeout_s, self._front.look_at_shell)
        except TerminalError as error:
            raise self._lost(error.message, hint=error.hint) from None
        if mark and mark.is_gone:
            raise self._lost(PROMPT_GONE.message, mark, hint=PROMPT_GONE.hint)
        if mark and mark.is_full_screen:
            message = "the command takes the whole screen, which leaves nothing that a page could show"
            raise self._lost(message, mark, hint="use one that prints, as `top -b -n 1` or `git --no-pager log` do")
        return mark

    def _wait_for_end(self, timeout_s: float, left_s: float) -> tuple[Mark, bool]:
        """Where the command ends, or bash asks for more of it, and whether it had to be interrupted."""
        mark = self._wait(self._prompt, left_s)
        if mark is not None:
            return mark, False
        mark = self._interrupt(INTERRUPT_S)
        if mark is None:
            raise self._lost(f"the command did not end within {timeout_s:g} s, nor when interrupted")
        return mark, True

    def _interrupt(self, timeout_s: float) -> Mark | None:
        """Press ^C, and again where the program in front has changed all the same."""
        deadline = time.monotonic() + timeout_s
        while True:
            front = self._front.wait()
            self._send("\x03")
            if mark := self._wait(self._prompt, min(timeout_s, SETTLED_S)):
                return mark
            if time.monotonic() > deadline or front == self._front.find():
                return self._wait(self._prompt, max(0.0, deadline - time.monotonic()))

    def _wait_until_ready(self, text: str, timeout_s: float) -> Mark:
        if self._wait(ReadyText(self._prompt, text, may_be_cut=True), timeout_s) is None:
            raise self._lost(f"the command did not print `{text}` within {timeout_s:g} s")
        mark = self._wait(ReadyText(self._prompt, text), REST_OF_LINE_S)
        mark = mark or self._wait(ReadyText(self._prompt, text, may_be_cut=True), 0)
        assert mark is not None  # because it was there before, and nothing has been taken
        return mark

    def _wait_for_program(self, prompt: str, timeout_s: float, *, other: str | None = None) -> Mark:
        mark = self._wait(ProgramPrompt(self._prompt, prompt, other), timeout_s)
        if mark is None:
            raise self._lost(f"the program neither ended nor showed its prompt `{prompt}` within {timeout_s:g} s")
        return mark

    def _take(self, mark: Mark) -> bytes:
        """What was printed before *mark*, which goes too."""
        if mark.exit_code is not None:
            self._prompt = replace(self._prompt, count=mark.count)
        printed = self._stream.take(mark.end)
        self._stream.take(mark.rest - mark.end)
        return self._prompt.remove(printed)

    def _finish(self, mark: Mark, turn: _Turn, *, timed_out: bool = False) -> Execution:
        seconds = time.perf_counter() - turn.begin
        raw = turn.printed + self._take(mark)
        self.is_running = mark.exit_code is None
        try:
            deadline = time.monotonic() + max(turn.left_s, DRAWING_S)
            lines = render_typed(raw, *self._typed, deadline) if self._typed else render(raw, deadline)
        except TimeoutError:
            message = f"what the command printed could not be drawn within {turn.timeout_s:g} s"
            raise self._lost(message, hint="show a part of it, as `head` or `tail` do") from None
        return Execution(tuple(lines), mark.exit_code, seconds, timed_out)

    def _lost(self, message: str, mark: Mark | None = None, *, hint: str | None = None) -> TerminalError:
        """An error with what has been shown so far, or up to *mark*; the terminal is then to be given up."""
        self.is_running = False
        # What bash says when it ends is none of the command's.
        raw = self._prompt.remove(self._stream.take(mark.end if mark else None)).removesuffix(b"exit\r\n")
        deadline = time.monotonic() + DRAWING_S
        try:
            # On a screen that is taken, what was typed is all that tells why.
            typed = None if mark else self._typed
            lines = render_typed(raw, *typed, deadline) if typed else render(raw, deadline)
        except TimeoutError:
            lines = []
        return TerminalError(message, hint=hint, output=lines)
