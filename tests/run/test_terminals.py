"""Labs with a second terminal, commands that are let go of, and what they may leave running."""

from __future__ import annotations

import secrets
from collections.abc import Iterator

import psutil
import pytest

from tests.run.conftest import CLEANUP, EmptyMachine, MakeLab, RunLab
from workshop.run.outcome import Status
from workshop.run.runner import LabRun

# Waits in the foreground until it is interrupted, and then takes its leave with exit code 0.
SERVER = "bash -c 'echo $$ >pid; trap \"echo bye; exit 0\" INT; echo serving; cat'"
SERVE = f'```{{.console #serve terminal="2" ready="serving"}}\n$ {SERVER}\nserving\n```\n'
STOP = '```{.console #stop terminal="2" exit="0"}\n^C\nbye\n```\n'


def console(block: str, *lines: str, options: str = "") -> str:
    """A console fence of *lines*; in a lab that begins with it they start in line 7."""
    return "\n".join([f"```{{.console #{block} {options}}}", *lines, "```", ""])


@pytest.fixture(autouse=True)
def _nothing_survives(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Whatever a test's labs did, no process of theirs is left when it is over."""
    mark = secrets.token_hex(8)
    monkeypatch.setenv("WORKSHOP_TEST", mark)
    yield
    assert [process for process in psutil.process_iter() if _environment(process).get("WORKSHOP_TEST") == mark] == []


def _environment(process: psutil.Process) -> dict[str, str]:
    try:
        return process.environ()
    except psutil.Error:
        return {}


def test_a_second_terminal_is_a_shell_of_its_own(run_lab: RunLab) -> None:
    """Another terminal begins in the lab's folder with the lab's environment, and shares no directory or variable."""
    first = console("one", "$ mkdir d; cd d; x=1; basename $PWD", "d")
    second = console("two", '$ basename $PWD; echo "${x-none}"; cd /', "01-try", "none", options='terminal="2"')
    third = console("three", "$ basename $PWD; echo $x", "d", "1") + console(
        "four", "$ pwd", "/", options='terminal="2"'
    )
    _, failures = run_lab(first + second + third + CLEANUP)
    assert failures == []


def test_let_go_and_end(run_lab: RunLab) -> None:
    """A command that is let go of runs on while others are typed elsewhere, and `^C` ends it with its exit code."""
    look = console("look", "$ kill -0 $(cat pid) && echo up", "up")
    gone = console("gone", "$ kill -0 $(cat pid) 2>/dev/null || echo gone", "gone")
    report, failures = run_lab(SERVE + look + STOP + gone + CLEANUP)
    assert failures == []
    assert [(command.text, command.status) for command in report.commands][2] == ("^C", Status.PASSED)
    assert [command.index for command in report.commands] == [1, 1, 1, 1, 1]


def test_let_go_and_end_in_one_block(run_lab: RunLab) -> None:
    """A command that an interrupt kills ends with 130, in the first terminal too, which then takes the next command."""
    body = console("wait", "$ echo begun; cat", "begun", "^C", "$ echo next", "next", options='ready="begun"')
    _, failures = run_lab(body.replace("$ echo next\nnext\n", "") + console("next", "$ echo next", "next") + CLEANUP)
    assert failures == []


def test_output_up_to_the_line_that_lets_go(run_lab: RunLab) -> None:
    """What is compared ends with the line that lets go, though it was cut when read; the rest belongs to `^C`."""
    script = "printf 'one ready'; seq 50000 >/dev/null; printf ' now\\n'; printf 'more\\n'; cat"
    body = console("a", f"$ {script}", "one ready now", "^C", "more", options='ready="ready"')
    _, failures = run_lab(body + CLEANUP)
    assert failures == []


def test_line_without_an_end_lets_go(run_lab: RunLab) -> None:
    """A text that asks, in a line that does not end, lets go too."""
    _, failures = run_lab(
        console("a", "$ printf 'press enter: '; cat", "press enter:", "^C", options='ready="enter"') + CLEANUP
    )
    assert failures == []


def test_output_that_nobody_reads_does_not_stop_a_command(run_lab: RunLab) -> None:
    """A command that was let go of may print more than a terminal holds back, and nothing of it is lost."""
    serve = console("a", "$ echo begun; seq 100000; touch done; cat", options='terminal="2" ready="begun"')
    wait = console("b", "$ until test -e done; do :; done; echo done", "done")
    _, failures = run_lab(serve + wait + console("c", "^C", "1", "2", "⋯", "100000", options='terminal="2"') + CLEANUP)
    assert failures == []


def test_what_a_deaf_command_had_printed(run_lab: RunLab) -> None:
    """A terminal that must be given up loses nothing that it has shown."""
    deaf = console("a", "$ echo begun; trap '' INT; cat", options='timeout="0.2s"')
    report, failures = run_lab(deaf + CLEANUP)
    assert failures[0].splitlines()[1:3] == ["  its whole output:", "    begun"]
    assert report.commands[0].output == ("begun",)


@pytest.mark.parametrize("trap", ["", "trap '' INT HUP; "])
def test_what_was_let_go_of_ends_with_the_lab(run_lab: RunLab, monkeypatch: pytest.MonkeyPatch, trap: str) -> None:
    """A command without `^C` is no leak: it ends after the cleanup, with all that it has started, deaf or not."""
    monkeypatch.setattr("workshop.run.terminals.INTERRUPT_S", 0.3)
    start = f'bash -c "{trap}setsid cat /dev/zero >/dev/null & echo begun; cat"'
    report, failures = run_lab(console("a", f"$ {start}", options='terminal="2" ready="begun"') + CLEANUP)
    assert (failures, report.passed) == ([], True)


def test_first_terminal_is_free_for_the_cleanup(run_lab: RunLab) -> None:
    """Where a lab stops while a command runs on in its first terminal, that is ended, and the shell stays."""
    body = console("a", "$ cd /; echo begun; cat", options='ready="begun"')
    fail = console("b", "$ false", options='terminal="2"')
    _, failures = run_lab(body + fail + console("c", "^C") + console("cleanup", "$ pwd", "/"))
    assert [failure.splitlines()[0] for failure in failures] == [
        "labs/01-try/lab.md:10: failed: block `b`, command 1: wrong exit code"
    ]


LEFT = ["cat /dev/zero >/dev/null &", "setsid cat /dev/zero >/dev/null &", "(env -i cat /dev/zero >/dev/null &)"]


@pytest.mark.parametrize("start", LEFT)
@pytest.mark.parametrize("terminal", ["", 'terminal="2"'])
def test_process_that_is_left_behind(run_lab: RunLab, start: str, terminal: str) -> None:
    """What the cleanup leaves running is named, wherever it went, and ended."""
    report, failures = run_lab(console("a", f"$ {start}", options=terminal) + CLEANUP)
    assert failures == [
        "labs/01-try/lab.md:9: failed: block `cleanup`: process cat /dev/zero was left behind\n\n"
        "hint: let block `cleanup` undo what the lab does, and no more"
    ]
    assert not report.passed


def test_background_job_that_the_cleanup_ends(run_lab: RunLab) -> None:
    """A job that the cleanup has told to end may take a moment for it."""
    slow = "bash -c 'trap \"for i in {1..99999}; do :; done; exit\" TERM; echo up; while :; do :; done' &"
    _, failures = run_lab(console("a", f"$ {slow}") + console("cleanup", "$ kill %1"))
    assert failures == []


def test_many_processes_left_by_one_are_one_line(run_lab: RunLab) -> None:
    """A process is named without its children, and a long name is cut."""
    start = f"bash -c 'cat /dev/zero >/dev/null & cat /dev/zero >/dev/null; : {'x' * 80}' &"
    _, failures = run_lab(console("a", f"$ {start}") + CLEANUP)
    assert [failure.splitlines()[0].partition("`cleanup`: ")[2] for failure in failures] == [
        "process bash -c cat /dev/zero >/dev/null & cat /dev/zero >/dev/null… was left behind"
    ]


def test_run_that_is_given_up_ends_everything(make_lab: MakeLab) -> None:
    """A run that is closed early still ends what was let go of."""
    lab_run = LabRun(make_lab(SERVE + console("b", "$ true") + CLEANUP), EmptyMachine())
    lab_run.open()
    lab_run.run_block(lab_run.lab.blocks[0])
    report = lab_run.close()
    assert [block.status for block in report.blocks] == [Status.PASSED, Status.NOT_RUN, Status.PASSED]
