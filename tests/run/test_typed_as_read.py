"""What an interactive bash does otherwise than a script, a page shows as its reader sees it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.run.conftest import CLEANUP, RunLab
from workshop.errors import TerminalError
from workshop.run.terminal import PtyTerminal


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[PtyTerminal]:
    """A terminal in a folder of its own."""
    (tmp_path / "lab").mkdir()
    opened = PtyTerminal(tmp_path / "lab")
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("commands", "exit_code", "lines"),
    [
        (['echo "wow!there"'], 1, ["bash: !there: event not found"]),
        (["echo one", "echo !!:7"], 1, ["bash: :7: bad word specifier"]),
        (["echo one", "!!"], 0, ["echo one", "one"]),
        (["! false; [ 1 != 2 ] && echo 'a!b' \"hi!\" [!a] $!"], 0, ["a!b hi! [!a]"]),
        (["return"], 2, ["bash: return: can only `return' from a function or sourced script"]),
        (["f() { return 3; }; f"], 3, []),
        (["alias two='echo 2'", "two"], 0, ["2"]),
        (["alias two='echo 2'; two"], 127, ["bash: two: command not found"]),
        (["echo )"], 2, ["bash: syntax error near unexpected token `)'"]),
        (["if true\nthen echo a; fi; fi"], 2, ["bash: syntax error near unexpected token `fi'"]),
        (["mkdir d && echo d", "cd $_ && basename $PWD"], 0, ["d"]),
        (["set -x", "echo a"], 0, ["+ echo a", "a"]),
        (["set -v", "echo a"], 0, ["echo a", "a"]),
        (["x=1", "history"], 0, ["    1  x=1", "    2  history"]),
        (["# nothing but words"], 0, []),
        (["cat <<-E\n\ta!b\n\n\tc\n\tE"], 0, ["a!b", "", "c"]),
        (["echo ${BASH_SOURCE-none}"], 0, ["none"]),
        (["trap 'echo debug' DEBUG", "true"], 0, ["debug"]),
        (["set -u; set -e; true", "echo a"], 0, ["a"]),
    ],
)
def test_as_an_interactive_bash(terminal: PtyTerminal, commands: list[str], exit_code: int, lines: list[str]) -> None:
    """The last command ends and prints as it does where it is typed."""
    for command in commands:
        execution = terminal.run(command, timeout_s=10)
    assert (execution.exit_code, list(execution.lines)) == (exit_code, lines)


@pytest.mark.parametrize(
    "command",
    [
        "PS1=",
        "echo a; unset PS1",
        "PS2=",
        "PS1='\\w\\$ '",
        "set -o vi",
        "set -o emacs",
        "exec 2>log",
        "exec bash --norc",
        "exec cat",
    ],
)
@pytest.mark.parametrize("before", ["true", "set -eu", "set -xv"])
def test_prompt_that_is_gone(terminal: PtyTerminal, before: str, command: str) -> None:
    """Where the next prompt could not be told, that is said at once, and not when all time is over."""
    terminal.run(before, timeout_s=10)
    begin = time.monotonic()
    with pytest.raises(TerminalError) as raised:
        terminal.run(command, timeout_s=60)
    assert str(raised.value) == (
        "the prompt is gone\n\n"
        "hint: leave prompt, line editing and shell as they are: no `PS1=`, no `set -o vi`, no `exec bash`"
    )
    assert time.monotonic() - begin < 5


@pytest.mark.parametrize("command", ["echo 'a", "if true; then", "cat <<E\na", "echo a |", "echo $(", 'echo "x\ny!z"'])
def test_command_without_its_end(terminal: PtyTerminal, command: str) -> None:
    """A command that bash asks the rest of is told at once."""
    begin = time.monotonic()
    with pytest.raises(TerminalError) as raised:
        terminal.run(command, timeout_s=60)
    assert str(raised.value) == (
        "bash waits for the rest of the command\n\nhint: close what is open in it: a quote, a bracket, a here-document"
    )
    assert time.monotonic() - begin < 5


def test_line_that_continues_nothing(terminal: PtyTerminal) -> None:
    """Below a line that is a whole command the next one is another, which is not run where the first has failed."""
    assert terminal.run("echo a\n\necho b; (exit 2)", timeout_s=10).lines == ("a", "b")
    assert terminal.run("echo a; (exit 3)\necho b", timeout_s=10).exit_code == 3


def test_what_cannot_be_typed(terminal: PtyTerminal) -> None:
    """Keys that do something, and a line that the kernel would cut, are handed over in another way."""
    assert terminal.run("printf 'a\x03\x04\x15b' | wc -c", timeout_s=10).lines == ("5",)
    assert terminal.run("\n".join([f"echo {'a' * 5000}"] * 3), timeout_s=10).lines == ("a" * 5000,) * 3


def test_long_document(terminal: PtyTerminal) -> None:
    """A here-document that is longer than what the kernel keeps of typed lines arrives whole."""
    body = "\n".join(f"{number} {'x' * 100}" for number in range(500))
    assert terminal.run(f"cat <<'E'\n{body}\nE", timeout_s=30).lines == tuple(body.split("\n"))


def test_nobody_remembers(terminal: PtyTerminal, tmp_path: Path) -> None:
    """Neither the author's commands are shown to a lab, nor a lab's kept among them, in shells that it starts too."""
    (tmp_path / ".bash_history").write_text("a secret of the author's\n", encoding="utf-8")
    terminal.run(f"export HOME={tmp_path}", timeout_s=10)
    assert (
        terminal.run("bash -ic 'history; exit' 2>/dev/null; history | grep -c 's[e]cret'", timeout_s=10).exit_code == 1
    )
    terminal.close()
    assert (tmp_path / ".bash_history").read_text(encoding="utf-8") == "a secret of the author's\n"


def test_python_prompt(run_lab: RunLab) -> None:
    """What Python answers is compared, whether it draws what is typed by itself or not."""
    body = '```{.console #ask prompt=">>> "}\n$ python3 -q\n>>> 6 * 7\n42\n>>> print("a")\na\n>>> exit()\n```\n'
    report, failures = run_lab(body + CLEANUP)
    assert failures == []
    assert [command.output for command in report.commands] == [(), ("42",), ("a",), (), ()]


def test_job_in_the_background(run_lab: RunLab) -> None:
    """The number of a job and its process are shown, and that it has ended."""
    ended = "[1]+  Terminated              tail -f /dev/null"
    lines = ["$ tail -f /dev/null &", "[1] 4711", "$ kill %1; wait", ended]
    step = "\n".join(['```{.console #job vary="pid"}', *lines, "```", ""])
    _, failures = run_lab(step + CLEANUP)
    assert failures == []
