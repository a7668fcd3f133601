"""A deck as one document: its slides, its addresses, its language, its weight."""

from __future__ import annotations

import gzip
import re
from dataclasses import replace

import pytest
from lxml.html import fromstring

from tests.browser.deck_sample import sample_source
from workshop.deck import deck_assets, render_deck

IDS = ["what-it-is", "one-kernel", "pictures", "pictures-2", "first-container", "as-files", "adoption"]
IDS += ["three-words", "three-words-2"]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_both_languages_have_the_same_addresses(language: str) -> None:
    """The decks of both languages have the same slides, and no id stands twice in either."""
    page = fromstring(render_deck(sample_source(language)))
    assert [section.get("id") for section in page.xpath("//main//section")] == IDS
    ids = [str(found) for found in page.xpath("//@id")]
    assert len(ids) == len(set(ids))


def test_the_deck_names_its_languages() -> None:
    """The document says its own language, links the other one, and speaks its own in help and controls."""
    page = render_deck(sample_source("zh"))
    assert '<html lang="zh-CN"' in page
    assert '<link rel="alternate" hreflang="en" href="../../en/decks/10-sample/">' in page
    assert "<title>容器是什么 · 浅谈云计算</title>" in page
    assert "演讲者视图：讲稿、下一页、计时" in page
    assert "Speaker view: notes" in render_deck(sample_source("en"))


def test_the_title_slide_tells_talk_and_minutes() -> None:
    """The first slide stands between the talk's title and the chapter's minutes."""
    page = fromstring(render_deck(sample_source("en")))
    slide = page.get_element_by_id("what-it-is")
    assert [element.get("class") for element in slide.find("div")] == ["talk-title", None, None, "talk-minutes"]
    assert slide.xpath("string(.//*[@class='talk-minutes'])") == "12 minutes"


def test_links_are_seen_from_the_decks_folder() -> None:
    """A page's relative link leads from the deck to the same place; a slide's anchor stays in the deck."""
    html = (
        '<h1 id="a">A</h1><p><a href="#b">1</a><a href="#c">2</a><a href="../labs/01/#x">3</a>'
        '<a href="https://example.org/">4</a><a href="/d/">5</a><img src="e.png"></p><h2 id="b">B</h2>'
    )
    page = fromstring(render_deck(replace(sample_source("zh"), html=html)))
    links = [str(link) for link in page.xpath("//main//a/@href | //main//img/@src")]
    assert links == [
        "#/b",
        "../../10-sample/#c",
        "../../labs/01/#x",
        "https://example.org/",
        "/d/",
        "../../10-sample/e.png",
    ]


def test_text_of_the_source_is_escaped() -> None:
    """Titles are text, also where they look like markup."""
    page = render_deck(replace(sample_source("zh"), title="</title><b>", talk_title="A & B"))
    assert "<title>&lt;/title&gt;&lt;b&gt; · A &amp; B</title>" in page


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_address_in_the_deck_is_relative(language: str) -> None:
    """Whatever a deck loads is named by a relative address."""
    page = fromstring(render_deck(sample_source(language)))
    loaded = [str(address) for address in page.xpath("//link/@href | //script/@src | //img/@src")]
    assert len(loaded) == 10
    assert [address for address in loaded if re.match(r"(\w+:)?/", address)] == []


def test_a_deck_is_light() -> None:
    """Document, scripts and styles of a deck weigh at most 80 KB compressed, as measured without figures."""
    files = [file.read_bytes() for file in deck_assets().values()]
    files.append(render_deck(sample_source("zh")).encode())
    assert sum(len(gzip.compress(content)) for content in files) <= 80_000
