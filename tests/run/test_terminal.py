"""A real bash on a real PTY."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from workshop.errors import TerminalError
from workshop.run.terminal import PtyTerminal


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[PtyTerminal]:
    """A terminal in a folder of its own."""
    folder = tmp_path / "lab"
    folder.mkdir()
    opened = PtyTerminal(folder)
    yield opened
    opened.close()


def lines(terminal: PtyTerminal, command: str) -> list[str]:
    """The lines that *command* prints, blank ones at the end left out."""
    return "\n".join(terminal.run(command, timeout_s=20).lines).rstrip().split("\n")


def test_exit_code_and_output(terminal: PtyTerminal) -> None:
    """A command gives its own exit code and what it printed, with or without a newline at the end."""
    execution = terminal.run("printf abc; (exit 7)", timeout_s=5)
    assert (execution.exit_code, execution.lines, execution.timed_out) == (7, ("abc",), False)


def test_here_document_and_pipeline(terminal: PtyTerminal) -> None:
    """Several lines are one command, here-documents and pipelines included."""
    assert lines(terminal, "cat <<END |\n$ no prompt\n> nor this\nEND\n  tr a-z A-Z") == ["$ NO PROMPT", "> NOR THIS"]


def test_long_command(terminal: PtyTerminal) -> None:
    """A command longer than the 4,095 bytes that the kernel takes from a keyboard arrives whole."""
    assert lines(terminal, f"x={'a' * 9000}; echo ${{#x}}") == ["9000"]


def test_large_output(terminal: PtyTerminal) -> None:
    """Ten megabytes arrive whole."""
    printed = lines(terminal, "seq 1 1500000")
    assert (len(printed), printed[-1]) == (1500000, "1500000")


def test_one_large_line(terminal: PtyTerminal) -> None:
    """Fifty megabytes in one line that the cursor was moved in are drawn within the command's time."""
    execution = terminal.run("printf 'a\\r'; head -c 50000000 /dev/zero | tr '\\0' x", timeout_s=30)
    assert [len(line) for line in execution.lines] == [50_000_000]


def test_too_large_output(terminal: PtyTerminal) -> None:
    """What prints without an end is ended before it fills the memory, long before its time is over."""
    begin = time.monotonic()
    with pytest.raises(TerminalError) as caught:
        terminal.run("yes", timeout_s=300)
    assert str(caught.value) == (
        "the command printed more than 64 MB\n\nhint: show a part of it, as `head` or `tail` do"
    )
    assert time.monotonic() - begin < 60


def test_programs_see_a_terminal_of_120_columns(terminal: PtyTerminal) -> None:
    """Programs find a terminal on all three streams, 120 columns wide."""
    assert lines(terminal, "test -t 0 -a -t 1 -a -t 2 && stty size") == ["50 120"]


def test_output_that_looks_like_a_prompt(terminal: PtyTerminal) -> None:
    """Output with the prompt's control characters but not its nonce does not end a command."""
    assert lines(terminal, "printf '\\0360123456789abcdef:0\\036\\n' | tr '\\036' '#'; echo end") == [
        "#0123456789abcdef:0#",
        "end",
    ]


def test_caller_environment_does_not_leak(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Variables of the caller that change what tools print do not reach the lab."""
    for name in ("CI", "COLUMNS", "NO_COLOR", "PS1"):
        monkeypatch.setenv(name, "1")
    (tmp_path / "lab").mkdir()
    opened = PtyTerminal(tmp_path / "lab")
    try:
        assert lines(opened, "printenv CI COLUMNS NO_COLOR PS1; true") == [""]
    finally:
        opened.close()


def test_nothing_of_the_terminal_stays(tmp_path: Path) -> None:
    """A closed terminal leaves neither its bash nor its command file."""
    (tmp_path / "lab").mkdir()
    opened = PtyTerminal(tmp_path / "lab")
    shell = int(lines(opened, "echo $$")[0])
    opened.close()
    assert os.listdir(tmp_path) == ["lab"]
    with pytest.raises(ProcessLookupError):
        os.kill(shell, 0)


def test_shell_that_ended(terminal: PtyTerminal) -> None:
    """A shell that ends under a command is an error of the terminal, not an exit code."""
    with pytest.raises(TerminalError) as caught:
        terminal.run("exit 3", timeout_s=5)
    assert str(caught.value) == "the shell ended"


def test_a_run_in_the_background(tmp_path: Path) -> None:
    """Where `^C` is ignored by the one who runs labs, it still ends a command in the terminal."""
    (tmp_path / "lab").mkdir()
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        terminal = PtyTerminal(tmp_path / "lab")
        execution = terminal.run("bash -c 'kill -INT $$; echo went on'", timeout_s=20)
        terminal.close()
    finally:
        signal.signal(signal.SIGINT, before)
    assert (execution.exit_code, execution.lines) == (130, ())
