"""A command that no lab runs, and a macro or a block that cannot be shown, fails the build by file and line."""

from __future__ import annotations

import pytest

from tests.site.project import Project
from workshop.cli.app import COMMANDS
from workshop.site.calls import ARGUMENTS
from workshop.site.typed import KIT

PROSE = "一个容器只是一个进程。"
HOME = "从[第一章](01-one.md#first)读起，再做[实验](labs/01-first.md)。\n"
"""Line 7 of docs/index.md."""

CALL = '{$ lab_command("01-first", "greet") $}'
HINT = 'hint: show a lab\'s block with {$ lab_command("lab", "block") $}'

MACROS = {
    "unknown variable": (
        "{$ nothing $}",
        f"unknown variable `nothing`\n\nhint: macros: {', '.join(ARGUMENTS)}",
    ),
    "unknown macro": (
        '{$ video("x") $}',
        f"unknown variable `video`\n\nhint: macros: {', '.join(ARGUMENTS)}",
    ),
    "unknown attribute": (
        "{$ extra.nothing $}",
        "macro: 'mkdocs.config.base.LegacyConfig object' has no attribute 'nothing'",
    ),
    "unclosed": ("{$ title", "macro: unexpected end of template, expected 'end of print statement'."),
    "unknown lab": ('{$ lab_command("02-second", "greet") $}', "no lab `02-second`\n\nhint: labs: 01-first"),
    "unknown block": (
        '{$ lab_command("01-first", "bye") $}',
        "lab `01-first` has no console block `bye`\n\nhint: it has greet, later, cleanup",
    ),
    "a check": (
        '{$ lab_command("01-first", "greeted") $}',
        "lab `01-first` has no console block `greeted`\n\nhint: it has greet, later, cleanup",
    ),
    "source of an unknown lab": (
        '{$ lab_source("02-second", "greet") $}',
        "no lab `02-second`\n\nhint: labs: 01-first",
    ),
    "source of an unknown block": (
        '{$ lab_source("01-first", "bye") $}',
        "lab `01-first` has no block `bye`\n\nhint: it has greet, greeted, words, later, cleanup",
    ),
    "no block": ('{$ lab_command("01-first") $}', "`lab_command` takes a lab and a block, in quotes"),
    "not in quotes": ("{$ figure(title) $}", "`figure` takes a figure's name, in quotes"),
    "unknown figure": ('{$ figure("ball") $}', "no figure `ball`\n\nhint: write docs/figures/ball.svg and .yml"),
}


@pytest.mark.parametrize("broken", MACROS)
def test_broken_macro(project: Project, broken: str) -> None:
    """A variable, a macro, a lab, a block or a figure that is not there fails the build."""
    source, message = MACROS[broken]
    project.edit("docs/index.md", HOME, source)
    assert project.build() == [f"docs/index.md:7: {message}"]


def test_variables_of_the_project(project: Project) -> None:
    """A page may use what it says of itself and what mkdocs.yml says for all."""
    source = "{$ minutes $} {$ config.site_name $} {$% for n in range(2) %$}{$ n $}{$% endfor %$}"
    project.edit("docs/01-one.md", PROSE, source)
    assert project.build() == []
    page = (project.folder / "site" / "01-one" / "index.html").read_text(encoding="utf-8")
    assert "<p>5 浅谈云计算及 Kubernetes 容器部署 01\n" in page


def test_macro_inside_a_line(project: Project) -> None:
    """A macro that shows a block cannot stand within a sentence."""
    project.edit("docs/01-one.md", CALL, f"看：{CALL}")
    assert project.build() == ["docs/01-one.md:16: `lab_command` shows a block: it stands alone on its line"]


NEVER_CLOSED = "end it with ```, indented as it begins; around other fences make it longer than they are"


LOST = (
    "a macro shows a block where none can be: in code, in a comment, or joined to other text\n\n"
    "hint: put empty lines around it, and indent it like the text there"
)


@pytest.mark.parametrize("around", ["```text\n{}\n```", "<!--\n{}\n-->"])
def test_macro_in_code(project: Project, around: str) -> None:
    """A macro that shows a block does so on the page, or the build fails."""
    for page in ("docs/01-one.md", "docs/01-one.en.md"):
        project.edit(page, CALL, around.format(CALL))
    assert project.build() == [f"docs/01-one.md:17: {LOST}"]


APART = {
    "text above": (f"1\n{CALL}\n", "above"),
    "text below": (f"\n{CALL}\n1", "below"),
    "a list above": (f"- 1\n{CALL}\n", "above"),
    "a list below": (f"\n{CALL}\n- 1", "below"),
    "a table above": (f"| 1 |\n|---|\n| 2 |\n{CALL}\n", "above"),
    "code above": (f"```text\n1\n```\n{CALL}\n", "above"),
    "code below": (f"\n{CALL}\n```text\n1\n```", "below"),
    "a rule below": (f"\n{CALL}\n---\n", "below"),
    "another macro above": (f'{{$ chart("x") $}}\n{CALL}\n', "above"),
    "an attribute list above": (f"1\n{{ .page-only }}\n{CALL}\n", "above"),
    "text in an admonition": (f'!!! note "1"\n    1\n    {CALL}\n', "above"),
}


@pytest.mark.parametrize("around", APART)
def test_macro_joined_to_something(project: Project, around: str) -> None:
    """A macro that shows a block has empty lines around it, or is told with its line and where the empty one goes."""
    source, side = APART[around]
    project.edit("docs/01-one.md", CALL, source)
    number = 16 + source.partition(CALL)[0].count("\n")
    pair = f"{number - 1} and {number}" if side == "above" else f"{number} and {number + 1}"
    line = f"docs/01-one.md:{number}: `lab_command` shows a block: it needs an empty line {side} it"
    assert f"{line}\n\nhint: put an empty line between lines {pair}" in project.build()[0]


