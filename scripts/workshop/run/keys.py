"""What can be typed at a terminal, and who heeds its keys."""

from __future__ import annotations

import re
import signal

# Keys that do something, and a line that the kernel would cut. Source: termios(3), canonical mode.
_UNTYPABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f]")
_LONGEST_LINE = 4094


def split_typed(command: str) -> list[str] | None:
    """The lines in which *command* is typed, without blank ones at its end; None where it cannot be."""
    lines = re.sub(r"(\n[ \t]*)+\Z", "", command).split("\n")
    is_typable = all(len(line.encode()) <= _LONGEST_LINE and not _UNTYPABLE.search(line) for line in lines)
    return lines if is_typable else None


def heed_interrupts() -> None:
    """Let `^C` end what is run here, also where a script has started us in the background, which ignores it.

    Source: POSIX shell, 2.11: a background command ignores SIGINT, and hands that on to all that it starts.
    """
    signal.signal(signal.SIGINT, signal.SIG_DFL)
