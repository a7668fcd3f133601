"""Where fences begin and end, in documents as people write them."""

from __future__ import annotations

import re

import pytest
from markdown import Markdown

from workshop.errors import ContentError
from workshop.lab.fences import Fence, find_fences, parse_info, split_lines


def scan(text: str) -> tuple[list[Fence], list[str]]:
    """Return the fences of *text*, and what is wrong, each as `path:line: message` without its hint."""
    errors: list[ContentError] = []
    fences = list(find_fences(text, "a.md", errors))
    return fences, [f"{error.where}: {error.message}" for error in errors]


PLACES = [
    pytest.param("```{.console #a}\n$ x\ny\n```\n", (1, 4), id="plain"),
    pytest.param("~~~{.console #a}\n$ x\ny\n~~~\n", (1, 4), id="tildes"),
    pytest.param("1. do\n\n    ```{.console #a}\n    $ x\n    y\n    ```\n", (3, 6), id="list"),
    pytest.param("1. do\n\n\t```{.console #a}\n    $ x\n\ty\n\t```\n", (3, 6), id="tab and blanks"),
    pytest.param('!!! note "注"\n\n    ```{.console #a}\n    $ x\n    y\n    ```\n', (3, 6), id="admonition"),
    pytest.param('=== "Linux"\n\n    ```{.console #a}\n    $ x\n    y\n    ```\n', (3, 6), id="tab of a page"),
    pytest.param("> ```{.console #a}\n> $ x\n> y\n> ```\n", (1, 4), id="blockquote"),
    pytest.param("```{.console #a}\r\n$ x\r\ny\r\n```\r\n", (1, 4), id="CRLF"),
    pytest.param("a\fb\u2028c\n```{.console #a}\n$ x\ny\n```\n", (2, 5), id="odd line ends"),
    pytest.param("```{.console #a}  \n$ x\ny\n```   \n", (1, 4), id="blanks after the end"),
]
BROKEN = [
    ("x\n```{.console #a}\n$ x\n", ["a.md:2: the fence is never closed"], []),
    (
        "```{.console #a}\n$ x\n\n```{.console #b}\n$ y\n```\n",
        ["a.md:1: the fence is not closed before the fence in line 4"],
        ["b"],
    ),
    (
        "```{.console #a}\n$ x\n````\n```{.console #b}\n```\n",
        ["a.md:1: the fence is not closed before line 3, which is not its end"],
        ["b"],
    ),
    (
        "```{.console #a}\n$ x\n  ```\n```{.console #b}\n```\n",
        ["a.md:1: the fence is not closed before line 3, which is not its end"],
        ["b"],
    ),
    (
        "    ```{.console #a}\n  $ x\n    ```\n```{.console #b}\n```\n",
        ["a.md:1: line 2 is indented less than the fence that it is in"],
        ["b"],
    ),
    (
        "> ```{.console #a}\n> $ x\ny\n> ```\n```{.console #b}\n```\n",
        ["a.md:1: line 3 is indented less than the fence that it is in"],
        ["b"],
    ),
    ("+ ~~~{.console #a}\n\n", ["a.md:1: a fence in the line of a list item"], []),
    ("```{.console #a}\n$ x\n````  \n", ["a.md:1: the fence is not closed before line 3, which is not its end"], []),
    (
        "- ```{.console #a}\n  $ x\n\n```{.console #b}\n```\n",
        ["a.md:1: a fence in the line of a list item"],
        ["b"],
    ),
]


def render(text: str) -> list[tuple[str, str]]:
    """Return id and body of each console fence that superfences finds in *text*."""
    found = []

    def note(source: str, _language: str, *_args: object, **named: str) -> str:
        found.append((named["id_value"], source))
        return ""

    fence = {"name": "console", "class": "console", "format": note}
    options = {"pymdownx.superfences": {"custom_fences": [fence]}}
    extensions = ["admonition", "attr_list", "pymdownx.superfences", "pymdownx.tabbed"]
    Markdown(extensions=extensions, extension_configs=options).convert(text)
    return found


@pytest.mark.parametrize(("text", "lines"), PLACES)
def test_a_fence_is_found_wherever_it_stands(text: str, lines: tuple[int, int]) -> None:
    """Around a fence may be anything that superfences sees through, and its body and lines stay the same."""
    (fence,), problems = scan(text)
    assert fence.info == "{.console #a}"
    assert (fence.classes, fence.id, fence.body) == (("console",), "a", ("$ x", "y"))
    assert ((fence.first_line, fence.last_line), problems) == (lines, [])


def test_a_fence_in_a_longer_fence_is_its_text() -> None:
    """A fence that shows fences is one fence."""
    (fence,), problems = scan("````markdown\n```{.console #a}\n$ x\n```\n~~~\n````\n")
    assert (fence.classes, fence.body, problems) == (("markdown",), ("```{.console #a}", "$ x", "```", "~~~"), [])