FITTING = {
    "a heading above": f"### 1 {{#some}}\n{CALL}\n",
    "a heading below": f"\n{CALL}\n### 1 {{#some}}\n",
    "an admonition above": f'!!! note "1"\n    {CALL}\n',
    "an admonition below": f'\n{CALL}\n??? note "1"\n    1\n',
    "an attribute list below": f"\n{CALL}\n{{ .fragment }}\n",
    "an element around": f"<div markdown>\n{CALL}\n</div>",
    "a comment above": f"<!-- 1 -->\n{CALL}\n",
    "an item around": f"- 1\n\n    {CALL}\n",
    "a quotation around": f"1\n\n!!! note\n\n    {CALL}\n",
    "a tab around": f'=== "1"\n    {CALL}\n',
    "a rule above": f"\n---\n{CALL}\n",
}


@pytest.mark.parametrize("around", FITTING)
def test_macro_with_a_paragraph_of_its_own(project: Project, around: str) -> None:
    """Where nothing joins it, a macro needs no empty line; what is above and below it stays."""
    for page in ("docs/01-one.md", "docs/01-one.en.md"):
        project.edit(page, CALL, FITTING[around])
    assert project.build() == []


def test_each_misplaced_macro_is_told(project: Project) -> None:
    """What only shows when the page is rendered is told for each macro, with its line."""
    for page in ("docs/01-one.md", "docs/01-one.en.md"):
        project.edit(page, CALL, f"<figure>\n{CALL}\n</figure>\n\n1\n\n        {CALL}\n")
    assert project.build() == [f"docs/01-one.md:17: {LOST}\ndocs/01-one.md:22: {LOST}"]


FENCES = {
    "shell": ("```bash\nls -l\n```", f"13: commands that no lab runs\n\n{HINT}"),
    "console": ("```{.console #greet}\n$ ls -l\n```", f"13: commands that no lab runs\n\n{HINT}"),
    "check": ("```{.check #greeted}\ntrue\n```", "13: a check fence outside a lab"),
    "prompt": ("```text\n$ ls -l\n```", f"14: a command that no lab runs\n\n{HINT}"),
    "indented": ("如下：\n\n    $ ls -l", f"15: a command that no lab runs\n\n{HINT}"),
    "unclosed": ("```text\nls", f"13: the fence is never closed\n\nhint: {NEVER_CLOSED}"),
}


@pytest.mark.parametrize("broken", FENCES)
def test_command_outside_a_lab(project: Project, broken: str) -> None:
    """Commands are shown from a lab and never written into a page."""
    source, message = FENCES[broken]
    project.edit("docs/index.md", HOME, "\n" * 6 + source)
    assert project.build() == [f"docs/index.md:{message}"]


CODES = {
    "other arguments": ("echo bye", "no lab runs this command"),
    "one more argument": ("echo hello you", "no lab runs this command"),
    "with its prompt": ("$ echo bye", "no lab runs this command"),
    "a command of the kit": ("workshop dance", "the kit has no command `dance`"),
    "a lab of the kit": ("workshop run labs/02-second", "no lab `02-second`"),
}


@pytest.mark.parametrize("broken", CODES)
@pytest.mark.parametrize("file", ["docs/01-one.md", "docs/01-one.en.md"])
def test_inline_command(project: Project, file: str, broken: str) -> None:
    """Inline code that reads like a command is part of a lab's command, or one of the kit's."""
    code, message = CODES[broken]
    project.edit(file, "`echo hello`", f"`{code}`")
    assert project.build() == [f"{file}:14: `{code}`: {message}"]


@pytest.mark.parametrize(
    "code", ["echo", "date --date=tomorrow", "workshop run labs/01-first", "./scripts/serve --port 8001", "tail -f x"]
)
def test_good_inline_code(project: Project, code: str) -> None:
    """A program's name, a part of a lab's command, the kit's own and what no lab knows are let alone."""
    project.edit("docs/01-one.md", "`echo hello`", f"`{code}`")
    assert project.build() == []


def test_kits_commands() -> None:
    """Text may name those commands of the kit that there are."""
    assert KIT["workshop"] == COMMANDS


def test_error_of_a_lab(project: Project) -> None:
    """What the lab's parser finds fails the build with the lab's own file and line, and nothing follows from it."""
    project.edit("labs/01-first/lab.md", "{.console #greet}", '{.console #greet tmeout="5s"}')
    message = "labs/01-first/lab.md:9: block `greet`: unknown option `tmeout`"
    assert project.build() == [
        f"{message}\n\n"
        "hint: known are engine, exit, more, order, pick, prompt, ready, retry, skip, terminal, timeout, vary"
    ]


def test_lab_that_lists_what_it_does_not_use(project: Project) -> None:
    """A lab whose front matter is not what its commands and files need fails the build."""
    project.edit("labs/01-first/lab.md", "needs: none\n", "needs: none\nports: [8101]\n")
    message = "labs/01-first/lab.md:5: front matter: `ports`: no command and no file uses `8101`"
    assert project.build() == [f"{message}\n\nhint: take it out"]


def test_fence_that_is_not_rendered(project: Project) -> None:
    """A block that the parser knows and Markdown does not render is missed."""
    project.edit("mkdocs.yml", "  - pymdownx.superfences\n", "")
    message = "labs/01-first/lab.md:9: block `greet` is on the page 0 times, not once"
    hint = "close a fence as it is opened, and indent it like the text around it"
    assert project.build() == [f"{message}\n\nhint: {hint}"]
