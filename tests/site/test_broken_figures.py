"""A figure that cannot be shown in both languages and both palettes fails the build by file and line."""

from __future__ import annotations

import pytest

from tests.site.project import Project

SVG, YML = "docs/figures/box.svg", "docs/figures/box.yml"
ALT = """alt:
  zh: 盒子里写着“进程”。
  en: A box in which stands "process".
"""

BROKEN = {
    "unknown label": (SVG, "{$ process $}", "{$ kernel $}", [
        f"{SVG}:4: unknown label `kernel`\n\nhint: add it to {YML}",
        f"{YML}:6: label `process` is not in the drawing",
    ]),
    "template": (SVG, "{$ process $}", "{$ process", [
        f"{SVG}:4: unexpected '/'",
    ]),
    "language": (YML, "en: process & more", "en: ''", [f"{YML}:6: `process` has no text in `en`"]),
    "no caption": (YML, "caption: {zh: 一个盒子, en: A box}\n", "", [
        f"{YML}:1: no `caption`\n\nhint: caption: {{zh: …, en: …}}",
    ]),
    "no text for those who cannot see": (YML, ALT, "", [
        f"{YML}:1: no `alt`\n\nhint: alt: {{zh: …, en: …}}",
    ]),
    "unknown key": (YML, "labels:", "title: box\nlabels:", [
        f"{YML}:5: unknown key `title`\n\nhint: known: caption, alt, labels",
    ]),
    "no YAML": (YML, "caption: {", "caption: {{", [
        f"{YML}:2: not YAML: expected ',' or '}}', but got '<scalar>'",
    ]),
    "no XML": (SVG, "</text>", "", [
        f"{SVG}:5: not XML: Opening and ending tag mismatch: text line 4 and svg, line 5, column 7",
    ]),
    "colour": (SVG, 'class="fig-box"', 'class="fig-box" fill="#fff"', [
        f'{SVG}:3: a fixed colour, fill="#fff"\n\nhint: use a class of docs/assets/figures.css',
    ]),
    "style": (SVG, 'class="fig-box"', 'style="fill: red"', [
        f'{SVG}:3: a fixed colour, style="fill: red"\n\nhint: use a class of docs/assets/figures.css',
    ]),
    "font": (SVG, 'class="fig-text"', 'font-family="Arial"', [
        f"{SVG}:4: a named font\n\nhint: leave it out: a figure takes the page's font",
    ]),
    "size": (SVG, 'viewBox="', 'width="1200" viewBox="', [
        f"{SVG}:1: the root has a fixed `width`\n\nhint: leave it out",
    ]),
    "no viewBox": (SVG, ' viewBox="0 0 1200 300"', "", [f"{SVG}:1: the root is no SVG with a viewBox"]),
    "id": (SVG, 'id="box-arrow"', 'id="arrow"', [
        f"{SVG}:2: the id `arrow`\n\nhint: begin it with `box-`, as pages hold several figures",
    ]),
    "picture from elsewhere": (SVG, "<defs>", '<image href="https://a.example/x.png"/><defs>', [
        f"{SVG}:2: a reference to another file, `https://a.example/x.png`",
        f"{SVG}:2: an element `image` in a figure",
    ]),
}  # fmt: skip


@pytest.mark.parametrize("broken", BROKEN)
def test_broken_figure(project: Project, broken: str) -> None:
    """All that is wrong with a figure is told, and nothing that follows from it."""
    file, old, new, messages = BROKEN[broken]
    project.edit(file, old, new)
    assert project.build() == ["\n".join(messages)]


def test_figure_without_texts(project: Project) -> None:
    """A drawing without its texts is no figure."""
    project.remove(YML)
    assert project.build() == [f"{SVG}: the figure has no texts\n\nhint: write {YML}"]


def test_texts_without_figure(project: Project) -> None:
    """Texts without their drawing are left over."""
    project.write("docs/figures/ball.yml", "labels: {}\n")
    assert project.build() == ["docs/figures/ball.yml: texts of no figure\n\nhint: write docs/figures/ball.svg"]
