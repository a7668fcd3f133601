"""Chinese is set as Chinese, each language is written in itself, and a thing has one name."""

from __future__ import annotations

import pytest

from tests.site.project import Project
from workshop.site.prose import find_problems
from workshop.site.reading import clean

PROSE = "一个容器只是一个进程。"
ENGLISH = "A container is only a process."

GOOD = [
    "容器（container）是进程，`docker run` 启动它；用 3 秒，占 15%。",
    "- **说** 见[第 1 章](01.md#x)，再看 [README](x.md)。",
    "| 键 | 值，`x` |",
    '{$ cite("x") $}，{$ measured("a", "b") $}。',
    '??? note "2018 年的文章说错了"',
    "它答：“Hello, world!”。",
    "“一”{ .key } 版本 1.24，12:30，1,000 个 Pod：好",
    "Kubernetes",
    "启动一个容器……",
]
BAD = [
    ("用Docker 跑", "no space between Chinese and Latin letters or digits: `用Docker`"),
    ("占 15%的主机", "no space between Chinese and Latin letters or digits: `占 15%的主机`"),
    ("在[实验 01](x.md)里", "no space between Chinese and Latin letters or digits: `在实验 01里`"),
    ("用`docker`跑", "no space between Chinese and Latin letters or digits: `用x跑`"),
    ("容器,进程", "half-width punctuation in Chinese: `容器,进程`"),
    ("Docker: 一条鲸", "half-width punctuation in Chinese: `Docker: 一条鲸`"),
    ("容器(container)", "half-width brackets in Chinese: `容器(contai`"),
    ("(容器) Docker", "half-width brackets in Chinese: `(容器) Docke`"),
    ("启动它.", "half-width full stop in Chinese: `启动它.`"),
    ("启动。 再停", "a space beside full-width punctuation: `启动。 再停`"),
    ("The kernel is what they share.", "a sentence that is not translated: `The kernel is what they share.`"),
]


@pytest.mark.parametrize("line", GOOD)
def test_good_chinese(line: str) -> None:
    """What is set rightly is let alone, marks and code included."""
    assert list(find_problems(clean(line), "zh")) == []


@pytest.mark.parametrize(("line", "problem"), BAD)
def test_bad_chinese(line: str, problem: str) -> None:
    """What is set wrongly is told, with its place in the line."""
    assert problem in list(find_problems(clean(line), "zh"))


@pytest.mark.parametrize("line", ["Docker (鲸) is “鲸”, as in 《浅谈》.", "`容器`", "A container."])
def test_good_english(line: str) -> None:
    """English may quote Chinese, in brackets, in quotes or in code."""
    assert list(find_problems(clean(line), "en")) == []


def test_bad_english() -> None:
    """Chinese that is left in the English text is told."""
    assert list(find_problems("A container 容器 is", "en")) == ["Chinese in the English text: `ainer 容器 is`"]


def test_backslashes_are_seen() -> None:
    """Quotation marks in a title need no backslash, which readers would see; code may have one."""
    seen = list(find_problems(clean(r'??? question "Who says \"so\"?"'), "en"))
    assert seen == [r"a backslash before a quotation mark, which readers see: `says \"so\"?`"]
    assert list(find_problems(clean(r'??? question "Who says "so"? In `\"`"'), "en")) == []


PAGES = {
    "page": (
        "docs/01-one.md",
        PROSE,
        "一个容器,就是进程。",
        "docs/01-one.md:13: half-width punctuation in Chinese: `一个容器,就是进程。`",
    ),
    "title": (
        "docs/01-one.md",
        "title: 第一章",
        "title: 第1章",
        "docs/01-one.md:2: no space between Chinese and Latin letters or digits: `第1章`",
    ),
    "english": (
        "docs/01-one.en.md",
        ENGLISH,
        "一个容器。",
        "docs/01-one.en.md:13: Chinese in the English text: `一个容器。`",
    ),
    "figure": (
        "docs/figures/box.yml",
        "{zh: 进程,",
        "{zh: 1号进程,",
        "docs/figures/box.yml:6: no space between Chinese and Latin letters or digits: `1号进程`",
    ),
    "check": (
        "labs/01-first/lab.md",
        'title="打过招呼"',
        'title="打过招呼!对"',
        "labs/01-first/lab.md:18: half-width punctuation in Chinese: `打过招呼!对`",
    ),
}


