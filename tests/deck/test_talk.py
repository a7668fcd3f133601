"""One deck of several chapters: its order, its addresses, its minutes."""

from __future__ import annotations

import re

import pytest

from tests.browser.deck_sample import render_talk, sample_parts
from workshop.deck import Part, Slide, join_parts, short_part


def _part(name: str, html: str, **more: object) -> Part:
    slides = (Slide("top", "Top", "<h1>Top</h1>", ""), Slide("b", "B", f"<h2>B</h2>{html}", "", **more))  # type: ignore[arg-type]
    return Part(name, f"Title <{name}>", 7, f"../../{name}/", slides)


def test_the_first_slide_adds_the_minutes() -> None:
    """The deck begins with its chapters and their minutes, and the first note has the sum."""
    opening = join_parts([_part("00-a", ""), _part("02-b", "")], "Talk", "en")[0]
    assert (opening.id, opening.title) == ("talk", "Talk")
    assert opening.notes_html == "<p><strong>14 minutes in all</strong>: 7 + 7</p>"
    assert '<li value="2"><a href="#/02-top">Title &lt;02-b&gt;</a> <span>7 minutes</span></li>' in opening.html


def test_ids_get_their_chapters_number() -> None:
    """Slides of the same id are told apart, and each knows the minute that its chapter is told by."""
    slides = join_parts([_part("00-a", ""), _part("02-b", ""), _part("more", "")], "Talk", "zh")
    assert [(slide.id, slide.until) for slide in slides] == [
        ("talk", 0),
        ("00-top", 7),
        ("00-b", 7),
        ("02-top", 14),
        ("02-b", 14),
        ("more-top", 21),
        ("more-b", 21),
    ]


def test_links_lead_to_slides_of_the_deck() -> None:
    """A link to another chapter leads to its slides, one within a chapter too; a link to what is left out is none."""
    html = (
        '<a href="../../02-b/">1</a><a href="../../02-b/#b">2</a><a href="#/b">3</a><a href="../../03-c/">4</a>'
        '<a href="#/gone">5</a><a href="https://example.org/">6</a>'
    )
    slides = join_parts([_part("00-a", html), _part("02-b", "")], "Talk", "en")
    assert re.findall("<a(.*?)>", slides[2].html) == [
        ' href="#/02-top"',
        ' href="#/02-b"',
        ' href="#/00-b"',
        ' href="../../03-c/"',
        "",
        ' href="https://example.org/"',
    ]


def test_other_ids_stand_once() -> None:
    """An id that two chapters have is changed in the second, with all that refers to it, and no text is."""
    picture = '<svg aria-labelledby="fig-t fig-d"><title id="fig-t">fig-t</title>'
    picture += '<g clip-path="url(#fig-d)"/><desc id="fig-d"/></svg>'
    slides = join_parts([_part("00-a", picture), _part("02-b", picture)], "Talk", "en")
    assert slides[2].html == f"<h2>B</h2>{picture}"
    assert slides[4].html == (
        '<h2>B</h2><svg aria-labelledby="02-fig-t 02-fig-d"><title id="02-fig-t">fig-t</title>'
        '<g clip-path="url(#02-fig-d)"/><desc id="02-fig-d"/></svg>'
    )


def test_a_chapter_begins_beside_the_one_before() -> None:
    """What stands below another slide does so in the talk too."""
    slides = join_parts([_part("00-a", "", is_below=True)], "Talk", "en")
    assert [slide.is_below for slide in slides] == [False, False, True]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_short_cut_keeps_what_is_marked(language: str) -> None:
    """The short cut has the slides of marked headings, with those that continue them, in its own minutes."""
    short = short_part(sample_parts(language)[1], 2)
    assert [slide.id for slide in short.slides] == ["steps", "path", "path-2"]
    assert short.minutes == 2
    assert short_part(sample_parts(language)[0], 0).slides == ()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_id_stands_twice(language: str) -> None:
    """The deck of the sample chapters has each id once, and no link to a slide that is not there."""
    html = render_talk(language)
    ids = re.findall(r'\sid="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    assert [link for link in re.findall(r'href="#/([^"]*)"', html) if link not in ids] == []
