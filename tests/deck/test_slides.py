"""Where a page's content is cut, and what of it gets onto the slides."""

from __future__ import annotations

from workshop.deck import Slide, cut_slides

WHERE = "docs/10-sample.md"
TITLE = '<h1 id="talk">Talk</h1>'


def _cut(html: str) -> tuple[Slide, ...]:
    return cut_slides(TITLE + html, WHERE)


def test_each_second_heading_starts_a_slide() -> None:
    """The first heading and each h2 start a slide, with what stands below them and without their ids."""
    slides = cut_slides('<h1 id="a">A</h1><p>1</p>\n<h2 id="b">B <code>x</code></h2><p>2</p><h3 id="c">C</h3>', WHERE)
    assert slides == (
        Slide("a", "A", "<h1>A</h1><p>1</p>", ""),
        Slide("b", "B x", '<h2>B <code>x</code></h2><p>2</p><h3 id="c">C</h3>', ""),
    )


def test_a_rule_continues_a_slide() -> None:
    """A top-level rule starts a slide of the same title, numbered from 2 on; one without content is left out."""
    slides = _cut('<h2 id="b">B</h2><p>1</p><hr><p>2</p><hr><p>3</p><hr>')
    assert [(slide.id, slide.title) for slide in slides[1:]] == [("b", "B"), ("b-2", "B"), ("b-3", "B")]
    assert slides[2].html == '<h2 class="continued">B</h2><p>2</p>'


def test_only_what_stands_at_the_top_breaks() -> None:
    """Headings and rules inside another element start no slide."""
    slides = _cut('<div><h2 id="b">B</h2><hr></div>')
    assert [slide.id for slide in slides] == ["talk"]


def test_notes_are_taken_from_the_slide() -> None:
    """Several notes of a slide are joined, without their summaries, and none of their text stays in the slide."""
    note = '<details class="notes"><summary>Notes</summary><p>{}</p></details>'
    slides = _cut(f'<h2 id="b">B</h2><p>1</p>{note.format("say")}<div>{note.format("ask")}</div>')
    assert slides[1] == Slide("b", "B", "<h2>B</h2><p>1</p><div></div>", "<p>say</p><p>ask</p>")


def test_notes_under_the_title_are_the_title_slides() -> None:
    """Notes between the first heading and the next belong to the title slide."""
    assert _cut('<details class="notes"><p>say</p></details>')[0].notes_html == "<p>say</p>"


def test_what_is_for_the_page_only_is_dropped() -> None:
    """Page-only blocks, heading links and copy buttons get onto no slide, slide-only blocks do."""
    slides = _cut(
        '<h2 id="b">B<a class="headerlink" href="#b">¶</a></h2><p class="page-only">page</p>'
        '<p class="slide-only">slide</p><div class="lab-command"><button>Copy</button></div>'
    )
    assert slides[1] == Slide("b", "B", '<h2>B</h2><p class="slide-only">slide</p><div class="lab-command"></div>', "")


def test_a_page_only_heading_drops_its_whole_part() -> None:
    """An h2 that is for the page only takes everything up to the next h2 with it."""
    slides = _cut('<h2 id="b" class="page-only">B</h2><p>1</p><hr><p>2</p><h2 id="c">C</h2>')
    assert [slide.id for slide in slides] == ["talk", "c"]


def test_folded_blocks_are_open_on_slides() -> None:
    """What can be folded on a page becomes an open block with its summary as title."""
    slides = _cut('<details class="info"><summary>More</summary><p>1</p></details>')
    wanted = '<h1>Talk</h1><div class="admonition info"><p class="admonition-title">More</p><p>1</p></div>'
    assert slides[0].html == wanted


def test_footnotes_become_sources_of_the_slides_that_refer_to_them() -> None:
    """A slide ends with the footnotes it refers to, each once; other slides have none."""
    mark = '<sup id="fnref:1"><a class="footnote-ref" href="#fn:1">1</a></sup>'
    slides = _cut(
        f'<p>A{mark} B{mark}</p><h2 id="b">B</h2><div class="footnote"><hr><ol><li id="fn:1">'
        '<p>Source.&#160;<a class="footnote-backref" href="#fnref:1">↩</a></p></li></ol></div>'
    )
    sources = '<footer class="sources"><div><sup>1</sup><p>Source.\u00a0</p></div></footer>'
    assert slides[0].html == f"<h1>Talk</h1><p>A<sup>1</sup> B<sup>1</sup></p>{sources}"
    assert slides[1].html == "<h2>B</h2>"


def test_code_says_how_wide_it_is() -> None:
    """A block of code carries the columns of its longest line, a Chinese character counting two, for all its parts."""
    slides = _cut('<div class="lab-block"><pre><code>docker ps\n</code></pre><pre>容器 web 运行</pre></div>')
    assert 'class="lab-block" data-columns="13" style="--columns: 13"' in slides[0].html


def test_pictures_stay_as_they_are() -> None:
    """SVG passes unchanged, with the capital letters and the closed tags that it is written with."""
    picture = '<svg viewBox="0 0 9 9"><linearGradient id="g"/><text>容 &lt; 器</text></svg>'
    slides = _cut(f"<p>a</p>{picture}")
    assert slides[0].html == f"<h1>Talk</h1><p>a</p>{picture}"
