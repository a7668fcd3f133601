"""A measured number on a page is what a recorded run of the lab printed; without one the build fails."""

from __future__ import annotations

import re

import pytest

from tests.site.project import Project
from tests.site.test_executed import OLD, write_record

PROSE = "一个容器只是一个进程。"
LINE = "words: 3"
CALL = '{$ measured("01-first", "words") $}'


@pytest.fixture
def measuring(project: Project) -> Project:
    """The sample, whose lab prints a number that the chapter shows within a sentence."""
    project.edit("labs/01-first/lab.md", "$ echo hello\nhello\n", f"$ echo hello && echo {LINE}\nhello\n{LINE}\n")
    project.edit("docs/01-one.md", PROSE, f"共有 {CALL}。")
    project.edit("docs/01-one.en.md", "A container is only a process.", f"There are {CALL}.")
    return project


def run(value: str, block: str = "greet", **more: object) -> dict[str, object]:
    """A run that measured *value*."""
    return {"measured": {block: {"words": value}}} | more


def read_number(project: Project) -> str:
    """The chapter's sentence, without its tags."""
    assert project.build() == []
    page = (project.folder / "site" / "01-one" / "index.html").read_text(encoding="utf-8")
    [sentence] = re.findall("<p>共有 .*</p>", page)
    return re.sub("<[^>]*>", "", sentence).removesuffix("敲 echo hello 就行。")


@pytest.mark.parametrize("rows", [[], [{}], [{"measured": {"later": {"words": "3"}}}]])
def test_no_run(measuring: Project, rows: list[dict[str, object]]) -> None:
    """Without a run that measured it there is no number: the build fails by file and line, and says what to type."""
    if rows:
        write_record(measuring, *rows)
    problem = "no run of lab `01-first` is recorded that measured `words`"
    hint = "execute and record it: workshop record 01-first"
    assert measuring.build() == ["\n".join(f"docs/01-one{end}.md:13: {problem}\n\nhint: {hint}" for end in (".en", ""))]


def test_last_run(measuring: Project) -> None:
    """The number is of the first row that has it, with its date, machine and versions."""
    write_record(measuring, {}, run("4 <b>") | OLD | {"kubernetes": "1.37.0"}, run("2"))
    origin = "（2026-11-20 实测：2 核、24 GiB、Linux x86_64、Docker 28.5.2（经典镜像存储）、Kubernetes 1.37.0）"
    assert read_number(measuring) == f"共有 4 &lt;b&gt;{origin}。"


def test_a_number_of_the_lab_before(measuring: Project) -> None:
    """A number that was measured before the lab changed stays, with its day, until it is measured anew."""
    write_record(measuring, run("4") | {"digest": "0" * 64})
    assert read_number(measuring) == "共有 4（2026-11-22 实测：2 核、24 GiB、Linux x86_64）。"


def test_numbers_of_one_run_in_one_paragraph(measuring: Project) -> None:
    """Where numbers are from is said once in a paragraph, behind the last; each paragraph says it."""
    for page in ("docs/01-one.md", "docs/01-one.en.md"):
        measuring.edit(page, CALL, f"{CALL}; {CALL}")
    measuring.edit("docs/01-one.md", f"{CALL}; {CALL}。", f"{CALL}、{CALL}。\n\n还是 {CALL}。")
    measuring.edit("docs/01-one.en.md", f"{CALL}; {CALL}.", f"{CALL}, {CALL}.\n\nIt is {CALL}.")
    write_record(measuring, run("3"))
    assert re.fullmatch(r"共有 3、3（2026-\S+ 实测：[^）]*）。", read_number(measuring))
    page = (measuring.folder / "site" / "01-one" / "index.html").read_text(encoding="utf-8")
    assert len(re.findall("实测", page)) == 2


@pytest.mark.parametrize(
    ("printed", "shown"),
    [("3.1 s", "3.1 秒"), ("4.49 /s", "4.49 次每秒"), ("0 requests", "0 个请求"), ("9.5 MB", "9.5 MB"), ("9%", "9%")],
)
def test_units_are_in_the_pages_language(measuring: Project, printed: str, shown: str) -> None:
    """A unit that has a name in Chinese is shown by it."""
    write_record(measuring, run(printed))
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
    write_record(measuring, {"measured": {"count": {"words": "7"}, "greet": {"words": "3"}}})
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
