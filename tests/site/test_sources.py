"""Sources: the line under a figure, a citation in a sentence, and the page that lists them."""

from __future__ import annotations

import re

import pytest

from tests.site.project import Project
from workshop.site.sources import Source, source_line

PROSE = "一个容器只是一个进程。"
ENGLISH = "A container is only a process."
SOURCES = """\
survey-2017:
  who: Survey & Co
  title: {zh: 调查, en: A survey}
  year: 2017
  url: https://a.example/?a=1&b=2
survey-2018:
  who: Survey & Co
  title: {zh: 又一次, en: Another}
  year: 2018
"""


def make(who: str, year: int, title: str = "t") -> Source:
    """A source without an address."""
    return Source.model_validate({"who": who, "title": title, "year": year})


def test_years_of_one_source_follow_it() -> None:
    """Who says two things is named once; others follow after a semicolon, in the language's punctuation."""
    sources = [make("A", 2015), make("A", 2016), make("B", 2017)]
    assert re.sub("<[^>]*>", "", source_line(sources, "zh")) == "来源：A，2015、2016；B，2017"
    assert re.sub("<[^>]*>", "", source_line(sources, "en")) == "Source: A, 2015, 2016; B, 2017"


def test_titles_tell_one_year_apart() -> None:
    """Two things that one says in the same year are named by their titles, not by the same year twice."""
    sources = [make("A", 2015), make("A", 2016, "t & u"), make("A", 2016, "v"), make("B", 2016)]
    line = source_line(sources, "zh")
    assert line.endswith('；<span title="t">B，2016</span></p>')
    assert re.sub("<[^>]*>", "", line) == "来源：A，2015、2016：t &amp; u、v；B，2016"
    assert re.sub("<[^>]*>", "", source_line(sources, "en")) == "Source: A, 2015, 2016: t &amp; u, v; B, 2016"


def test_sources_on_pages(project: Project) -> None:
    """A line and a citation name who and when, link where they can, and the list leads back to the chapter."""
    project.write("docs/sources.yml", SOURCES)
    calls = '（{$ cite("survey-2018") $}）。\n\n{$ source("survey-2017") $}\n'
    project.edit("docs/01-one.md", PROSE, f"如此{calls}")
    project.edit("docs/01-one.en.md", ENGLISH, calls)
    for page in ("docs/index.md", "docs/index.en.md"):
        project.edit(page, "# ", "{$ sources_list() $}\n\n# ")
    assert project.build() == []
    page = (project.folder / "site" / "01-one" / "index.html").read_text(encoding="utf-8")
    assert '如此（<span class="cite"><span title="又一次">Survey &amp; Co，2018</span></span>）。' in page
    link = '<a href="https://a.example/?a=1&amp;b=2" title="调查">Survey &amp; Co，2017</a>'
    assert f'<p class="source">来源：{link}</p>' in page
    home = (project.folder / "site" / "index.html").read_text(encoding="utf-8")
    assert home.count('用于：<a href="01-one/">第 1 章：第一章</a>') == 2


WRONG = {
    "unknown": ('{$ source("survey-2017", "rumour") $}', "no source `rumour`\n\nhint: add it to docs/sources.yml"),
    "none": ("{$ source() $}", "`source` takes keys of docs/sources.yml, in quotes"),
    "two": ('{$ cite("survey-2017", "survey-2018") $}', "`cite` takes a key of docs/sources.yml, in quotes"),
    "in a sentence": ('见 {$ source("survey-2017") $}', "`source` shows a block: it stands alone on its line"),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_wrong_call(project: Project, wrong: str) -> None:
    """A source that is not in the table, or a line within a sentence, fails the build by file and line."""
    text, message = WRONG[wrong]
    project.write("docs/sources.yml", SOURCES)
    project.edit("docs/01-one.md", PROSE, text)
    assert project.build() == [f"docs/01-one.md:13: {message}"]


TABLES = {
    "no year": (SOURCES.replace("  year: 2018\n", ""), "6: `survey-2018`: no `year`"),
    "year in words": (SOURCES.replace("2018\n", "last\n"), "6: `survey-2018`: `year`: Input should be a valid integer"),
    "twice": (SOURCES.replace("survey-2018:", "survey-2017:"), "6: `survey-2017` is given twice"),
    "no YAML": (SOURCES.replace("who:", "who", 1), "3: not YAML: mapping values are not allowed here"),
}


@pytest.mark.parametrize("broken", TABLES)
def test_broken_table(project: Project, broken: str) -> None:
    """What is wrong with the table is told at the line of the entry, and nothing that follows from it."""
    table, message = TABLES[broken]
    project.write("docs/sources.yml", table)
    for page, prose in (("docs/01-one.md", PROSE), ("docs/01-one.en.md", ENGLISH)):
        project.edit(page, prose, '{$ cite("survey-2018") $}')
    assert project.build() == [f"docs/sources.yml:{message}"]