def test_a_quoted_fence_may_continue_commands() -> None:
    """Only the quote's own mark is taken off a line, so that a continued command in it stays one."""
    (fence,), _ = scan("> ```{.console #a}\n> $ cat <<EOF\n> > EOF\n>\n> ```\n")
    assert fence.body == ("$ cat <<EOF", "> EOF", "")


def test_deeper_indents_and_blank_lines_stay() -> None:
    """A body keeps the indent that is its own, and its blank lines."""
    (fence,), _ = scan("    ```{.check #a}\n      if x\n\n  \n\tthen\n    ```\n")
    assert fence.body == ("  if x", "", "", "then")


def test_inline_code_is_no_fence() -> None:
    """Three backticks that close in their line are code in a sentence."""
    assert scan("```x``` is code\n```{x}``` too\n") == ([], [])


def test_backticks_in_a_value_are_no_inline_code() -> None:
    """A hint may quote a command in backticks."""
    (fence,), _ = scan('```{.check #a hint="see `docker ps`"}  \ntrue\n```\n')
    assert fence.options == {"hint": "see `docker ps`"}


@pytest.mark.parametrize(("text", "problems", "found"), BROKEN)
def test_broken_fences_are_told_and_the_next_is_found(text: str, problems: list[str], found: list[str]) -> None:
    """A fence that superfences would drop without a word is an error at its first line, and hides no other."""
    fences, told = scan(text)
    assert (told, [fence.id for fence in fences]) == (problems, found)


@pytest.mark.parametrize("text", [case.values[0] for case in PLACES])
def test_superfences_finds_the_same(text: str) -> None:
    """The page's renderer finds the same block with the same body, wherever it stands."""
    (fence,), _ = scan(text)
    assert render(text) == [(fence.id, "\n".join(fence.body))]


@pytest.mark.parametrize("text", [case[0] for case in BROKEN])
def test_superfences_loses_what_is_refused(text: str) -> None:
    """None of the errors is mere taste: the page's renderer shows no such block, or with other lines in it."""
    assert ("a", "$ x") not in render(text)


def test_the_hint_of_a_broken_fence() -> None:
    """The author is told what to write."""
    errors: list[ContentError] = []
    list(find_fences("~~~~{.console #a}\n", "a.md", errors))
    assert [str(error) for error in errors] == [
        "a.md:1: the fence is never closed\n\n"
        "hint: end it with ~~~~, indented as it begins; around other fences make it longer than they are"
    ]


@pytest.mark.parametrize(
    ("info", "parsed"),
    [
        ("", ((), None, {})),
        (" python ", (("python",), None, {})),
        (".python", (("python",), None, {})),
        ("console {#a}", (("console",), "a", {})),
        ('yaml title="a.yaml"', (("yaml",), None, {"title": "a.yaml"})),
        ("{ .console #a }", (("console",), "a", {})),
        (
            '{.check #a title=\'说 "好"\' hint="it\'s } 而已"}',
            (("check",), "a", {"title": '说 "好"', "hint": "it's } 而已"}),
        ),
        ('{#a .check title=""}', (("check",), "a", {"title": ""})),
    ],
)
def test_attribute_lists(info: str, parsed: object) -> None:
    """Classes, id and options are read, with either quote, Chinese words and braces in values."""
    assert parse_info(info) == parsed


@pytest.mark.parametrize(
    ("info", "message"),
    [
        ("{.console #a", "the attribute list does not end the line with a closing brace"),
        ("{.console #a} x", "the attribute list does not end the line with a closing brace"),
        ("{.console #a exit=1}", 'cannot read `exit=1`; write options as name="value"'),
        ("{.console#a}", 'cannot read `.console#a`; write options as name="value"'),
        ('{.check title="a "b" c"}', 'cannot read `title="a "b" c"`; write options as name="value"'),
        ('{.check title="a"\u3000hint="b"}', 'cannot read `title="a"\u3000hint="b"`; write options as name="value"'),
        ("{.check title=“a”}", 'cannot read `title=“a”`; write options as name="value"'),
        ("bash timeout=120", 'cannot read `timeout=120`; write options as name="value"'),
        ("{.console #a #b}", "two ids, `a` and `b`"),
        ('{.console exit="1" exit="2"}', "option `exit` is given twice"),
    ],
)
def test_unreadable_attribute_lists(info: str, message: str) -> None:
    """What would be read otherwise by the page's renderer is refused."""
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        parse_info(info)


def test_an_unreadable_list_is_told_at_its_line() -> None:
    """A fence whose list cannot be read is no fence, and its end begins none."""
    assert scan("\n```{.console #a exit=1}\n$ x\n```\ntext\n") == (
        [],
        ['a.md:2: fence: cannot read `exit=1`; write options as name="value"'],
    )


def test_lines_are_an_editors() -> None:
    """CRLF and CR end a line once, a form feed ends none."""
    assert split_lines("a\r\nb\rc\fd\n") == ["a", "b", "c\fd", ""]
