"""A measured number on a page is what the lab's last run printed, or the page says that there is none."""

from __future__ import annotations

import re

import pytest

from tests.site.project import Project
from tests.site.test_executed import write_record

PROSE = "一个容器只是一个进程。"
LINE = "words: 3"
CALL = '{$ measured("01-first", "words") $}'
HARDWARE = {"cpus": 2, "memory_bytes": 24 * 2**30, "system": "Linux x86_64"}


@pytest.fixture
def measuring(project: Project) -> Project:
    """The sample, whose lab prints a number that the chapter shows within a sentence."""
    project.edit("labs/01-first/lab.md", "$ echo hello\nhello\n", f"$ echo hello && echo {LINE}\nhello\n{LINE}\n")
    project.edit("docs/01-one.md", PROSE, f"共有 {CALL}。")
    project.edit("docs/01-one.en.md", "A container is only a process.", f"There are {CALL}.")
    return project


def run(*lines: str) -> dict[str, object]:
    """A run that printed *lines*."""
    return {"blocks": [{"block": "greet", "kind": "console", "commands": [{"output": list(lines)}]}]}


def read_number(project: Project) -> str:
    """The chapter's sentence, without its tags."""
    assert project.build() == []
    page = (project.folder / "site" / "01-one" / "index.html").read_text(encoding="utf-8")
    [sentence] = re.findall("<p>共有 .*</p>", page)
    return re.sub("<[^>]*>", "", sentence).removesuffix("敲 echo hello 就行。")


def test_no_run(measuring: Project) -> None:
    """Without a run, or with one of other files, that failed, or that printed no such line, there is no number."""
    assert read_number(measuring) == "共有 尚未测量。"
    write_record(measuring, run(LINE) | {"digest": "0" * 64}, run(LINE) | {"passed": False}, run("words 3"))
    assert read_number(measuring) == "共有 尚未测量。"


def test_last_run(measuring: Project) -> None:
    """The number is the latest run's, with its date, machine and versions."""
    first = run("words: 2") | {"started": "2026-11-20T08:00:00+00:00"}
    last = run("noise", "  words: 4 <b>", "words: 5") | {
        "hardware": HARDWARE,
        "docker": "28.5.2+dfsg4",
        "kubernetes": "1.37.0",
    }
    write_record(measuring, last, first)
    origin = "（2026-11-22 实测：2 核、24 GiB、Linux x86_64、Docker 28.5.2、Kubernetes 1.37.0）"
    assert read_number(measuring) == f"共有 4 &lt;b&gt;{origin}。"


def test_numbers_of_one_run_in_one_paragraph(measuring: Project) -> None:
    """Where numbers are from is said once in a paragraph, behind the last; each paragraph says it."""
    for page in ("docs/01-one.md", "docs/01-one.en.md"):
        measuring.edit(page, CALL, f"{CALL}; {CALL}")
    measuring.edit("docs/01-one.md", f"{CALL}; {CALL}。", f"{CALL}、{CALL}。\n\n还是 {CALL}。")
    measuring.edit("docs/01-one.en.md", f"{CALL}; {CALL}.", f"{CALL}, {CALL}.\n\nIt is {CALL}.")
    write_record(measuring, run(LINE))
    assert re.fullmatch(r"共有 3、3（2026-\S+ 实测：[^）]*）。", read_number(measuring))
    page = (measuring.folder / "site" / "01-one" / "index.html").read_text(encoding="utf-8")
    assert len(re.findall("实测", page)) == 2


@pytest.mark.parametrize(
    ("printed", "shown"),
    [("3.1 s", "3.1 秒"), ("4.49 /s", "4.49 次每秒"), ("0 requests", "0 个请求"), ("9.5 MB", "9.5 MB"), ("9%", "9%")],
)
def test_units_are_in_the_pages_language(measuring: Project, printed: str, shown: str) -> None:
    """A unit that has a name in Chinese is shown by it."""
    write_record(measuring, run(f"words: {printed}"))
    assert read_number(measuring).startswith(f"共有 {shown}（")


def test_one_of_several_blocks(measuring: Project) -> None:
    """Of several blocks that print a line of that name the first counts, unless the page names another."""
    greet = "$ cat <<END\n> {$1}\n> END\n{$1}\n```\n"
    more = f"```{{.console #count}}\n$ echo {LINE}\n{LINE}\n```\n"
    measuring.edit("labs/01-first/lab.md", greet, f"{greet}\n{more}")
    measuring.edit(
        "labs/01-first/lab.en.md",
        "```{.console #greet}\n```\n",
        "```{.console #greet}\n```\n\n```{.console #count}\n```\n",
    )
    runs = [{"block": block, "commands": [{"output": [f"words: {n}"]}]} for block, n in (("count", 7), ("greet", 3))]
    write_record(measuring, {"blocks": runs})
    assert read_number(measuring).startswith("共有 3（")
    for page in ("docs/01-one.en.md", "docs/01-one.md"):
        measuring.edit(page, '"words")', '"words", "count")')
    assert read_number(measuring).startswith("共有 7（")


WRONG = {
    "block": ('{$ measured("01-first", "hello", "later") $}', "lab `01-first` prints no line `hello: …`"),
    "arguments": (
        '{$ measured("01-first") $}',
        "`measured` takes a lab, a name that it measures and, if not the first, the block, in quotes",
    ),
    "name": ('{$ measured("01-first", "words") $}', "lab `01-first` prints no line `words: …`"),
    "lab": ('{$ measured("02-none", "words") $}', "no lab `02-none`\n\nhint: labs: 01-first"),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_wrong_call(project: Project, wrong: str) -> None:
    """A lab that is not there, or does not measure it, fails the build by file and line."""
    call, message = WRONG[wrong]
    project.edit("docs/01-one.md", PROSE, call)
    assert project.build() == [f"docs/01-one.md:13: {message}"]
