"""Figures on the talk's pages: what counts as one, and that none stands there without its origin."""

from __future__ import annotations

import pytest

from tests.site.project import Project
from workshop.site.claims import find_figures

PROSE = "一个容器只是一个进程。"
"""Line 13 of docs/01-one.md."""
ENGLISH = "A container is only a process."
SOURCES = "survey:\n  who: 某处\n  title: {zh: 调查, en: A survey}\n  year: 2017\n"
FACTS = "- figures: {zh: [2.5 天], en: [2.5 days]}\n  pages: [01-one]\n  source: survey\n"

FIGURES = [
    ("15 % 的主机，寿命 2.5 天对 23 天", ["15%", "2.5天", "23天"]),
    ("一万家公司、1.85 亿个容器、9 倍", ["1.85亿个容器", "9倍"]),
    ("要 3–5 小时，内存 64 MiB，110 个 Pod", ["3–5小时", "64MiB", "110个Pod"]),
    ("420 亿美元，400 人里的 300 来人", ["420亿美元", "400人"]),
    ("2018 年 6 月，1.24 版，第 1 章，实验 01，2017-10-17，1 号进程", []),
    ("$42 billion of 10,000 companies; 5.5 days; a 2-minute wait; 1,000 pods", [
        "$42billion", "10,000companies", "5.5days", "2-minute", "1,000pods",
    ]),
    ("In 2018 containers lived 0.2 s, 30% of them; Docker 24.0 and 17 October 2017", ["0.2s", "30%"]),
    ("[9 days](x.md#9-days) {: .c5% } <i title='7%'>", ["9days"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "figures"), FIGURES)
def test_what_is_a_figure(text: str, figures: list[str]) -> None:
    """A number in digits with a unit or a per cent sign is a figure; dates, versions and chapters are not."""
    assert find_figures(text) == figures


def write_claims(project: Project, facts: str = FACTS) -> None:
    """The sample's chapter says in both languages how long a container lives, and *facts* where that is from."""
    project.edit("docs/01-one.md", PROSE, "平均寿命 2.5 天。")
    project.edit("docs/01-one.en.md", ENGLISH, "It lives for 2.5 days.")
    project.write("docs/sources.yml", SOURCES)
    project.write("docs/facts.yml", facts)


def test_figure_with_a_source(project: Project) -> None:
    """A figure that the table leads to a source may stand on the page, and no page shows the tables."""
    write_claims(project)
    assert project.build() == []
    assert not list((project.folder / "site").rglob("*.yml"))


def test_figure_without_a_source(project: Project) -> None:
    """A figure that is in no table fails the build by file and line, once a language."""
    write_claims(project, facts="")
    hint = (
        "hint: add it to docs/facts.yml, with its source or its lab, or write the number in words if it claims nothing"
    )
    lines = (("docs/01-one.en.md:13", "2.5days"), ("docs/01-one.md:13", "2.5天"))
    assert project.build() == [
        "\n".join(f"{where}: the figure `{figure}` has no source\n\n{hint}" for where, figure in lines)
    ]


WRONG = {
    "gone from the page": (
        ("2.5 days", "6 days"),
        "docs/01-one.en.md:13: the figure `2.5days` has no source\n\nhint: add it to docs/facts.yml, with its source or"
        " its lab, or write the number in words if it claims nothing\n"
        "docs/facts.yml:1: `6days` is not on 01-one in `en`",
    ),
    "page": (
        ("[01-one]", "[01-one, 02-two]"),
        "docs/facts.yml:1: no page of the talk `02-two`",
    ),
    "source": (
        ("source: survey", "source: rumour"),
        "docs/facts.yml:1: no source `rumour`\n\nhint: add it to docs/sources.yml",
    ),
    "lab": (
        ("source: survey", "lab: 09-none"),
        "docs/facts.yml:1: no lab `09-none`\n\nhint: labs: 01-first",
    ),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_wrong_fact(project: Project, wrong: str) -> None:
    """A fact that covers nothing, or comes from nowhere, fails the build."""
    (old, new), message = WRONG[wrong]
    write_claims(project, FACTS.replace(old, new))
    assert project.build() == [message]


ORIGIN = "has to have a `source` or a `lab`, and not both"
EVEN = "has to have `pages`, and the same number of figures in each language"
MALFORMED = {
    "two origins": ("source: survey", "source: survey\n  lab: 01-first", ORIGIN),
    "no origin": ("  source: survey\n", "", ORIGIN),
    "uneven": ("[2.5 days]", "[2.5 days, 3 days]", EVEN),
    "one language": (", en: [2.5 days]", "", "`figures`: has to have zh and en"),
    "unknown key": ("  source", "  note: x\n  source", "unknown key `note`"),
}  # fmt: skip


@pytest.mark.parametrize("malformed", MALFORMED)
def test_malformed_fact(project: Project, malformed: str) -> None:
    """An entry that is no fact is told by its line, with what it lacks."""
    old, new, message = MALFORMED[malformed]
    write_claims(project, FACTS.replace(old, new))
    assert project.build()[0].split("\n")[-1] == f"docs/facts.yml:1: `1`: {message}"


def test_figures_of_drawings_count(project: Project) -> None:
    """What a drawing on the page says is held to the same rule, at its own file and line."""
    project.edit("docs/figures/box.yml", "en: process & more", "en: process & 15%")
    [message] = project.build()
    assert message.startswith("docs/figures/box.yml:6: the figure `15%` has no source\n")
