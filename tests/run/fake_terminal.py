"""A terminal that runs nothing and answers from a transcript. The contract holds it and the real one to the same."""

from __future__ import annotations

from collections.abc import Mapping

from workshop.errors import TerminalError
from workshop.run.execution import Execution

INTERRUPT = "^C"
"""What stands in a transcript for the key."""

Transcript = Mapping[str, Execution | TerminalError]
"""What came of each line that was typed: what it did, or the error that ended the terminal."""


class FakeTerminal:
    """Answers what its transcript tells; what that does not tell is a fault of the test.

    A transcript may be changed between two commands.
    """

    shell = 0

    def __init__(self, transcript: Transcript | None = None) -> None:
        self.transcript = transcript or {}
        self.is_running = False
        self._is_over = False

    def run(self, command: str, *, timeout_s: float, ready: str | None = None, prompt: str | None = None) -> Execution:
        """See Terminal.run."""
        return self._answer(command)

    def type(self, line: str, *, prompt: str, timeout_s: float, more: str | None = None) -> Execution:
        """See Terminal.type."""
        return self._answer(line)

    def interrupt(self, *, timeout_s: float) -> Execution:
        """See Terminal.interrupt."""
        return self._answer(INTERRUPT)

    def close(self) -> None:
        """See Terminal.close."""
        self._is_over = True
        self.is_running = False

    def _answer(self, typed: str) -> Execution:
        if self._is_over:
            raise TerminalError("the shell ended")
        assert typed in self.transcript, f"the transcript does not tell what comes of `{typed}`"
        answer = self.transcript[typed]
        if isinstance(answer, TerminalError):
            self._is_over = answer.message == "the shell ended"
            self.is_running = False
            raise answer
        self.is_running = answer.exit_code is None
        return answer
