"""Labs that type lines into a program which a command has opened."""

from __future__ import annotations

import pytest

from tests.run.conftest import CLEANUP, RunLab
from workshop.run.outcome import Account

PROMPT = "in> "
SHELLS = {
    "readline": "PS1='in> ' bash --norc --noprofile -i",
    "kernel": "PS1='in> ' bash --norc --noprofile --noediting -i",
    "coloured": "PS1='\\[\\e[1;32m\\]in> \\[\\e[0m\\]' bash --norc --noprofile -i",
}
ASK = 'bash -c \'while printf "in> "; read -r line; [ "$line" != quit ]; do echo ${#line}; done\''
UNSEEN = "bash -c 'read -rsp \"in> \" line; echo; echo $line'"


def console(*lines: str, options: str = "") -> str:
    """A console fence of *lines*, the first of which is line 7 of the lab, and a cleanup below it."""
    return "\n".join([f'```{{.console #ask prompt="{PROMPT}" {options}}}', *lines, "```", ""]) + CLEANUP


@pytest.mark.parametrize("kind", SHELLS)
def test_lines_typed_into_a_program(run_lab: RunLab, kind: str) -> None:
    """What each line prints is compared, however the program draws what is typed, and it ends with the block."""
    long = "echo " + "word " * 60 + "| wc -w"
    lines = ["in> echo $((6 * 7)); printf '\\n%s\\n' 你好", "42", "", "你好", "in> false", f"in> {long}", "60"]
    report, failures = run_lab(console(f"$ {SHELLS[kind]}", *lines, "in> exit", "exit", options='exit="0"'))
    assert failures == []
    assert [command.output for command in report.commands][:5] == [(), ("42", "", "你好"), (), ("60",), ("exit",)]


def test_program_without_line_editing(run_lab: RunLab) -> None:
    """A program that leaves the drawing to the kernel is typed into as well, and two in one block take turns."""
    body = console(f"$ {ASK}", "in> four", "4", "in> quit", "$ echo between", "between", f"$ {ASK}", "in> quit")
    report, failures = run_lab(body)
    assert failures == []
    account = Account.of([report])
    assert (account.commands, account.run, account.outputs_shown, account.outputs_compared) == (7, 7, 2, 2)


MORE = "PS1='in> ' PS2='more> ' bash --norc --noprofile"


@pytest.mark.parametrize("editing", ["", " --noediting"])
def test_line_that_goes_on(run_lab: RunLab, editing: str) -> None:
    """Lines of a program's own second prompt are typed there, one command with one output."""
    lines = [
        "in> for i in 1 2",
        "more> do",
        "more>",
        "more> echo $i 你好",
        "more> done",
        "1 你好",
        "2 你好",
        "in> exit",
        "exit",
    ]
    report, failures = run_lab(console(f"$ {MORE}{editing} -i", *lines, options='more="more> "'))
    assert failures == []
    assert [command.text for command in report.commands][1] == "for i in 1 2\ndo\n\necho $i 你好\ndone"


def test_program_that_asks_for_nothing_more(run_lab: RunLab) -> None:
    """What is whole already would print between the lines, where nothing is compared: that is told."""
    lines = ["in> echo one", "more> echo two", "two", "in> exit"]
    _, failures = run_lab(console(f"$ {MORE} -i", *lines, options='more="more> "'))
    assert failures[0] == (
        "labs/01-try/lab.md:8: failed: block `ask`, command 2: the program did not ask for more with `more> `\n"
        "  its whole output:\n    echo one\n    one\n\nhint: type it as a command of its own, or mend the line above it"
    )


def test_what_is_said_between_the_lines(run_lab: RunLab) -> None:
    """What a program prints before it asks for more is compared as well."""
    ask = 'bash -c \'read -rp "in> " a; echo careful; read -rp "more> " b; echo $a $b\''
    body = console(f"$ {ask}", "in> one", "more> two", "careful", "one two", options='more="more> " exit="0"')
    assert run_lab(body)[1] == []
    _, failures = run_lab(body.replace("careful\none", "one"))
    assert [failure.splitlines()[0] for failure in failures] == [
        "labs/01-try/lab.md:10: failed: block `ask`, command 2: wrong output"
    ]


def test_line_that_is_typed_unseen(run_lab: RunLab) -> None:
    """A password's prompt is no output."""
    _, failures = run_lab(console(f"$ {UNSEEN}", "in> secret", "secret"))
    assert failures == []


def test_output_of_the_opening_command(run_lab: RunLab) -> None:
    """What a program says before its first prompt is the opening command's output."""
    _, failures = run_lab(console(f"$ echo welcome; {ASK}", "welcome", "in> quit"))
    assert failures == []


def test_shell_works_on_after_a_program(run_lab: RunLab) -> None:
    """The terminal is the shell's again, with its variables, and shows nothing of what is typed there."""
    _, failures = run_lab(console("$ x=1", f"$ {ASK}", "in> four", "4", "in> quit", "$ cat <<<$x", "1"))
    assert failures == []


def test_exit_code_of_a_program(run_lab: RunLab) -> None:
    """`exit` is held against the code with which the last line ends the program."""
    _, failures = run_lab(console(f"$ {SHELLS['kernel']}", "in> exit 3", "exit", options='exit="3"'))
    assert failures == []
