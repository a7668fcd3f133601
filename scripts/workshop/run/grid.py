"""The cells of a terminal, and what text and cursor movements do to them. Knows nothing of bytes or sequences.

A character without a width (an accent, a joiner, a variation selector) belongs to the cell before it, so that nothing
which was printed is lost. A line that is longer than the terminal is one line, as it is when it is copied from there.
Source: ECMA-48; where that leaves something open, what xterm does.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from wcwidth import wcwidth

COLUMNS, ROWS = 120, 50
_BLANK, _STUB = " ", ""
"""An empty cell, and the second cell of a character that is two wide."""


@dataclass
class _Row:
    cells: list[str] = field(default_factory=list)
    goes_on: bool = False
    """Whether the row below continues this line."""


class Grid:
    """A window of 50 rows on 120 columns, and above it the lines that have left it, which nothing changes any more."""

    def __init__(self) -> None:
        self.x = self.y = 0
        self._above: list[str] = []
        self._rows = [_Row()]
        self._cut: list[str] = []  # the beginning of a line whose end is still in the window
        self._held = ""  # what has no width and no cell before it
        self._saved = (0, 0)

    @property
    def lines(self) -> list[str]:
        """All lines, those that have scrolled away first."""
        self._release()
        lines, line = list(self._above), list(self._cut)
        for row in self._rows:
            line += row.cells
            if not row.goes_on:
                lines.append("".join(line))
                line = []
        return [*lines, "".join(line)] if line else lines

    @property
    def row(self) -> tuple[str, str]:
        """What stands left of the cursor in its row, and what stands right of it."""
        cells = self._rows[self.y].cells
        return "".join(cells[: self.x]), "".join(cells[self.x :])

    def draw(self, text: str) -> None:
        """Write *text*, which has printable characters only, at the cursor."""
        if text.isascii() and not self._held:
            while text:
                self._wrap(1)
                count = COLUMNS - self.x
                self._put(list(text[:count]))
                text = text[count:]
            return
        for char in text:
            width = max(0, wcwidth(char))
            if width:
                self._wrap(width)
                held, self._held = self._held, ""
                self._put([held + char, _STUB][:width])
            else:
                self._join(char)

    def move(self, x: int, y: int) -> None:
        """Put the cursor in column *x* of row *y* of the window, from 0, or as near to it as there is a cell."""
        self._release()
        self.x, self.y = max(0, min(x, COLUMNS - 1)), max(0, min(y, ROWS - 1))
        while len(self._rows) <= self.y:
            self._rows.append(_Row())

    def tabulate(self) -> None:
        """Go to the next of the columns that are eight apart; after the last one there is none."""
        if self.x < COLUMNS:
            self.move(self.x // 8 * 8 + 8, self.y)

    def feed(self) -> None:
        """Go down a row; the window follows."""
        self._release()
        self._down()

    def rise(self) -> None:
        """Go up a row; at the top all go down instead."""
        self._release()
        if self.y:
            self.y -= 1
        else:
            self.insert_rows(1)

    def scroll(self) -> None:
        """Let the top row go out of the window; the cursor stays where it is in that."""
        row = self._rows.pop(0)
        self._rows.append(_Row())
        self._cut.append("".join(row.cells))
        if not row.goes_on:
            self._above.append("".join(self._cut))
            self._cut = []

    def save(self) -> None:
        """Keep the cursor's place."""
        self._saved = (self.x, self.y)

    def restore(self) -> None:
        """Go back to the place that was kept."""
        self.move(*self._saved)

    def erase_in_row(self, how: int) -> None:
        """Erase to the end of the row (0), from its begin (1), or all of it (2)."""
        self._release()
        row = self._rows[self.y]
        row.goes_on = row.goes_on and how == 1
        if how == 1:
            self._blank(0, self.x + 1)
        else:
            self._split(0 if how else self.x)
            del row.cells[0 if how else self.x :]

    def erase(self, how: int) -> None:
        """Erase to the end of the window (0), from its begin (1), all of it (2), or what has scrolled away (3)."""
        if how == 3:
            self._above, self._cut = [], []
            return
        self.erase_in_row(how)
        others = range(len(self._rows)) if how == 2 else range(self.y) if how else range(self.y + 1, len(self._rows))
        for at in others:
            self._rows[at] = _Row()

    def erase_cells(self, count: int) -> None:
        """Make *count* cells from the cursor on blank."""
        self._release()
        self._blank(self.x, self.x + min(count, COLUMNS))

    def delete_cells(self, count: int) -> None:
        """Take *count* cells out at the cursor; what stands right of them moves there."""
        self._release()
        self._split(self.x)
        self._split(self.x + count)
        del self._rows[self.y].cells[self.x : self.x + count]

    def insert_cells(self, count: int) -> None:
        """Move what stands at the cursor and right of it by *count* cells."""
        self._release()
        row = self._rows[self.y]
        if self.x < len(row.cells):
            self._split(self.x)
            row.cells[self.x : self.x] = [_BLANK] * min(count, COLUMNS)
            self._split(COLUMNS)
            del row.cells[COLUMNS:]

    def insert_rows(self, count: int) -> None:
        """Move the row of the cursor and those below it down by *count*."""
        self._release()
        self._rows[self.y : self.y] = [_Row() for _ in range(min(count, ROWS))]
        del self._rows[ROWS:]

    def delete_rows(self, count: int) -> None:
        """Take *count* rows out; those below them move up."""
        self._release()
        del self._rows[self.y : self.y + count]
        self.move(self.x, self.y)

    def _wrap(self, width: int) -> None:
        """Begin the next row where a character of that *width* has no place in this one."""
        if self.x + width > COLUMNS:
            row = self._rows[self.y]
            self._split(self.x)
            del row.cells[self.x :]
            row.goes_on = True
            self.x = 0
            self._down()

    def _put(self, cells: list[str]) -> None:
        row, end = self._rows[self.y], self.x + len(cells)
        if self.x < len(row.cells):
            self._split(self.x)
            self._split(end)
        elif self.x > len(row.cells):
            row.cells += [_BLANK] * (self.x - len(row.cells))
        row.cells[self.x : end] = cells
        self.x = end

    def _join(self, char: str) -> None:
        cells, at = self._rows[self.y].cells, self.x - 1
        if at < 0 or self._held:
            self._held += char
            return
        if at >= len(cells):
            cells += [_BLANK] * (at + 1 - len(cells))
        cells[at - 1 if cells[at] == _STUB and at else at] += char

    def _release(self) -> None:
        """Give what has no width and found no cell before it to the one that it stands at."""
        if self._held:
            cells = self._rows[self.y].cells
            if self.x >= len(cells):
                cells += [_BLANK] * (self.x + 1 - len(cells))
            cells[self.x] = self._held + cells[self.x]
            self._held = ""

    def _split(self, at: int) -> None:
        """Where *at* is the second cell of a character that is two wide, nothing is left of that but blanks."""
        cells = self._rows[self.y].cells
        if 0 < at < len(cells) and cells[at] == _STUB:
            cells[at - 1 : at + 1] = [_BLANK, _BLANK]

    def _blank(self, start: int, end: int) -> None:
        cells = self._rows[self.y].cells
        self._split(start)
        self._split(end)
        for at in range(start, min(end, len(cells))):
            cells[at] = _BLANK

    def _down(self) -> None:
        if self.y < ROWS - 1:
            self.y += 1
            if self.y == len(self._rows):
                self._rows.append(_Row())
        else:
            self.scroll()
