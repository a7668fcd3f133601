"""The talk as a whole: its minutes, its cut of half an hour, and what every chapter has.

Chapters are written one by one. Until all eight are in the navigation the totals can only be too large; from then on
they are held exactly, without anybody changing this file.
"""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from tests.site.project import PROJECT
from workshop.site.content import Content, load_content
from workshop.site.document import Document
from workshop.site.origins import find_uses
from workshop.site.parity import find_marks
from workshop.site.words import LANGUAGES

SHORT = {
    "00-opening": 4,
    "01-what-docker-is": 5,
    "02-why-docker": 5,
    "03-docker-in-practice": 3,
    "04-what-kubernetes-is": 4,
    "05-architecture": 4,
    "06-kubernetes-in-practice": 3,
    "07-the-visible-future": 2,
}
"""The chapters of the whole talk, each with its minutes in the cut."""
CUT = 30
WHOLE = range(75, 101)
FIGURES = 20
CHAPTERS = sorted(path.stem for path in (PROJECT / "docs").glob("[0-9]*.md") if not path.name.endswith(".en.md"))


@pytest.fixture(scope="module", name="content")
def read_content() -> Content:
    """This project's own content."""
    return load_content(PROJECT, PROJECT / "docs")


def is_whole() -> bool:
    """Whether all chapters are in the navigation, which then lists them and no other."""
    source = (PROJECT / "mkdocs.yml").read_text(encoding="utf-8")
    nav = yaml.safe_load(source[source.index("nav:") : source.index("theme:")])["nav"]
    [talk] = [part["演讲"] for part in nav if "演讲" in part]
    listed = [Path(page).stem for page in talk if page[:1].isdigit()]
    assert listed == CHAPTERS, "every chapter is in the navigation, in order"
    return listed == list(SHORT)


def find_chapters(content: Content, language: str = LANGUAGES[0]) -> list[Document]:
    """The chapters that there are, in order."""
    return [content.documents[f"{name}.md", language] for name in CHAPTERS]


def test_minutes(content: Content) -> None:
    """The whole talk takes between 75 and 100 minutes; before it is whole, no more than that."""
    minutes = sum(int(str(chapter.front["minutes"])) for chapter in find_chapters(content))
    assert minutes in WHOLE if is_whole() else minutes < WHOLE.stop


def test_short_cut(content: Content) -> None:
    """The cut takes half an hour, of which each chapter has its planned share."""
    assert sum(SHORT.values()) == CUT
    assert {chapter.name: chapter.front.get("short") for chapter in find_chapters(content)} == {
        f"{name}.md": SHORT[name] for name in CHAPTERS
    }


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("chapter", CHAPTERS)
def test_a_chapter_has_its_parts(chapter: str, language: str, content: Content) -> None:
    """It has three questions, a summary, and notes on every slide."""
    document = content.documents[f"{chapter}.md", language]
    marks = find_marks(document)
    assert [mark for mark, _ in marks].count("??? question") == 3
    slides = [heading for heading in document.headings if heading.level in ("#", "##")]
    assert any((slide.id or "").endswith("summary") for slide in slides)
    ends = [slide.line for slide in slides[1:]] + [len(document.lines)]
    notes = [line for mark, line in marks if mark == "??? notes"]
    bare = [slide.id for slide, end in zip(slides, ends, strict=True) if not any(slide.line < n <= end for n in notes)]
    assert bare == []


def test_figures(content: Content) -> None:
    """The whole talk has at least twenty figures and three charts, and each that is drawn is on a page."""
    marks = [mark for document in content.pages() for mark, _ in find_marks(document)]
    shown = {mark for mark in marks if mark.startswith("figure(")}
    assert shown == {f'figure("{name}")' for name in content.figures}
    assert len(content.charts) >= 3
    if is_whole():
        assert len(shown) >= FIGURES
        assert {f'chart("{name}")' for name in content.charts} <= set(marks)


def test_sources_are_used(content: Content) -> None:
    """Every page's source is in the table; once the talk is whole, every source of the table is on a page."""
    unused = set(content.sources) - set(find_uses(content))
    assert unused == set() if is_whole() else unused < set(content.sources)
