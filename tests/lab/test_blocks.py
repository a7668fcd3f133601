"""Options of the three kinds of block: what they mean, and every way to get them wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.lab.conftest import FindErrors, ReadLab
from workshop.lab import CheckBlock, FileBlock

CHECK = '```{.check #c after="a" title="题" hint="看"}\n'


def console(options: str, *commands: str) -> str:
    """Return a console fence with *options*, of `true` where no *commands* are given; its first line is line 7."""
    lines = [f"$ {command}" for command in commands or ("true",)]
    return "\n".join([f"```{{.console #a {options}}}", *lines, "```", ""])


def test_defaults_of_a_console(read_lab: ReadLab) -> None:
    """Without options a block has 30 s, no second try, nothing that may vary, and exit codes of 0."""
    block = read_lab(console("", "true", "false")).consoles[0]
    assert (block.timeout_s, block.retry_s, block.vary, block.skip) == (30.0, 0.0, frozenset(), None)
    assert [command.exit_code for command in block.commands] == [0, 0]


def test_options_of_a_console(read_lab: ReadLab) -> None:
    """All options are read, and the exit code is the last command's alone."""
    options = 'timeout="2m" retry="1.5s" exit="255" vary="size pid" skip="要一台手机"'
    block = read_lab(console(options, "docker ps", "docker logs x")).consoles[0]
    assert (block.timeout_s, block.retry_s, block.vary, block.skip) == (
        120.0,
        1.5,
        frozenset({"size", "pid"}),
        "要一台手机",
    )
    assert [command.exit_code for command in block.commands] == [0, 255]
    assert (block.where, block.last_line) == ("labs/01-try/lab.md:7", 10)


def test_a_file_is_shown_from_the_file(read_lab: ReadLab, folder: Path) -> None:
    """A file block has the file's text, or the lines asked for, without a BOM and with plain line ends."""
    (folder / "a.txt").write_bytes("\ufeff一\r\n二\f\r\n三".encode())
    fence = '```{{.file #{} path="a.txt"{}}}\n  \n```\n'
    body = fence.format("f", "") + fence.format("g", ' lines="2-3"') + fence.format("h", ' lines="1-1"')
    blocks = [block for block in read_lab(body).blocks if isinstance(block, FileBlock)]
    assert [(block.file, block.lines, block.text) for block in blocks] == [
        ("a.txt", None, "一\n二\f\n三"),
        ("a.txt", (2, 3), "二\f\n三\n"),
        ("a.txt", (1, 1), "一\n"),
    ]


@pytest.mark.parametrize("lines", ["2", "0-1", "2-3", "2-1"])
def test_lines_that_a_file_does_not_have(find_errors: FindErrors, folder: Path, lines: str) -> None:
    """Lines are named by the first and the last, both within the file."""
    (folder / "a.txt").write_text("1\n2\n", encoding="utf-8")
    found = find_errors(f'```{{.file #f path="a.txt" lines="{lines}"}}\n```\n')
    assert found == ["labs/01-try/lab.md:7: block `f`: `lines` is FIRST-LAST within 1-2"]


def test_a_check_is_read(read_lab: ReadLab) -> None:
    """A check has its step, words and script, whose inner indent and blank lines stay."""
    lab = read_lab(console("") + CHECK + "\n  if true\n\n  then :; fi  \n\n```\n")
    (check,) = lab.checks
    assert (check.after, check.title, check.hint, check.where) == ("a", "题", "看", "labs/01-try/lab.md:10")
    assert check.script == "  if true\n\n  then :; fi\n"
    assert isinstance(lab.find_block("c"), CheckBlock)
