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


UNKNOWN = "hint: known are exit, prompt, ready, retry, skip, terminal, timeout, vary"


@pytest.mark.parametrize(
    ("options", "error"),
    [
        *((f'{name}="2"', f"unknown option `{name}`\n\n{UNKNOWN}") for name in ("Timeout", "output")),
        ('timeout="60"', "`timeout`: `60` is no duration; write 60s or 2m"),
        ('timeout="0s"', "`timeout`: `0s` is no duration; write 60s or 2m"),
        ('retry="-1s"', "`retry`: `-1s` is no duration; write 60s or 2m"),
        ('retry="٣s"', "`retry`: `٣s` is no duration; write 60s or 2m"),
        ('vary="date size"', "`vary` knows no kind `date`\n\nhint: known are kernel percent pid size"),
        ('skip=" "', 'a skip without a reason\n\nhint: say why: skip="needs a phone"'),
        *((f'exit="{code}"', f"`{code}` is no exit code\n\nhint: 0 to 255") for code in ("256", "-1", "x", "²", "")),
    ],
)
def test_wrong_options_of_a_console(find_errors: FindErrors, options: str, error: str) -> None:
    """An option that is unknown, or means nothing, is refused at the fence."""
    assert find_errors(console(options)) == [f"labs/01-try/lab.md:7: block `a`: {error}"]


def test_only_reading_is_retried(find_errors: FindErrors) -> None:
    """A block that is retried is refused at each command that changes something."""
    assert find_errors(console('retry="5s"', "docker ps", "docker ps; docker rm x", "docker rm y")) == [
        f"labs/01-try/lab.md:{line}: block `a`: only a command that reads may be retried, not `{command}`\n\n"
        "hint: wait with `kubectl wait`, `rollout status` or `compose up --wait` instead"
        for line, command in ((9, "docker ps; docker rm x"), (10, "docker rm y"))
    ]


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


@pytest.mark.parametrize(
    ("options", "body", "error"),
    [
        ("", "", 'no path\n\nhint: name a file of the lab: path="compose.yaml"'),
        ('path="b.txt"', "", "no file `b.txt` in the lab's folder"),
        ('path="../other.txt"', "", "no file `../other.txt` in the lab's folder"),
        ('path="/etc/hostname"', "", "no file `/etc/hostname` in the lab's folder"),
        ('path="raw"', "", "the file `raw` is not UTF-8, so it cannot be shown"),
        ('path="a.txt"', "x\n", "a file fence is empty; what it shows comes from the file"),
        ('path="a.txt" line="1"', "", "unknown option `line`\n\nhint: known are lines, path"),
        *(
            (f'path="a.txt" lines="{lines}"', "", "`lines` is FIRST-LAST within 1-2")
            for lines in ("2", "0-1", "2-3", "2-1")
        ),
    ],
)
def test_wrong_files(find_errors: FindErrors, folder: Path, options: str, body: str, error: str) -> None:
    """A file block that would show nothing, something else, or a file from outside the lab is refused."""
    (folder / "a.txt").write_text("1\n2\n", encoding="utf-8")
    (folder / "raw").write_bytes(b"\xff\xfe")
    (folder.parent / "other.txt").write_text("x", encoding="utf-8")
    found = find_errors(f"```{{.file #f {options}}}\n{body}```\n")
    assert found == [f"labs/01-try/lab.md:7: block `f`: {error}"]


def test_a_check_is_read(read_lab: ReadLab) -> None:
    """A check has its step, words and script, whose inner indent and blank lines stay."""
    lab = read_lab(console("") + CHECK + "\n  if true\n\n  then :; fi  \n\n```\n")
    (check,) = lab.checks
    assert (check.after, check.title, check.hint, check.where) == ("a", "题", "看", "labs/01-try/lab.md:10")
    assert check.script == "  if true\n\n  then :; fi\n"
    assert isinstance(lab.find_block("c"), CheckBlock)


def test_a_check_that_lacks_everything(find_errors: FindErrors) -> None:
    """All that one block lacks is told, not only the first."""
    assert find_errors('```{.check #c title=" "}\n\n```\n') == [
        f"labs/01-try/lab.md:7: block `c`: {problem}"
        for problem in (
            "a check needs `after`",
            "a check needs `title`",
            "a check needs `hint`",
            "the check has no script",
        )
    ]


@pytest.mark.parametrize(
    ("name", "error"),
    [
        ("", "console fence: no id\n\nhint: name it, as in {.console #some-name}"),
        ("#Run_it", "block `Run_it`: an id is of small letters, digits and hyphens"),
        ("#运行", "block `运行`: an id is of small letters, digits and hyphens"),
    ],
)
def test_ids(find_errors: FindErrors, name: str, error: str) -> None:
    """Every block has an id that can stand in an address and in a test's name."""
    assert find_errors(f"```{{.console {name}}}\n$ true\n```\n") == [f"labs/01-try/lab.md:7: {error}"]