@pytest.mark.parametrize("place", PAGES)
def test_broken_prose(project: Project, place: str) -> None:
    """Wherever it stands, it fails the build by file and line."""
    file, old, new, message = PAGES[place]
    project.edit(file, old, new)
    assert project.build() == [message]


def test_second_name(project: Project) -> None:
    """A word that the glossary avoids fails the build, with the name to use; inside another word it is none."""
    terms = "vm:\n  term: {zh: 虚拟机, en: virtual machine}\n  avoid: {zh: [虚机], en: [vm]}\n"
    project.write("docs/glossary.yml", terms + "  definition: {zh: 机器。, en: A machine.}\n  see: []\n")
    project.edit("docs/01-one.md", PROSE, "它不是虚机，也不是 `虚机`。")
    project.edit("docs/01-one.en.md", ENGLISH, "It is no svm or vm-like thing.")
    hint = "hint: the glossary calls it `虚拟机`"
    assert project.build() == [f"docs/01-one.md:13: another name, `虚机`\n\n{hint}"]


SHAPES = {
    "note": (
        ENGLISH,
        f'!!! note "One more"\n    {ENGLISH}',
        'docs/01-one.en.md:13: `!!! note`, where docs/01-one.md:16 has `lab_command("01-first", "greet")`',
    ),
    "macro": ('{$ figure("box") $}', "", 'docs/01-one.en.md:20: no `figure("box")`, which docs/01-one.md:20 has'),
    "another macro": (
        'lab_command("01-first", "greet")',
        'lab_source("01-first", "greet")',
        'docs/01-one.en.md:16: `lab_source("01-first", "greet")`, where docs/01-one.md:16 has'
        ' `lab_command("01-first", "greet")`',
    ),
    "part": (
        '{$ figure("box") $}',
        '{$ figure("box") $}\n\n---\n',
        "docs/01-one.en.md:22: `---` is not in docs/01-one.md",
    ),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_languages_differ_in_shape(project: Project, shape: str) -> None:
    """Macros, notes, questions and parts are the same in both languages, in the same order."""
    old, new, message = SHAPES[shape]
    project.edit("docs/01-one.en.md", old, new)
    hint = "both languages have the same macros, notes, questions and parts, in the same order"
    assert project.build() == [f"{message}\n\nhint: {hint}"]


def mark(project: Project, suffix: str) -> None:
    """Mark the first part of the sample's chapter in one language as short."""
    old = "## 第一节 {#first}" if suffix == ".md" else "## The first part {#first}"
    project.edit(f"docs/01-one{suffix}", old, old.replace("{#first}", "{#first .short}"))


def minutes(project: Project, suffix: str, short: str) -> None:
    """Give the sample's chapter minutes in the short cut."""
    project.edit(f"docs/01-one{suffix}", "minutes: 5\n", f"minutes: 5\nshort: {short}\n")


def test_short_cut(project: Project) -> None:
    """Marks and minutes in both languages make a part of the short cut."""
    for suffix in (".md", ".en.md"):
        mark(project, suffix)
        minutes(project, suffix, "2")
    assert project.build() == []


def test_broken_short_cut(project: Project) -> None:
    """Minutes without slides, slides without minutes, and more minutes than the chapter has, are told."""
    mark(project, ".md")
    minutes(project, ".en.md", "6")
    assert project.build() == [
        "docs/01-one.en.md:1: `short` differs from docs/01-one.md\n"
        "docs/01-one.en.md:4: `short` is longer than the chapter\n"
        "docs/01-one.en.md:4: a short cut without slides\n\nhint: mark their headings {#some-name .short}\n"
        "docs/01-one.en.md:12: `.short` is marked here or in docs/01-one.md:11, and not in both\n"
        "docs/01-one.md:11: a slide of a short cut that has no minutes\n\n"
        "hint: tell its minutes in the front matter, as short: 4"
    ]
