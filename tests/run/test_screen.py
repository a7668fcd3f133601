"""What a terminal of 120 columns shows of raw bytes."""

from __future__ import annotations

import pytest

from workshop.run.screen import find_cursor_line, render, render_typed


def test_plain_text_is_split_by_lines() -> None:
    """Plain text keeps its lines, however long, and loses blanks at their ends."""
    assert render(b"one  \r\n" + b"x" * 300 + b"\r\n") == ["one", "x" * 300]


def test_colours_go() -> None:
    """Colour codes leave no trace and need no terminal emulator."""
    assert render(b"\x1b[1;32mgreen\x1b[0m\r\nplain") == ["green", "plain"]


def test_redrawn_line_counts_once() -> None:
    """A spinner that is redrawn by carriage return is seen in its final state."""
    spinner = "\r • Preparing nodes …".encode() * 20 + "\r\x1b[K ✓ Preparing nodes 📦\r\nend".encode()
    assert render(spinner) == [" ✓ Preparing nodes 📦", "end"]


def test_lines_redrawn_by_cursor_movement_count_once() -> None:
    """Progress of several lines that moves the cursor up is seen in its final state."""
    drawn = b"a pulling\r\nb pulling\r\n\x1b[2Aa done   \r\n\x1b[Kb done\r\n"
    assert render(drawn) == ["a done", "b done"]


def test_nothing_scrolls_away() -> None:
    """Long output with a cursor movement at its end keeps its first line."""
    raw = b"".join(b"%d\r\n" % number for number in range(500)) + b"\rlast"
    lines = render(raw)
    assert (lines[0], lines[-1], len(lines)) == ("0", "last", 501)


def test_bytes_that_are_no_text() -> None:
    """Bytes that are no UTF-8 are shown as such instead of failing."""
    assert render(b"\xff\r\n") == ["\ufffd"]


def test_blank_lines_at_the_end_do_not_count() -> None:
    """Blank lines inside an output stay and those below it go, whether the cursor was moved or not."""
    assert render(b"a\r\n\r\nb\r\n \r\n\r\n") == ["a", "", "b"]
    assert render(b"a\r\n\r\n\x1b[Kb\r\n\x1b[K\r\n") == ["a", "", "b"]
    assert render(b"") == render(b"\x1b[K") == []


@pytest.mark.parametrize(
    ("raw", "lines"),
    [
        (b"echo a\r\na\r\n", ["a"]),
        (b"e\re\x1b[Kin> ec\rin> echo a\x1b[K\r\n\x1b[?2004l\ra\r\n", ["a"]),
        (b"\r\nwelcome\r\n", ["welcome"]),
        (b"\x1b[?2004l\r\r\necho a\r\n", ["echo a"]),
        (b"other\r\n", ["in> other"]),
    ],
)
def test_what_was_typed_is_no_output(raw: bytes, lines: list[str]) -> None:
    """The line that was typed goes, drawn at once, drawn key by key or not at all; anything else stays."""
    assert render_typed(raw, "in> ", "echo a") == lines


def test_long_line_that_was_typed_is_no_output() -> None:
    """A typed line that a program draws over several lines of the terminal goes whole."""
    line = "echo " + "word " * 60
    raw = (line + "\x1b[K\r\nend\r\n").encode()
    assert render_typed(raw, "in> ", line) == ["end"]


@pytest.mark.parametrize(
    ("raw", "line"),
    [
        (b"in> ", "in>"),
        (b"\x1b[?2004h\x1b[1;32min> \x1b[0m\x1b[6n", "in>"),
        (b"\rin> \x1b[0K\r\x1b[4C", "in>"),
        (b"in> \r", None),
        (b"x" * 5000, None),
    ],
)
def test_line_of_the_cursor(raw: bytes, line: str | None) -> None:
    """A prompt is what stands left of the cursor, with nothing right of it, however it was drawn."""
    assert find_cursor_line(raw) == line
