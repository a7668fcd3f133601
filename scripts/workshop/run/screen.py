"""What a terminal shows of the bytes that a program wrote. Knows nothing of shells or labs."""

from __future__ import annotations

import re

import pyte

COLUMNS = 120
_COLOUR = re.compile(rb"\x1b\[[0-9;]*m")
_PLAIN = re.compile(rb"[^\x00-\x08\x0b-\x1f\x7f]*")


def render(raw: bytes) -> list[str]:
    """The lines that *raw* leaves on a terminal of 120 columns: colours gone, redrawn progress in its final state.

    Plain text is split by lines, however long they are; only output that moves the cursor goes through a terminal
    emulator, which is slow on megabytes. Bytes that are no UTF-8 become U+FFFD.
    """
    flat = _COLOUR.sub(b"", raw).replace(b"\r\n", b"\n")
    if _PLAIN.fullmatch(flat):
        return [line.rstrip() for line in flat.decode("utf-8", "replace").split("\n")]
    # Tall enough that nothing scrolls away, whatever wraps: cursor movements are relative, so the height is free.
    screen = pyte.Screen(COLUMNS, raw.count(b"\n") + len(raw) // COLUMNS + 50)
    pyte.ByteStream(screen).feed(raw)
    return [line.rstrip() for line in screen.display]
