"""How commands ask before something goes: at a terminal, of whoever sits there, and of nobody else."""

from __future__ import annotations

import sys

from workshop.cli.terminal import Terminal
from workshop.errors import UsageError


def ask(question: str, terminal: Terminal) -> bool:
    """Whether the answer to *question* is yes; nobody there to answer means no."""
    terminal.err.print(f"{question} [y/N] ", end="")
    answer = sys.stdin.readline() if sys.stdin else ""  # There is none where it was closed before the start.
    if not answer.endswith("\n"):
        terminal.note("")
    return answer.strip().lower() in ("y", "yes", "是")


def need_terminal(message: str, hint: str) -> None:
    """Raise UsageError, with exit code 2, where no person sits at a terminal who could be asked."""
    if not sys.stdin or not sys.stdin.isatty():
        raise UsageError(message, hint=hint)
