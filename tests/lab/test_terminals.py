"""Options of a console that concern terminals: what they mean, and every way to get them wrong."""

from __future__ import annotations

from tests.lab.conftest import FindErrors, ReadLab
from workshop.lab.model import Typed


def console(options: str, *lines: str, name: str = "a") -> str:
    """Return a console fence of *lines*; in a lab that begins with it they start in line 8."""
    return "\n".join([f"```{{.console #{name} {options}}}", *lines, "```", ""])


def test_defaults(read_lab: ReadLab) -> None:
    """Without options a block is typed in the first terminal, and all of its commands end."""
    block = read_lab(console("", "$ cat")).consoles[0]
    assert (block.terminal, block.ready, block.prompt, block.commands[0].typed) == (1, None, None, Typed.SHELL)


def test_let_go_and_end(read_lab: ReadLab) -> None:
    """The last `$` command is let go of; `^C` is a command of its own with output and the exit code of an interrupt."""
    block = read_lab(console('terminal="2" ready="up"', "$ true", "$ cat", "up", "^C", "bye")).consoles[0]
    assert (block.terminal, block.ready) == (2, "up")
    assert [(command.text, command.line, command.exit_code, command.typed) for command in block.commands] == [
        ("true", 8, 0, Typed.SHELL),
        ("cat", 9, None, Typed.SHELL),
        ("^C", 11, 130, Typed.INTERRUPT),
    ]
    assert [line.text for line in block.commands[2].expected] == ["bye"]


def test_end_in_a_later_block(read_lab: ReadLab) -> None:
    """A block may hold nothing but `^C`, and ask for another exit code."""
    body = console('terminal="2" ready="up"', "$ cat") + console("", "$ true", name="b")
    block = read_lab(body + console('terminal="2" exit="0"', "^C", name="c")).consoles[2]
    assert [(command.typed, command.exit_code) for command in block.commands] == [(Typed.INTERRUPT, 0)]


def test_lines_for_a_program(read_lab: ReadLab) -> None:
    """Lines behind the prompt are typed; all but the last leave the program running, and output belongs to each."""
    lines = ("$ cat", "Welcome", "mysql> show tables;", "> t", "mysql> exit", "Bye", "$ true")
    commands = read_lab(console('prompt="mysql> "', *lines)).consoles[0].commands
    assert [(command.text, command.line, command.exit_code, command.typed) for command in commands] == [
        ("cat", 8, None, Typed.SHELL),
        ("show tables;", 10, None, Typed.INPUT),
        ("exit", 12, 0, Typed.INPUT),
        ("true", 14, 0, Typed.SHELL),
    ]
    assert [[line.text for line in command.expected] for command in commands] == [["Welcome"], ["> t"], ["Bye"], []]


def test_exit_code_of_a_program(read_lab: ReadLab) -> None:
    """`exit` is that of the line that ends the program."""
    commands = read_lab(console('prompt="in> " exit="3"', "$ sh", "in> exit 3")).consoles[0].commands
    assert [command.exit_code for command in commands] == [None, 3]


def test_skipped_block_leaves_no_trace(read_lab: ReadLab, find_errors: FindErrors) -> None:
    """What is not run takes no terminal, and cannot be ended."""
    skipped = console('ready="up" skip="要手机"', "$ cat")
    assert read_lab(skipped + console("", "$ true", name="b"))
    assert find_errors(skipped + console("", "^C", name="b")) == [
        'labs/01-try/lab.md:11: block `b`: `^C` without a command that runs\n\nhint: let go of one with ready="text"'
    ]
