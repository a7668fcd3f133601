"""Headings that a deck cannot be made of are named, each with its place."""

from __future__ import annotations

import pytest

from workshop.deck import cut_slides
from workshop.errors import ContentError, ContentErrors

WHERE = "docs/10-sample.md"
TITLE = '<h1 id="talk">Talk</h1>'
HINT = "\n\nhint: write one behind it, as in `## 标题 {#title}`, the same in both languages"


@pytest.mark.parametrize(
    ("html", "message"),
    [
        ("<p>text</p>", "docs/10-sample.md: no # heading: a deck begins with one"),
        (f"{TITLE}<h2>容器</h2>", f'docs/10-sample.md: heading "容器" has no explicit id{HINT}'),
        (
            f'{TITLE}<h2 id="_1">容器<a class="headerlink" href="#_1">¶</a></h2>',
            f'docs/10-sample.md: heading "容器" has no explicit id{HINT}',
        ),
        (f'{TITLE}<h3 id="_12">层</h3>', f'docs/10-sample.md: heading "层" has no explicit id{HINT}'),
        (
            f'{TITLE}<h2 id="a">A</h2><h3 id="a">B</h3>',
            'docs/10-sample.md: heading "B" has the id "a", as another heading before it',
        ),
        (
            f'{TITLE}<h2 id="2018">2018</h2>',
            'docs/10-sample.md: heading "2018" has the id "2018": an id of digits alone reads as a slide number',
        ),
        (
            f'{TITLE}<h1 id="b">B</h1>',
            'docs/10-sample.md: heading "B" is a second # heading: a deck has one',
        ),
        (
            f"<p>text</p>{TITLE}",
            'docs/10-sample.md: heading "Talk" does not come first: a deck begins with its # heading',
        ),
        (
            f'{TITLE}<h2 id="a">A</h2><hr><p>1</p><h2 id="a-2">B</h2>',
            'docs/10-sample.md: heading "A" makes a slide "a-2", an id that another heading has',
        ),
    ],
)
def test_a_heading_that_cannot_be_is_named(html: str, message: str) -> None:
    """One wrong heading gives one line with file, heading and what is wrong."""
    with pytest.raises(ContentError) as caught:
        cut_slides(html, WHERE)
    assert str(caught.value) == message


def test_all_wrong_headings_are_named() -> None:
    """Several wrong headings are reported together."""
    with pytest.raises(ContentErrors) as caught:
        cut_slides(f'{TITLE}<h2>A</h2><h2 id="7">B</h2>', WHERE)
    assert [error.message for error in caught.value.errors] == [
        'heading "A" has no explicit id',
        'heading "B" has the id "7": an id of digits alone reads as a slide number',
    ]


def test_notes_may_have_headings_without_ids() -> None:
    """A heading inside notes needs no id: it is no part of page or deck."""
    slides = cut_slides(f'{TITLE}<details class="notes"><h3>Say</h3></details>', WHERE)
    assert slides[0].notes_html == "<h3>Say</h3>"
