"""What a terminal shows of the bytes that a program wrote. Knows nothing of shells or labs.

All that is printed is drawn: a control byte or a sequence that means nothing here goes, and takes no text along.
Source: ECMA-48; of xterm's ctlseqs the sequences that are no sequence of it.
"""

from __future__ import annotations

import codecs
import re
import time
from collections.abc import Iterator

from workshop.lab.blanks import BLANKS
from workshop.run.grid import COLUMNS, ROWS, Grid

__all__ = ["COLUMNS", "find_cursor_line", "render", "render_typed"]

_PIECE = 1 << 16
"""Between two looks at the clock."""
# What moves nothing and erases nothing: colours and modes, a title or link as a whole, character sets, keys' modes.
_SILENT = (
    r"\x1b\[[0-?]*[ -/]*(?![@A-HJ-MPSTXZ`adefsu])[@-~]|\x1b\[[0-?]*[ -/]+[@-~]|\x1b\[[<=>][0-?]*[@-~]"
    r"|\x1b[\]PX^_][^\x00-\x1f\x7f-\x9f]*(?:\x07|\x1b\\)|\x1b[ #%()*+./-][0-~]|\x1b[=>HNOZno|}~\\]"
)
_CONTROLS = r"[\x00-\x07\x0e-\x1a\x1c-\x1f\x7f-\x9f]"
_UNDRAWN = re.compile(f"{_SILENT}|{_CONTROLS}")
_MOVES = re.compile(r"[\x08\x0b-\x0d\x1b]")
_PARTS = re.compile(
    rf"(?P<text>[^\x00-\x1f\x7f-\x9f]+)|(?P<key>[\x08-\x0d])|\x1b\[(?P<given>[0-9;?]*)(?P<end>[@A-HJ-MPSTXZ`adefsu])"
    rf"|\x1b(?P<short>[78DEMc])|{_SILENT}|[\x00-\x1f\x7f-\x9f]"
)
# The end of a piece that may be the begin of a sequence.
_OPEN = re.compile(r"\x1b(?:[ #%()*+./-]?|\[[0-?]*[ -/]*|[\]PX^_][^\x00-\x1f\x7f-\x9f]{0,4096}\x1b?)\Z|\r\Z")


def render(raw: bytes, deadline: float | None = None) -> list[str]:
    """The lines that *raw* leaves on a terminal of 120 columns, without blank ones at the end.

    Colours are gone, and redrawn progress is in its final state. A line is one however long it is. Bytes that are no
    UTF-8 become U+FFFD. Raises TimeoutError once `time.monotonic` has passed *deadline*.
    """
    flat: list[str] = []
    for piece in _cut(raw, deadline):
        plain = _UNDRAWN.sub("", piece).replace("\r\n", "\n")
        if _MOVES.search(plain):
            break
        flat.append(plain)
    else:
        return _strip("".join(flat).split("\n"))
    grid = Grid()
    for piece in _cut(raw, deadline):
        _draw(grid, piece)
    return _strip(grid.lines)


def render_typed(raw: bytes, prompt: str, line: str, deadline: float | None = None) -> list[str]:
    """The lines that follow *line*, typed behind *prompt*, in *raw*: what a terminal shows of it comes first there.

    Raises TimeoutError like `render`.
    """
    lines = render(prompt.encode() + raw, deadline)
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
    grid = Grid()
    _draw(grid, raw.decode("utf-8", "replace"))
    left, right = grid.row
    return left.rstrip() if not right.strip() else None


def _cut(raw: bytes, deadline: float | None) -> Iterator[str]:
    """*raw* as text, in pieces that no sequence goes across."""
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    rest = ""
    for start in range(0, len(raw), _PIECE):
        if deadline is not None and time.monotonic() > deadline:
            raise TimeoutError
        piece = rest + decoder.decode(raw[start : start + _PIECE], start + _PIECE >= len(raw))
        is_open = _OPEN.search(piece, max(0, len(piece) - 8192)) if start + _PIECE < len(raw) else None
        yield piece[: is_open.start()] if is_open else piece
        rest = piece[is_open.start() :] if is_open else ""


def _strip(lines: list[str]) -> list[str]:
    lines = [line.rstrip(BLANKS) for line in lines]
    while lines and not lines[-1]:
        lines.pop()
    return lines


def _draw(grid: Grid, text: str) -> None:
    for part in _PARTS.finditer(text):
        kind = part.lastgroup
        if kind == "text":
            grid.draw(part["text"])
        elif kind == "key":
            _press(grid, part["key"])
        elif kind == "short":
            _obey_short(grid, part["short"])
        elif kind == "end" and (part["end"] in "JK" or not part["given"].startswith("?")):
            numbers = [int(number[:5]) if number.isdigit() else 0 for number in part["given"].lstrip("?").split(";")]
            _obey(grid, part["end"], numbers)


def _press(grid: Grid, key: str) -> None:
    if key == "\b":
        grid.move(min(grid.x, COLUMNS - 1) - 1, grid.y)
    elif key == "\t":
        grid.tabulate()
    elif key == "\r":
        grid.move(0, grid.y)
    else:
        grid.feed()


def _obey_short(grid: Grid, end: str) -> None:
    if end == "7":
        grid.save()
    elif end == "8":
        grid.restore()
    elif end == "M":
        grid.rise()
    elif end == "c":
        grid.erase(3)
        grid.move(0, 0)
        grid.erase(2)
    else:
        grid.feed()
        if end == "E":
            grid.move(0, grid.y)


def _obey(grid: Grid, end: str, numbers: list[int]) -> None:
    first, second = [*numbers, 0][:2]
    count, x, y = max(first, 1), min(grid.x, COLUMNS - 1), grid.y
    places = {
        "A": (x, y - count),
        "B": (x, y + count),
        "C": (x + count, y),
        "D": (x - count, y),
        "E": (0, y + count),
        "F": (0, y - count),
        "G": (count - 1, y),
        "H": (second - 1, count - 1),
        "Z": (-(-x // 8) * 8 - 8 * count, y),
        "`": (count - 1, y),
        "a": (x + count, y),
        "d": (x, count - 1),
        "e": (x, y + count),
        "f": (second - 1, count - 1),
    }
    changes = {
        "@": grid.insert_cells,
        "L": grid.insert_rows,
        "M": grid.delete_rows,
        "P": grid.delete_cells,
        "X": grid.erase_cells,
    }
    if end in places:
        grid.move(*places[end])
    elif end in changes:
        changes[end](count)
    elif end in "JK" and first <= (3 if end == "J" else 2):
        (grid.erase if end == "J" else grid.erase_in_row)(first)
    elif end == "S":
        for _ in range(min(count, ROWS)):
            grid.scroll()
    elif end == "s":
        grid.save()
    elif end == "u":
        grid.restore()
    elif end == "T":
        grid.move(0, 0)
        grid.insert_rows(count)
        grid.move(x, y)
