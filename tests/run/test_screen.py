"""What a terminal of 120 columns shows of raw bytes."""

from __future__ import annotations

from workshop.run.screen import render


def test_plain_text_is_split_by_lines() -> None:
    """Plain text keeps its lines, however long, and loses blanks at their ends."""
    assert render(b"one  \r\n" + b"x" * 300 + b"\r\n") == ["one", "x" * 300, ""]


def test_colours_go() -> None:
    """Colour codes leave no trace and need no terminal emulator."""
    assert render(b"\x1b[1;32mgreen\x1b[0m\r\nplain") == ["green", "plain"]


def test_redrawn_line_counts_once() -> None:
    """A spinner that is redrawn by carriage return is seen in its final state."""
    spinner = "\r • Preparing nodes …".encode() * 20 + "\r\x1b[K ✓ Preparing nodes 📦\r\nend".encode()
    assert [line for line in render(spinner) if line] == [" ✓ Preparing nodes 📦", "end"]


def test_lines_redrawn_by_cursor_movement_count_once() -> None:
    """Progress of several lines that moves the cursor up is seen in its final state."""
    drawn = b"a pulling\r\nb pulling\r\n\x1b[2Aa done   \r\n\x1b[Kb done\r\n"
    assert [line for line in render(drawn) if line] == ["a done", "b done"]


def test_nothing_scrolls_away() -> None:
    """Long output with a cursor movement at its end keeps its first line."""
    raw = b"".join(b"%d\r\n" % number for number in range(500)) + b"\rlast"
    lines = [line for line in render(raw) if line]
    assert (lines[0], lines[-1], len(lines)) == ("0", "last", 501)


def test_bytes_that_are_no_text() -> None:
    """Bytes that are no UTF-8 are shown as such instead of failing."""
    assert render(b"\xff\r\n") == ["\ufffd", ""]
