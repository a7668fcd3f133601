"""What a terminal shows of the bytes that a program wrote. Knows nothing of shells or labs."""

from __future__ import annotations

import re

import pyte

COLUMNS = 120
_COLOUR = re.compile(rb"\x1b\[[0-9;]*m")
_PLAIN = re.compile(rb"[^\x00-\x08\x0b-\x1f\x7f]*")


def render(raw: bytes) -> list[str]:
    """The lines that *raw* leaves on a terminal of 120 columns, without blank ones at the end.

    Colours are gone, and redrawn progress is in its final state. Plain text is split by lines, however long they are;
    only output that moves the cursor goes through a terminal emulator, which is slow on megabytes. Bytes that are no
    UTF-8 become U+FFFD.
    """
    flat = _COLOUR.sub(b"", raw).replace(b"\r\n", b"\n")
    if _PLAIN.fullmatch(flat):
        lines = [line.rstrip() for line in flat.decode("utf-8", "replace").split("\n")]
    else:
        # Tall enough that nothing scrolls away, whatever wraps: cursor movements are relative, so the height is free.
        screen = pyte.Screen(COLUMNS, raw.count(b"\n") + len(raw) // COLUMNS + 50)
        pyte.ByteStream(screen).feed(raw)
        lines = [line.rstrip() for line in screen.display]
    while lines and not lines[-1]:
        lines.pop()
    return lines


def render_typed(raw: bytes, prompt: str, line: str) -> list[str]:
    """The lines that follow *line*, typed behind *prompt*, in *raw*: what a terminal shows of it comes first there."""
    lines = render(prompt.encode() + raw)
    # Nothing is drawn of a password, nor of what comes faster than a program draws.
    if lines and lines[0] == prompt.rstrip():
        return lines[1:]
    # A long line is drawn over several; blanks at the edge are lost there.
    wanted = "".join((prompt + line).split())
    for count in range(1, len(lines) + 1):
        shown = "".join("".join(lines[:count]).split())
        if shown == wanted:
            return lines[count:]
        if not wanted.startswith(shown):
            break
    return lines


def find_cursor_line(raw: bytes) -> str | None:
    """What stands left of the cursor after *raw*, one line's bytes; None where something stands right of it too."""
    # A line that long is no prompt, and must not cost the time to draw it.
    if len(raw) > 4096:
        return None
    screen = pyte.Screen(COLUMNS, len(raw) // COLUMNS + 2)
    pyte.ByteStream(screen).feed(raw)
    line: str = screen.display[screen.cursor.y]
    return line[: screen.cursor.x].rstrip() if not line[screen.cursor.x :].strip() else None
