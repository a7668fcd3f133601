"""A chart is drawn from its data when the site is built: to scale, in both languages, in the theme's colours."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import etree

from tests.site.project import PROJECT, Project
from workshop.site.charts import CACHE, Chart, chart_html
from workshop.site.content import load_content
from workshop.site.sources import Source

SVG = "{http://www.w3.org/2000/svg}"
PROSE = "一个容器只是一个进程。"
ENGLISH = "A container is only a process."
SOURCES = "survey:\n  who: Survey\n  title: {zh: 调查, en: A survey}\n  year: 2017\n"
CHART = """\
caption: {zh: 寿命, en: Lifetimes}
series:
  container: {zh: 容器, en: container}
  vm: {zh: 虚拟机, en: virtual machine}
points:
  - {at: "2015", series: container, value: 3, label: {zh: 3 天, en: 3 days}}
  - {at: {zh: "2017\\n春", en: "2017\\nspring"}, series: vm, value: 12, label: {zh: 12 天, en: 12 days}}
sources: [survey]
"""


@pytest.fixture
def charting(project: Project) -> Project:
    """The sample with a chart on its chapter's page."""
    project.write("docs/sources.yml", SOURCES)
    project.write("docs/charts/life.yml", CHART)
    project.edit("docs/01-one.md", PROSE, '{$ chart("life") $}\n')
    project.edit("docs/01-one.en.md", ENGLISH, '{$ chart("life") $}\n')
    return project


def read_figure(project: Project) -> etree._Element:
    """The chart on the chapter's page."""
    assert project.build() == []
    page = (project.folder / "site" / "01-one" / "index.html").read_text(encoding="utf-8")
    [figure] = re.findall('<figure class="figure" id="chart-life">.*?</figure>', page, re.DOTALL)
    return etree.fromstring(figure)


def test_chart_on_a_page(charting: Project) -> None:
    """It has its words as text, its source and year drawn, a description made from the data, and no file of its own."""
    figure = read_figure(charting)
    words = ["".join(map(str, text.itertext())) for text in figure.iter(f"{SVG}text")]
    assert words == ["2015", "2017春", "3 天", "12 天", "容器", "虚拟机", "来源：Survey，2017"]
    assert [element.text for element in figure.iter(f"{SVG}desc")] == [
        "按比例画的柱子：2015，容器：3 天；2017 春，虚拟机：12 天。"
    ]
    assert not (charting.folder / "site" / "charts").exists()


def test_columns_are_to_scale(charting: Project) -> None:
    """Twelve days are four times as high as three."""
    shapes = [str(path.get("d")) for path in read_figure(charting).iter(f"{SVG}path")]
    heights = [float(found[1]) for shape in shapes if (found := re.search(r"v([\d.]+)h-", shape))]
    assert heights[1] == pytest.approx(4 * heights[0])


def test_drawing_follows_the_theme(charting: Project) -> None:
    """It has classes in place of colours, sizes and fonts, and each class is one of the figures' style sheet."""
    figure = read_figure(charting)
    style = (PROJECT / "docs" / "assets" / "figures.css").read_text(encoding="utf-8")
    elements = [element for element in figure.iter(etree.Element) if element.tag not in ("figure", "figcaption")]
    attributes = {str(key) for element in elements for key in element.attrib}
    assert not attributes & {"fill", "stroke", "style", "font-size", "font-family", "width", "height", "aria-label"}
    classes = {name for element in elements for name in str(element.get("class", "")).split()}
    assert classes >= {"fig-text", "fig-text-muted", "fig-box-accent", "fig-box-muted", "fig-line"}
    assert all(f".{name} " in style for name in classes)


def test_a_drawing_is_kept(charting: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was drawn once is not drawn again, until its data changes."""
    read_figure(charting)
    drawn = set((charting.folder / CACHE).iterdir())
    monkeypatch.setitem(__import__("sys").modules, "vl_convert", None)
    read_figure(charting)
    monkeypatch.undo()
    charting.edit("docs/charts/life.yml", "value: 3", "value: 4")
    read_figure(charting)
    assert len(set((charting.folder / CACHE).iterdir()) - drawn) == 2  # one in each language


WRONG = {
    "no source": ("[survey]", "[rumour]", "1: no source `rumour`\n\nhint: add it to docs/sources.yml"),
    "no sources": ("[survey]", "[]", "1: `life`: has to have `points` and `sources`"),
    "no language": ("{zh: 寿命, en: Lifetimes}", "{zh: 寿命}", "1: `life`: `caption`: has to have zh and en"),
    "no series": ("series: vm", "series: cow", "1: `life`: has no series `cow`"),
    "no height": ("value: 12", "value: 0", "5: `life`: `points.1.value`: Input should be greater than 0"),
    "unknown key": ("sources:", "colour: red\nsources:", "8: `life`: unknown key `colour`"),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_wrong_chart(charting: Project, wrong: str) -> None:
    """What is wrong with a chart is told by its file and line."""
    old, new, message = WRONG[wrong]
    charting.edit("docs/charts/life.yml", old, new)
    assert charting.build() == [f"docs/charts/life.yml:{message}"]


def test_unknown_chart(project: Project) -> None:
    """A page that shows a chart which is not there is told so."""
    project.edit("docs/01-one.md", PROSE, '{$ chart("life") $}\n')
    assert project.build() == ["docs/01-one.md:13: no chart `life`\n\nhint: write docs/charts/life.yml"]


def test_words_fit_into_the_drawing(tmp_path: Path) -> None:
    """No word of this project's charts is cut off, and each chart is about as wide as a figure, in both languages."""
    content = load_content(PROJECT, PROJECT / "docs")
    assert len(content.charts) >= 3
    for name, chart in content.charts.items():
        for language in ("zh", "en"):
            figure = etree.fromstring(chart_html(name, chart, content.sources, language, tmp_path))
            [svg] = figure.iter(f"{SVG}svg")
            assert "…" not in "".join(map(str, svg.itertext()))
            assert 1150 <= float(str(svg.get("viewBox")).split()[2]) <= 1250


def test_description_without_series() -> None:
    """Columns of one kind are told without a name."""
    data = {"caption": "c", "points": [{"at": "2015", "value": 6, "label": "6%"}], "sources": ["s"]}
    chart = Chart.model_validate(data)
    assert chart.alt("en") == "Columns to scale: 2015: 6%."
    assert Source.model_validate({"who": "w", "title": "t", "year": 2015}).url is None
