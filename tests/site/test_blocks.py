"""Blocks of a lab as HTML: what is typed stands apart from what is printed, and nothing typed is lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html

from tests.site.project import SAMPLE
from workshop.lab import Command, ConsoleBlock, Expectation, Lab, load_lab, load_translation
from workshop.lab.model import Typed
from workshop.site.blocks import block_html


@pytest.fixture
def lab() -> Lab:
    """The sample lab."""
    return load_lab(SAMPLE / "labs" / "01-first")


def block(lab: Lab, name: str, language: str = "zh") -> html.HtmlElement:
    """The element of the block of that id."""
    found = lab.find_block(name)
    assert found is not None
    return html.fromstring(block_html(found, lab.id, language))


def test_console_names_its_commands(lab: Lab) -> None:
    """A block and each of its commands say where they are from, counted from 1."""
    element = block(lab, "greet")
    assert dict(element.attrib) == {"class": "lab-block lab-console", "data-lab": "01-first", "data-block": "greet"}
    commands = element.findall("div")
    assert [command.get("data-index") for command in commands] == ["1", "2"]
    assert {(command.get("data-lab"), command.get("data-block")) for command in commands} == {("01-first", "greet")}


def test_console_shows_what_a_terminal_shows(lab: Lab) -> None:
    """Prompts, continued lines and output read as in a terminal, and only the command is copied."""
    command = block(lab, "greet").findall("div")[1]
    assert command.text_content() == "$ cat <<END\n> {$1}\n> END\n{$1}\n"
    assert command.get("data-copy") == "cat <<END\n{$1}\nEND"
    parts = {name: [part.text_content() for part in command.find_class(f"lab-{name}")] for name in ("prompt", "output")}
    assert parts == {"prompt": ["$ ", "> ", "> "], "output": ["{$1}"]}


def test_console_tells_an_exit_code_on_the_page_alone(lab: Lab) -> None:
    """An exit code other than 0 is told under the block, where a deck leaves it out."""
    notes = block(lab, "cleanup", "en").find_class("page-only")
    assert [note.text_content() for note in notes] == ["exit code 1"]
    assert block(lab, "greet").find_class("page-only") == []


@pytest.mark.parametrize(
    ("language", "note"),
    [
        ("zh", "还不是这样？过片刻再敲一次，最多等 30 秒。"),
        ("en", "Not like this yet? Type the command again after a moment, for up to 30 s."),
    ],
)
def test_what_may_take_a_moment_says_so(language: str, note: str) -> None:
    """Where the runner asks again until the output is as shown, a reader is told to, on the page alone."""
    commands = (Command("cat", 2, (Expectation("a", 3),)),)
    notes = []
    for seconds in (0.0, 30.0):
        console = ConsoleBlock("a", "lab.md", 1, 4, commands, retry_s=seconds)
        element: html.HtmlElement = html.fromstring(block_html(console, "01-first", language))
        notes.append([(found.text_content(), "page-only" in found.classes) for found in element.find_class("lab-note")])
    assert notes == [[], [(note, True)]]


@pytest.mark.parametrize(
    ("language", "note"),
    [
        ("zh", "这里设的变量和函数只在这个终端里。换了新终端，这样再有它们：./workshop catch-up --to a --shell"),
        (
            "en",
            "The variables and functions set here last in this terminal. "
            "To have them in a new one: ./workshop catch-up --to a --shell",
        ),
    ],
)
def test_what_a_new_terminal_lacks(language: str, note: str) -> None:
    """A block that sets a variable or a function says how to have it again, on the lab's own page alone."""
    notes = []
    for text, block_id in (
        ("cat", "a"),
        ("id=$(docker ps -q)", "a"),
        ("id=1", "cleanup"),
        ('export KUBECONFIG="$PWD/x"', "a"),
    ):
        console = ConsoleBlock(block_id, "lab.md", 1, 4, (Command(text, 2),))
        shown: html.HtmlElement = html.fromstring(block_html(console, "01-first", language, on_own_page=True))
        elsewhere: html.HtmlElement = html.fromstring(block_html(console, "01-first", language))
        notes.append([(found.text_content(), "page-only" in found.classes) for found in shown.find_class("lab-note")])
        assert elsewhere.find_class("lab-note") == []
    assert notes == [[], [(note, True)], [], []]


def test_chinese_output_takes_two_cells_a_character() -> None:
    """A table that a program lined up for a terminal stays in line in any font; Latin text is left as it is."""
    output = (Expectation("| 云，计算 <1> | 18 |", 2), Expectation("| Borg     <2> | 19 |", 3))
    console = ConsoleBlock("a", "lab.md", 1, 4, (Command("cat", 1, output),))
    element: html.HtmlElement = html.fromstring(block_html(console, "01-first", "zh"))
    (wide,) = element.find_class("lab-wide")
    assert (wide.text_content(), wide.get("style")) == ("云，计算", "width:8ch")
    (shown,) = element.find_class("lab-output")
    assert shown.text_content() == "| 云，计算 <1> | 18 |\n| Borg     <2> | 19 |"


