"""What the page keeps of its content."""

from __future__ import annotations

from tests.browser.deck_sample import render_chapter
from workshop.deck import page_html


def test_a_page_without_notes_stays_as_it_is() -> None:
    """Content that has nothing for slides comes back unchanged, to the letter."""
    html = '<p>a&nbsp;b<br />c</p>\n<p class="page-only">d</p>\n'
    assert page_html(html) == html


def test_notes_and_slide_only_blocks_leave_the_page() -> None:
    """Notes and slide-only blocks go wherever they stand, and the text around them stays."""
    html = '<p>a</p><details class="notes"><p>say</p></details> tail<div><p class="big slide-only">b</p>c</div>'
    assert page_html(html) == "<p>a</p> tail<div>c</div>"


def test_text_stays_text() -> None:
    """Signs that look like markup stay escaped when the page is written again."""
    assert page_html('a &lt; b &amp; c<p class="notes">say</p> d &gt; e') == "a &lt; b &amp; c d &gt; e"


def test_words_alone_drop_nothing() -> None:
    """Only the classes count, not the words `notes` and `slide-only` in text or in other classes."""
    html = '<p class="keynotes not-slide-only">notes, slide-only</p>'
    assert page_html(html) == html


def test_a_slide_only_heading_drops_its_whole_part() -> None:
    """An h2 that is for slides only takes everything up to the next h2 with it."""
    html = '<h2 id="a" class="slide-only">A</h2><p>1</p><hr><h2 id="b">B</h2><p>2</p>'
    assert page_html(html) == '<h2 id="b">B</h2><p>2</p>'


def test_no_note_of_a_rendered_chapter_reaches_the_page() -> None:
    """A chapter as Markdown renders it keeps its page-only text and loses every note, in both languages."""
    for language, said, kept in (("zh", "先不讲命令", "只在页面上。"), ("en", "No commands yet", "On the page only.")):
        html = page_html(render_chapter(language))
        assert said not in html
        assert kept in html
        assert 'class="notes"' not in html
        assert 'viewBox="0 0 1200 600"' in html
