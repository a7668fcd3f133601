"""What a terminal does with a command, and what it tells of it. Knows no way to do it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


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

    def type(self, line: str, *, prompt: str, timeout_s: float, more: str | None = None) -> Execution:
        """Type *line* into the running program and wait until it shows *prompt* again, or ends.

        Of several lines each further one is typed once the program asks for it by *more*.

        Raises TerminalError like `run`.
        """

    def interrupt(self, *, timeout_s: float) -> Execution:
        """End what was let go of, as ^C does. The lines are all that it has shown since it was let go of.

        Raises TerminalError when it does not end in time, or had ended already.
        """

    def close(self) -> None:
        """End the shell; what it started goes on, see `Workspace.find_processes`."""