@pytest.mark.parametrize(("language", "label"), [("zh", "终端 2"), ("en", "terminal 2")])
def test_other_terminals_are_named(language: str, label: str) -> None:
    """A block of another terminal says so; lines for a program follow its prompt, and a key is nothing to copy."""
    commands = (
        Command("cat", 2, exit_code=None),
        Command("<b>", 3, typed=Typed.INPUT),
        Command("^C", 4, (Expectation("bye", 5),), 130, Typed.INTERRUPT),
    )
    console = ConsoleBlock("a", "lab.md", 1, 6, commands, terminal=2, prompt="in> ")
    element: html.HtmlElement = html.fromstring(block_html(console, "01-first", language))
    assert [note.text_content() for note in element.find_class("lab-terminal")] == [label]
    shown = element.find_class("lab-command")
    assert [command.text_content() for command in shown] == ["$ cat\n", "in> <b>\n", "^C\nbye\n"]
    assert ["no-copy" in command.classes for command in shown] == [False, False, True]


def test_lines_that_go_on_in_a_program() -> None:
    """They follow the program's second prompt, and are copied with the line above them, without it."""
    commands = (Command("python3", 2, exit_code=None), Command("for i in 1, 2:\n    <b>\n", 3, typed=Typed.INPUT))
    console = ConsoleBlock("a", "lab.md", 1, 6, commands, prompt=">>> ", more="... ")
    element: html.HtmlElement = html.fromstring(block_html(console, "01-first", "zh"))
    shown = element.find_class("lab-command")
    assert shown[1].text_content() == ">>> for i in 1, 2:\n...     <b>\n... \n"
    assert shown[1].get("data-copy") == "for i in 1, 2:\n    <b>\n"


VARIANT = """\
```{{.console #a}}
$ echo 1
1
$ echo 2
2
```
```{{.console #a engine="28"}}
{output}
```
```{{.console #cleanup}}
$ true
```
"""


@pytest.mark.parametrize(("language", "summary"), [("zh", "Docker 28 上的输出"), ("en", "On Docker 28")])
def test_outputs_of_an_older_engine_are_folded(tmp_path: Path, language: str, summary: str) -> None:
    """They stand below their block, for the page alone, with the command that they are of; nothing of it is copied."""
    text = "---\ntitle: A\nminutes: 1\nneeds: none\n---\n" + VARIANT.format(output="$ echo 2\n<two>")
    (tmp_path / "lab.md").write_text(text, encoding="utf-8")
    element = block(load_lab(tmp_path), "a", language)
    (folded,) = element.find_class("lab-variant")
    assert "page-only" in folded.classes
    assert [each.text_content() for each in folded.iter("summary", "code")] == [summary, "$ echo 2\n<two>\n"]
    assert folded.find_class("lab-command") == []
    assert [each.text_content() for each in element.find_class("lab-command")] == ["$ echo 1\n1\n", "$ echo 2\n2\n"]


def test_file_is_shown_as_it_is(lab: Lab) -> None:
    """A file has its name as title, and its text unchanged."""
    element = block(lab, "words")
    assert [name.text_content() for name in element.find_class("filename")] == ["words.txt"]
    assert [code.text_content() for code in element.iter("code")] == ["one & two\n"]


def test_part_of_a_file_names_its_lines(tmp_path: Path) -> None:
    """Where only some lines of a file are shown, its title says which."""
    fence = '```{.file #part path="a.yaml" lines="2-3"}\n```\n\n```{.console #cleanup}\n$ true\n```\n'
    (tmp_path / "lab.md").write_text(f"---\ntitle: A\nminutes: 1\nneeds: none\n---\n\n{fence}", encoding="utf-8")
    (tmp_path / "a.yaml").write_text("a: 1\nb:\n  - 2\nc: 3\n", encoding="utf-8")
    element = block(load_lab(tmp_path), "part")
    assert element.text_content() == "a.yaml (2–3)b:\n  - 2\n"


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("zh", ["检查 打过招呼", "没有通过？", "检查的脚本"]),
        ("en", ["Check Said hello", "Not there yet?", "The check's script"]),
    ],
)
def test_check_is_a_card(lab: Lab, language: str, words: list[str]) -> None:
    """A check shows its title; hint and script unfold, code of the hint set as code."""
    element = block(lab if language == "zh" else load_translation(lab), "greeted", language)
    title = [part.text_content() for part in element.find_class("lab-check-title")]
    assert title + [summary.text_content() for summary in element.iter("summary")] == words
    hint, script = (details.find(".//code") for details in element.iter("details"))
    assert hint is not None
    assert script is not None
    assert (hint.text_content(), script.text_content()) == ("echo hello", 'test -n "$BASH"\n')
