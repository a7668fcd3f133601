"""What is wrong with a page fails the build, with file, line and the whole message."""

from __future__ import annotations

import pytest

from tests.site.project import Project
from workshop.site.calls import ARGUMENTS

PROSE = "一个容器只是一个进程。"
"""Line 13 of docs/01-one.md."""

LINKS = {
    "a page": ("[x](02-two.md)", "the link `02-two.md` leads to no page and no file"),
    "an asset": ("![x](assets/x.png)", "the link `assets/x.png` leads to no page and no file"),
    "a place here": ("[x](#nowhere)", "the link `#nowhere` leads to no place: docs/01-one.md has no `#nowhere`"),
    "a place there": (
        "[x](labs/01-first.md#nowhere)",
        "the link `labs/01-first.md#nowhere` leads to no place: labs/01-first/lab.md has no `#nowhere`",
    ),
    "a reference": ("[x]: 02-two.md", "the link `02-two.md` leads to no page and no file"),
    "a translation": (
        "[x](index.en.md)",
        "the link `index.en.md` leads to no page and no file\n\n"
        "hint: name the Chinese file: each language links to its own",
    ),
    "the server's root": (
        "[x](/01-one/)",
        "the link `/01-one/` starts with a slash\n\nhint: link to the file, as seen from this one",
    ),
    "an address in HTML": (
        '<a href="../two/">x</a>',
        "the link `../two/` leads to no page and no file\n\n"
        "hint: in HTML, links are relative to the page's address; Markdown links name files",
    ),
    "a file in HTML": (
        '<img src="box.png">',
        "the link `box.png` leads to no page and no file\n\n"
        "hint: in HTML, links are relative to the page's address; Markdown links name files",
    ),
}


@pytest.mark.parametrize("broken", LINKS)
def test_broken_link(project: Project, broken: str) -> None:
    """A link to no page, no file or no place on a page fails the build."""
    source, message = LINKS[broken]
    project.edit("docs/01-one.md", PROSE, source)
    assert project.build() == [f"docs/01-one.md:13: {message}"]


def test_good_links_in_html(project: Project) -> None:
    """Addresses in HTML may lead to pages, decks, files, places on a page and other hosts."""
    targets = (
        "../",
        "../labs/01-first/#first-lab",
        "../decks/01-one/",
        "../assets/figures.css",
        "#one",
        "https://a.example/",
    )
    links = "".join(f'<a href="{target}">x</a>' for target in targets)
    project.edit("docs/01-one.md", PROSE, links)
    assert project.build() == []


def test_links_in_code_and_comments_are_none(project: Project) -> None:
    """What only looks like a link is let alone."""
    project.edit(
        "docs/01-one.md", PROSE, "`[x](02-two.md)` <!-- [x](02-two.md) -->\n\n```markdown\n[x](02-two.md)\n```"
    )
    assert project.build() == []


HEADINGS = {
    "without id": (
        "## 第一节",
        "docs/01-one.md:11: a heading without an id of its own\n\nhint: end it with {#some-name}",
    ),
    "another id": (
        "## 第一节 {#one-part}",
        "docs/01-one.en.md:11: heading `## first`, where docs/01-one.md:11 has `## one-part`\n\n"
        "hint: both languages have the same headings",
    ),
    "another level": (
        "### 第一节 {#first}",
        "docs/01-one.en.md:11: heading `## first`, where docs/01-one.md:11 has `### first`\n\n"
        "hint: both languages have the same headings",
    ),
    "one more": (
        "## 零 {#zero}\n\n## 第一节 {#first}",
        "docs/01-one.en.md:11: heading `## first`, where docs/01-one.md:11 has `## zero`\n\n"
        "hint: both languages have the same headings",
    ),
    "an id twice": (
        "## 第一节 {#first}\n\n## 又一节 {#first}",
        "docs/01-one.md:13: the heading id `first` is used twice, first in line 11",
    ),
    "underlined": (
        "## 第一节 {#first}\n\n第零节\n---",
        "docs/01-one.md:14: the line above becomes a heading, without an id\n\n"
        "hint: put an empty line before ---, or write the heading with ##",
    ),
}


