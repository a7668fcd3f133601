"""What a terminal of 120 columns shows of raw bytes."""

from __future__ import annotations

import time

import pytest

from workshop.run.grid import COLUMNS, ROWS
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


@pytest.mark.parametrize(
    ("printed", "line"),
    [
        ("\x1b[K✔️ Container db ERROR exited with 17", "✔️ Container db ERROR exited with 17"),
        ("all good \x01 BUT 3 TESTS FAILED", "all good  BUT 3 TESTS FAILED"),
        ("\r👩‍💻 1 failed", "👩‍💻 1 failed"),
        ("\rcafe\u0301 closed", "cafe\u0301 closed"),
        ("\r\u200ba\u200bb\xadc", "\u200ba\u200bb\xadc"),
        ("\r你\u0301好 failed", "你\u0301好 failed"),
        ("你\bX", " X"),
        ("\x1b]0;title\x07\x1b[?25ldone \x1b]8;;http://a/\x1b\\here\x1b]8;;\x1b\\", "done here"),
        ("\x1b]0;no end of it, FAILED", "]0;no end of it, FAILED"),
        ("\r\x1b[38:5:1mred\x1b[>4m\x1b(B\x1b[12 q failed", "red failed"),
        ("ok\x07\x00\x7f\x9b failed", "ok failed"),
        ("\ra\x1bFAILED \x1b[31failed", "aFAILED"),
    ],
)
def test_nothing_that_was_printed_is_dropped(printed: str, line: str) -> None:
    """What follows a character without width, a control byte or an unknown sequence is drawn like all else."""
    assert render(f"{printed}\r\n".encode())[0] == line


@pytest.mark.parametrize("before", ["", "\x1b[K", "\r"])
def test_long_line_is_one(before: str) -> None:
    """A line longer than the terminal is one line, whether the cursor was moved or not, and one of 120 ends there."""
    lines = ["x" * 300, "y" * 120, "", "你" * 119 + "z"]
    assert render((before + "\r\n".join(lines)).encode()) == lines


def test_rows_that_have_scrolled_away_stay() -> None:
    """What has left the window stays, and a line of which a part has is not torn."""
    long = "x" * (COLUMNS * ROWS * 2)
    assert render(f"first\r\n{long}\r\x1b[Kend".encode()) == ["first", long[:-COLUMNS] + "end"]


@pytest.mark.parametrize(
    ("printed", "lines"),
    [
        ("abc\x1b[2DX", ["aXc"]),
        ("abc\x1b7\r\ndef\x1b8Z", ["abcZ", "def"]),
        ("abcdef\r\x1b[2P", ["cdef"]),
        ("abc\r\x1b[2@", ["  abc"]),
        ("abcdef\r\x1b[3X", ["   def"]),
        ("a\r\nb\r\nc\x1b[1A\r\x1b[L", ["a", "", "b", "c"]),
        ("a\r\nb\r\nc\x1b[1A\r\x1b[M", ["a", "c"]),
        ("a\r\nb\x1b[H\x1b[2J\x1b[3Jc", ["c"]),
        ("a\r\nb\x1b[2;3Hc", ["a", "b c"]),
        ("ab\x1b[1Kc", ["  c"]),
        ("a\r\nb\x1bMc", ["ac", "b"]),
        ("a\r\nb\r\n\x1b[2F\x1b[Jc", ["c"]),
        ("a\tb\x1b[Zc", ["a       c"]),
    ],
)
def test_movements(printed: str, lines: list[str]) -> None:
    """What moves the cursor or erases does it as terminals do."""
    assert render(printed.encode()) == lines


def test_output_that_takes_long_to_draw() -> None:
    """What cannot be drawn in time is given up."""
    with pytest.raises(TimeoutError):
        render(b"a\r\x1b[Kb" * 100_000, time.monotonic() + 0.01)


def test_fifty_megabytes_in_one_line() -> None:
    """A line of 50 MB is drawn in seconds."""
    begin = time.process_time()
    assert [len(line) for line in render(b"\r" + b"x" * 50_000_000)] == [50_000_000]
    assert time.process_time() - begin < 10


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
