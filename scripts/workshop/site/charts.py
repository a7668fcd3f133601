"""A chart: numbers of docs/charts with their sources, drawn as columns to scale by Vega-Lite when the site is built.

The drawing is an SVG like those of docs/figures: its text stays text, and its colours are classes of figures.css.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from lxml import etree
from pydantic import Field, model_validator

from workshop.site.figures import figure_html
from workshop.site.sources import Source, sources_text
from workshop.site.tables import Row, Text
from workshop.site.words import WORDS

SIZE = (1170, 360)
"""Width and height in which the columns stand; with margins a chart is about as wide as a figure, 1200."""

CACHE = Path(".workshop") / "charts"
VEGA_LITE = "5.21"
"""The version that draws, so that a newer library draws the same."""

COLUMNS = ("fig-box-accent", "fig-box-muted", "fig-box-soft")
"""The classes of the first series, the second, and so on."""

_SVG = "{http://www.w3.org/2000/svg}"
_INK, _MUTED, _LINE, _NONE = "#010001", "#010002", "#010003", "#010004"
_CLASSES = {_INK: "fig-text", _MUTED: "fig-text-muted", _LINE: "fig-line", _NONE: ""}
_CLASSES |= {f"#0200{at:02x}": name for at, name in enumerate(COLUMNS)}
_KEPT = {"d", "x", "y", "dy", "x1", "x2", "y1", "y2", "transform", "text-anchor", "viewBox", "width", "height"}
_TEXT_PX, _SMALL_PX = 28, 26

_CONFIG = {
    "background": None,
    "view": {"stroke": None},
    "scale": {"bandPaddingInner": 0.35, "bandPaddingOuter": 0.2, "bandWithNestedOffsetPaddingInner": 0.3},
    "axis": {"labelColor": _INK, "labelFontSize": _TEXT_PX, "ticks": False, "domainColor": _LINE},
    "legend": {"labelColor": _INK, "labelFontSize": _TEXT_PX},
    "text": {"fontSize": _TEXT_PX},
    "title": {"color": _MUTED, "fontSize": _SMALL_PX, "fontWeight": "normal"},
}


class Point(Row):
    """One column: where it stands, how high it is, and what is written on it."""

    at: Text
    value: float = Field(gt=0)
    label: Text
    series: str | None = None


class Chart(Row):
    """What a chart shows. `series` names the columns that stand side by side, by the key that points use."""

    caption: Text
    points: list[Point]
    sources: list[str]
    series: dict[str, Text] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _check(self) -> Chart:
        if not self.points or not self.sources:
            raise ValueError("has to have `points` and `sources`")
        if len(self.series) > len(COLUMNS):
            raise ValueError(f"has more than {len(COLUMNS)} series")
        if wrong := [point.series for point in self.points if (point.series or "") not in (set(self.series) or {""})]:
            raise ValueError(f"has no series `{wrong[0]}`")
        return self

    def alt(self, language: str) -> str:
        """The chart in words: each column with where it stands."""
        words = WORDS[language]
        names = {key: f"{words['pause']}{text[language]}" for key, text in self.series.items()}
        parts = (
            f"{_flat(point.at[language])}{names.get(point.series or '', '')}{words['colon']}{point.label[language]}"
            for point in self.points
        )
        return f"{words['columns']}{words['then'].join(parts)}{words['stop']}"


def chart_html(name: str, chart: Chart, sources: Mapping[str, Source], language: str, root: Path) -> str:
    """The chart *name* in *language*; drawings are kept below the project's folder *root*, by what they show."""
    text = sources_text([sources[key] for key in chart.sources], language)
    drawing = _draw(_specify(chart, text, language), root / CACHE)
    return figure_html(f"chart-{name}", etree.fromstring(drawing), chart.caption[language], chart.alt(language))


def _draw(specification: dict[str, Any], cache: Path) -> str:
    """The SVG of *specification*, from *cache* where it was drawn before."""
    content = json.dumps([VEGA_LITE, specification], sort_keys=True)
    file = cache / f"{hashlib.sha256(content.encode()).hexdigest()[:32]}.svg"
    if not file.is_file():
        import vl_convert

        drawn = vl_convert.vegalite_to_svg(specification, vl_version=VEGA_LITE)
        with suppress(OSError):  # A project that is read only is drawn each time.
            cache.mkdir(parents=True, exist_ok=True)
            file.write_text(drawn, encoding="utf-8")
        return _adapt(drawn)
    return _adapt(file.read_text(encoding="utf-8"))


def _adapt(drawn: str) -> str:
    """*drawn* with classes for colours, and without the sizes, fonts and roles that belong to a picture of its own."""
    root = etree.fromstring(drawn.encode())
    for element in list(root.iter(etree.Element)):
        names = [_CLASSES[str(value)] for key, value in element.attrib.items() if value in _CLASSES and key != "class"]
        hidden = element.get("display") == "none" or (element.tag == f"{_SVG}path" and not names)
        if hidden and (parent := element.getparent()) is not None:
            parent.remove(element)
            continue
        kept = {str(key): str(value) for key, value in element.attrib.items() if key in _KEPT}
        element.attrib.clear()
        for key, value in kept.items():
            element.set(key, value)
        if classes := " ".join(filter(None, names)):
            element.set("class", classes)
    del root.attrib["width"], root.attrib["height"]
    return etree.tostring(root, encoding="unicode")


def _specify(chart: Chart, source: str, language: str) -> dict[str, Any]:
    """The Vega-Lite of *chart*. Source: vega.github.io/vega-lite/docs, `bar`, `xOffset`, `axis`, `title`."""
    names = [chart.series[key][language] for key in chart.series] or [""]
    values = [
        {
            "at": point.at[language],
            "value": point.value,
            "label": point.label[language],
            "series": chart.series[point.series][language] if point.series else "",
        }
        for point in chart.points
    ]
    label = {"mark": {"type": "text", "baseline": "bottom", "dy": -8}, "encoding": {
        "text": {"field": "label", "type": "nominal"}, "color": {"value": _INK}}}  # fmt: skip
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "width": SIZE[0],
        "height": SIZE[1],
        "data": {"values": values},
        "title": {"text": source, "orient": "bottom", "anchor": "start", "offset": 24},
        "encoding": _encode(names),
        "layer": [{"mark": {"type": "bar"}}, label],
        "config": _CONFIG,
    }


def _encode(names: list[str]) -> dict[str, Any]:
    """Where the columns stand, side by side in the order of the series' *names*, and in which colours."""
    axis = {"labelAngle": 0, "labelExpr": "split(datum.label, '\\n')", "labelPadding": 12, "labelLineHeight": 36}
    axis |= {"labelLimit": 0}
    legend = {"title": None, "orient": "top", "symbolType": "square", "symbolSize": 700, "labelLimit": 0, "offset": 24}
    legend |= {"labelOffset": 12, "columnPadding": 36}
    colours = [f"#0200{at:02x}" for at in range(len(names))]
    return {
        "x": {"field": "at", "type": "nominal", "sort": None, "title": None, "axis": axis},
        "y": {"field": "value", "type": "quantitative", "axis": None},
        "xOffset": {"field": "series", "type": "nominal", "sort": names},
        "color": {
            "field": "series",
            "type": "nominal",
            "scale": {"domain": names, "range": colours},
            "legend": legend if len(names) > 1 else None,
        },
    }


def _flat(text: str) -> str:
    return " ".join(text.split("\n"))