@pytest.mark.parametrize("broken", HEADINGS)
def test_broken_heading(project: Project, broken: str) -> None:
    """Headings have ids, once a page, and the same in both languages."""
    source, message = HEADINGS[broken]
    project.edit("docs/index.md", "#first", "#one")
    project.edit("docs/index.en.md", "#first", "#one")
    project.edit("docs/01-one.md", "## 第一节 {#first}", source)
    assert project.build() == [message]


def test_heading_that_the_translation_lacks(project: Project) -> None:
    """A translation that ends too early is told the heading that comes next."""
    project.write("docs/01-one.en.md", "---\ntitle: One\nminutes: 5\n---\n\n# One {#one}\n\n## First {#first}\n")
    assert project.build() == ["docs/01-one.en.md:8: no heading `second`, which docs/01-one.md:18 has"]


@pytest.mark.parametrize(
    ("removed", "message"),
    [
        ("docs/01-one.en.md", "docs/01-one.md:1: no translation in `en`\n\nhint: write docs/01-one.en.md"),
        ("docs/01-one.md", "docs/01-one.en.md:1: no translation in `zh`\n\nhint: write docs/01-one.md"),
        (
            "labs/01-first/lab.en.md",
            "labs/01-first/lab.en.md: there is no such document\n\nhint: write labs/01-first/lab.en.md",
        ),
        ("labs/01-first/lab.md", "labs/01-first/lab.md: there is no such document\n\nhint: write labs/01-first/lab.md"),
    ],
)
def test_missing_translation(project: Project, removed: str, message: str) -> None:
    """A page or a lab in one language only fails the build, once, whichever language it is."""
    project.remove(removed)
    assert project.build() == [message]


FRONT = {
    "no title": (
        "title: 第一章\n",
        "",
        ":1: no title\n\nhint: begin the file with --- title: … ---, a key a line",
    ),
    "no YAML": ("title: 第一章", 'title: "第一章', ":3: front matter is not YAML: found unexpected end of stream"),
    "minutes in words": ("minutes: 5", "minutes: five", ":3: `minutes` is a whole number, not `five`"),
}


FLOWING = {
    "a wrong title": (
        '{title: "一 ,二", minutes: 5}',
        "docs/01-one.md:2: half-width punctuation in Chinese: `一 ,二`",
    ),
    "wrong minutes": ("{title: 第一章,\n'minutes': five}", "docs/01-one.md:3: `minutes` is a whole number, not `five`"),
}


@pytest.mark.parametrize("broken", FLOWING)
def test_front_matter_in_braces(project: Project, broken: str) -> None:
    """Front matter is YAML, in braces too, and what is wrong in it has its line."""
    front, message = FLOWING[broken]
    project.edit("docs/01-one.md", "title: 第一章\nminutes: 5", front)
    assert message in project.build()[0]


@pytest.mark.parametrize("broken", FRONT)
def test_broken_front_matter(project: Project, broken: str) -> None:
    """A page says its title, and a chapter its minutes as a whole number."""
    old, new, message = FRONT[broken]
    project.edit("docs/01-one.md", old, new)
    assert f"docs/01-one.md{message}" in project.build()[0]


def test_minutes_differ(project: Project) -> None:
    """A chapter takes as long in one language as in the other."""
    project.edit("docs/01-one.en.md", "minutes: 5", "minutes: 6")
    assert project.build() == ["docs/01-one.en.md:1: `minutes` differs from docs/01-one.md"]


def test_everything_is_told_at_once(project: Project) -> None:
    """All that is wrong, in pages, labs and figures of both languages, is one message, by file and line."""
    project.edit("docs/01-one.md", PROSE, "[x](#nowhere)\n\n{$ nothing $}")
    project.edit("docs/index.en.md", "[the lab](labs/01-first.md)", "[the lab](labs/02-second.md)")
    project.edit("docs/figures/box.yml", "en: A box}", "fr: Une boîte}")
    project.edit("labs/01-first/lab.md", "$ false", "false")
    assert project.build() == [
        "docs/01-one.md:13: the link `#nowhere` leads to no place: docs/01-one.md has no `#nowhere`\n"
        f"docs/01-one.md:15: unknown variable `nothing`\n\nhint: macros: {', '.join(ARGUMENTS)}\n"
        "docs/figures/box.yml:1: `caption` has no text in `en`\n"
        "docs/index.en.md:7: the link `labs/02-second.md` leads to no page and no file\n"
        "labs/01-first/lab.md:30: block `cleanup`: output before the first command\n\nhint: commands start with `$ `"
    ]
