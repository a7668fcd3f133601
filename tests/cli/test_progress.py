"""How far a transfer is, on a terminal and elsewhere."""

from __future__ import annotations

import pytest

from workshop.cli.progress import Transfer
from workshop.cli.terminal import Terminal


def transfer() -> None:
    """Move two files, the first in two steps."""
    with Transfer(Terminal()) as shown:
        shown.update("loading a", 0, 4_000_000)
        shown.update("loading a", 1_000_000, 4_000_000)
        shown.update("loading b", 2_000_000, 8_000_000)


def test_elsewhere(capsys: pytest.CaptureFixture[str]) -> None:
    """In a log each file has one line and no bar, and standard output has nothing."""
    transfer()
    assert capsys.readouterr() == ("", "loading a\nloading b\n")


def test_on_a_terminal(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """On a terminal the file that is being moved has a bar with its bytes, and the one before has none any more."""
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm-256color")
    transfer()
    shown = capsys.readouterr()
    last = shown.err.rpartition("loading b")[2]
    assert shown.out == ""
    assert "2.0/8.0 MB" in last
    assert "loading a" not in last


def test_a_pause(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """While somebody is asked the cursor is there and no bar, then the bar goes on."""
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm-256color")
    with Transfer(Terminal()) as shown:
        shown.update("loading a", 1_000_000, 4_000_000)
        capsys.readouterr()
        with shown.paused():
            before = capsys.readouterr().err
            shown.update("loading a", 2_000_000, 4_000_000)
            assert capsys.readouterr().err == ""
        shown.update("loading a", 3_000_000, 4_000_000)
    assert "\x1b[?25h" in before
    assert "3.0/4.0 MB" in capsys.readouterr().err
