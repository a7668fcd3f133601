"""A terminal that types commands into one bash and reads what it prints. Knows nothing of labs or expectations."""

from __future__ import annotations

import os
import re
import secrets
import shutil
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import pexpect

from workshop.errors import RequirementError, TerminalError
from workshop.run.screen import COLUMNS, render

ROWS = 50
# How long an interrupted command may take to give the prompt back before the shell is given up.
INTERRUPT_S = 5.0
# Variables of the caller that would change what a lab prints, or what its shell does at start.
_DROPPED = ("BASH_ENV", "CI", "COLUMNS", "ENV", "LINES", "NO_COLOR", "PROMPT_COMMAND", "PS1", "PS2")


@dataclass(frozen=True)
class Execution:
    """What one command did: the `lines` a terminal shows, its exit code and seconds.

    `timed_out` means that it was interrupted; the exit code is then the interrupted one's.
    """

    lines: tuple[str, ...]
    exit_code: int
    seconds: float
    timed_out: bool = False


class Terminal(Protocol):
    """One bash that keeps its directory, variables and functions between commands."""

    def run(self, command: str, *, timeout_s: float) -> Execution:
        """Run *command* and wait for its end, at most *timeout_s* seconds of wall clock.

        Raises TerminalError when the shell ends, or stays deaf after the time is over.
        """

    def close(self) -> None:
        """End the shell; what it started goes on, see `end_processes`."""


class PtyTerminal:
    """Terminal on a real PTY of 120 columns, with job control, as an attendee has it.

    Commands are handed over as a file that bash reads with `.`: typed in, a line of more than 4,095 bytes would be
    cut by the kernel's line discipline, and a command that reads standard input would swallow the next lines.
    """

    def __init__(self, folder: Path, environment: dict[str, str] | None = None) -> None:
        bash = shutil.which("bash")
        if bash is None:
            raise RequirementError("bash is not installed", hint="labs run in bash; install it")
        self._nonce = secrets.token_hex(8)
        self._end = re.compile(rb"\x1e" + self._nonce.encode() + rb":(\d+)\x1e")
        self._script = folder.parent / f".{folder.name}-{self._nonce}"
        self._process = pexpect.spawn(
            bash,
            ["--noprofile", "--norc", "--noediting", "-i"],
            cwd=str(folder),
            env=get_environment(environment or {}),
            dimensions=(ROWS, COLUMNS),
            timeout=None,
        )
        self._process.delaybeforesend = None
        self._process.setecho(False)
        # The nonce is typed in two halves, so that an echo of this line could not be taken for the prompt.
        half = len(self._nonce) // 2
        prompt = f"$'\\x1e'{self._nonce[:half]}''{self._nonce[half:]}':$?'$'\\x1e'"
        self._send(f"stty -echo; unset HISTFILE; PS2=; PS1={prompt}\n")
        self._read_until_prompt(10.0)

    def run(self, command: str, *, timeout_s: float) -> Execution:
        """See Terminal.run."""
        self._script.write_text(command + "\n", encoding="utf-8")
        start = time.perf_counter()
        self._send(f". '{self._script}'\n")
        raw, exit_code = self._read_until_prompt(timeout_s)
        timed_out = exit_code is None
        if exit_code is None:
            self._send("\x03")
            rest, exit_code = self._read_until_prompt(INTERRUPT_S)
            raw += rest
        seconds = time.perf_counter() - start
        if exit_code is None:
            raise TerminalError(f"the command did not end within {timeout_s:g} s, nor when interrupted")
        return Execution(tuple(render(raw)), exit_code, seconds, timed_out)

    def close(self) -> None:
        """See Terminal.close."""
        self._process.close(force=True)
        self._script.unlink(missing_ok=True)

    def _send(self, text: str) -> None:
        try:
            os.write(self._process.child_fd, text.encode())
        except OSError:
            raise TerminalError("the shell ended") from None

    def _read_until_prompt(self, timeout_s: float) -> tuple[bytes, int | None]:
        """What is printed before the next prompt and the exit code it carries, None when the time is over."""
        deadline = time.monotonic() + timeout_s
        chunks: list[bytes] = []
        tail = b""
        while True:
            try:
                chunk = self._process.read_nonblocking(65536, max(0.0, deadline - time.monotonic()))
            except pexpect.TIMEOUT:
                return b"".join(chunks), None
            except pexpect.EOF:
                raise TerminalError("the shell ended") from None
            assert isinstance(chunk, bytes)  # because spawn was given no encoding
            chunks.append(chunk)
            tail = (tail + chunk)[-(len(chunk) + 64) :]
            if match := self._end.search(tail):
                raw = b"".join(chunks)
                return raw[: raw.rindex(match[0])], int(match[1])


def get_environment(extra: dict[str, str]) -> dict[str, str]:
    """The environment of a lab's shell: this process's, less what would change outputs, with *extra* on top."""
    kept = {name: value for name, value in os.environ.items() if name not in _DROPPED}
    return kept | {"LC_ALL": "C.UTF-8", "TERM": "xterm-256color"} | extra
