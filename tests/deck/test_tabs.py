"""Tabs on slides: all side by side, each on a slide of its own, or the one that was chosen."""

from __future__ import annotations

import pytest
from lxml.html import HtmlElement, fragment_fromstring

from tests.browser.deck_sample import render_chapter
from workshop.deck import Slide, cut_slides
from workshop.errors import ContentError

WHERE = "docs/11-steps.md"


def _parse(slide: Slide) -> HtmlElement:
    return fragment_fromstring(slide.html, create_parent="div")


def _texts(language: str = "en") -> dict[str, str]:
    slides = cut_slides(render_chapter(language, "11-steps"), WHERE)
    return {slide.id: " | ".join(text.strip() for text in _parse(slide).itertext() if text.strip()) for slide in slides}


def test_each_tab_has_a_slide() -> None:
    """Below a heading of the class `tab-slides` each tab is a slide that begins with its label."""
    texts = _texts()
    assert texts["apart"] == "A slide each | Linux | Install with | apt | ."
    assert texts["apart-2"] == "A slide each | macOS | Install with | brew | ."


def test_one_tab_is_chosen() -> None:
    """Below a heading with `data-tab` the tab of that number is all that is shown."""
    assert _texts()["one-of-two"] == "One of two | macOS | Install with | brew | ."


def test_tabs_stay_side_by_side() -> None:
    """Without a word of the author the set stays whole."""
    slides = cut_slides(render_chapter("en"), WHERE)
    files = next(slide for slide in slides if slide.id == "as-files")
    assert files.html.count('class="tabbed-block"') == 2


@pytest.mark.parametrize("number", ["0", "3", "two"])
def test_a_tab_that_is_not_there_is_named(number: str) -> None:
    """A number of no tab is an error of the heading."""
    html = render_chapter("en", "11-steps").replace('data-tab="2"', f'data-tab="{number}"')
    with pytest.raises(ContentError) as caught:
        cut_slides(html, WHERE)
    assert str(caught.value) == f'{WHERE}: heading "One of two" shows tab {number}, where there are 2'
