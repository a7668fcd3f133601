"""Options of a console that concern terminals: what they mean, and every way to get them wrong."""

from __future__ import annotations

import pytest

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


@pytest.mark.parametrize(
    ("options", "lines", "error"),
    [
        *(
            (
                f'terminal="{number}"',
                ("$ x",),
                f"7: block `a`: `{number}` is no further terminal\n\n"
                "hint: 2 to 9; what says nothing is typed in the first",
            )
            for number in ("1", "0", "10", "two", "")
        ),
        ('ready=" "', ("$ x",), '7: block `a`: `ready` without a text\n\nhint: say what it prints: ready="Listening"'),
        (
            'prompt=""',
            ("$ x",),
            '7: block `a`: `prompt` without a text\n\nhint: say what the program shows: prompt="mysql> "',
        ),
        *(
            (
                f'prompt="{prompt}"',
                ("$ x",),
                f"7: block `a`: the prompt `{prompt}` would be read as a command's\n\n"
                "hint: `$ ` and `> ` are the shell's own",
            )
            for prompt in ("$ ", "> ", ">", "$ in> ")
        ),
        (
            'ready="up" retry="5s"',
            ("$ docker logs -f x",),
            "7: block `a`: `ready` and `retry` exclude each other\n\nhint: use a fence for each",
        ),
        (
            'ready="up" exit="1"',
            ("$ x",),
            "7: block `a`: `exit` without effect: the last command goes on running\n\nhint: end it with a line `^C`",
        ),
        ('prompt="in> "', ("$ x", "in>x"), "7: block `a`: `prompt` without effect: no line starts with `in>`"),
        ('prompt="in> "', ("$ x", "in> a", "in>"), "10: block `a`: a `in>` without a line to type"),
        (
            'ready="up"',
            ("$ x", "^C", "$ y", "^C", "^C"),
            '9: block `a`: `^C` without a command that runs\n\nhint: let go of one with ready="text"',
        ),
        ("", ("$ x", "^C"), '9: block `a`: `^C` without a command that runs\n\nhint: let go of one with ready="text"'),
    ],
)
def test_wrong_options(find_errors: FindErrors, options: str, lines: tuple[str, ...], error: str) -> None:
    """An option that means nothing, alone or beside another, is refused at the line to mend."""
    assert find_errors(console(options, *lines))[0] == f"labs/01-try/lab.md:{error}"


def test_ready_and_prompt(find_errors: FindErrors) -> None:
    """A command is let go of by a text or by a prompt."""
    assert find_errors(console('ready="up" prompt="in> "', "$ x", "in> y")) == [
        "labs/01-try/lab.md:7: block `a`: `ready` and `prompt` exclude each other\n\nhint: use a fence for each"
    ]


def test_ready_without_a_command(find_errors: FindErrors) -> None:
    """`ready` needs a `$` command in its own block."""
    body = console('ready="up"', "$ x") + console('ready="up"', "^C", name="b")
    assert find_errors(body) == [
        "labs/01-try/lab.md:10: block `b`: `ready` without a command that it could let go",
    ]


def test_line_without_a_program(find_errors: FindErrors) -> None:
    """A line for a program stands below the command that opens it."""
    assert find_errors(console('prompt="in> "', "in> x", "$ y", "in> z")) == [
        "labs/01-try/lab.md:8: block `a`: no command above opens the program of `in>`\n\n"
        "hint: begin with the `$ ` command that does"
    ]


BUSY = 'hint: end that with a line `^C` first, or use another with terminal="2"'


def test_terminal_that_is_taken(find_errors: FindErrors) -> None:
    """Nothing is typed where a command still runs, in this block or a later one; other terminals are free."""
    body = console('ready="up"', "$ serve") + console('terminal="2"', "$ x", name="b") + console("", "$ y", name="c")
    assert find_errors(body) == [
        f"labs/01-try/lab.md:{line}: block `{block}`: terminal 1 still runs `serve` of block `a`\n\n{BUSY}"
        for line, block in ((14, "c"), (17, "cleanup"))
    ]


def test_skipped_block_leaves_no_trace(read_lab: ReadLab, find_errors: FindErrors) -> None:
    """What is not run takes no terminal, and cannot be ended."""
    skipped = console('ready="up" skip="要手机"', "$ cat")
    assert read_lab(skipped + console("", "$ true", name="b"))
    assert find_errors(skipped + console("", "^C", name="b")) == [
        'labs/01-try/lab.md:11: block `b`: `^C` without a command that runs\n\nhint: let go of one with ready="text"'
    ]


def test_cleanup_is_plain(find_errors: FindErrors) -> None:
    """The cleanup works in any state, so it needs no other terminal and nothing that runs, and is never skipped."""
    cleanup = console('terminal="2" ready="up" skip="later"', "$ x", name="cleanup")
    assert find_errors("", cleanup=cleanup) == [
        f"labs/01-try/lab.md:7: block `cleanup`: `{option}` is not for the cleanup\n\n"
        "hint: it is plain commands, which work in any state"
        for option in ("ready", "skip", "terminal")
    ]
    assert find_errors(console('ready="up"', "$ x"), cleanup=console("", "^C", name="cleanup")) == [
        "labs/01-try/lab.md:11: block `cleanup`: `^C` is not for the cleanup\n\n"
        "hint: end the command in a fence before it"
    ]
