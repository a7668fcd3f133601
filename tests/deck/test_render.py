"""A deck as one document: its slides, its addresses, its language, its weight."""

from __future__ import annotations

import gzip
import re
from dataclasses import replace

import pytest
from lxml.html import HtmlElement, document_fromstring

from tests.browser.deck_sample import sample_source
from workshop.deck import deck_assets, render_deck

IDS = ["what-it-is", "one-kernel", "pictures", "pictures-2", "first-container", "as-files", "adoption"]
IDS += ["three-words", "three-words-2"]


def _attributes(page: HtmlElement, xpath: str) -> list[str]:
    found = page.xpath(xpath)
    assert isinstance(found, list)
    return [str(value) for value in found]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_both_languages_have_the_same_addresses(language: str) -> None:
    """The decks of both languages have the same slides, and no id stands twice in either."""
    page = document_fromstring(render_deck(sample_source(language)))
    assert _attributes(page, "//main//section/@id") == IDS
    ids = _attributes(page, "//@id")
    assert len(ids) == len(set(ids))


def test_the_deck_names_its_languages() -> None:
    """The document says its own language, links the other one, and speaks its own in help and controls."""
    page = render_deck(sample_source("zh"))
    assert '<html lang="zh-CN"' in page
    assert '<link rel="alternate" hreflang="en" href="../../en/decks/10-sample/">' in page
    assert "<title>容器是什么 · 浅谈云计算</title>" in page
    assert "演讲者视图：讲稿、下一页、计时" in page
    assert "Speaker view: notes" in render_deck(sample_source("en"))


def test_a_deck_of_several_chapters_names_the_talk_once() -> None:
    """Its title is the talk's."""
    page = render_deck(replace(sample_source("zh"), title="浅谈云计算", where=""))
    assert "<title>浅谈云计算</title>" in page


def test_the_title_slide_tells_talk_and_minutes() -> None:
    """The first slide stands between the talk's title and the chapter's minutes."""
    page = document_fromstring(render_deck(sample_source("en")))
    slide = '//section[@id="what-it-is"]/div/'
    texts = [" ".join(text.split()) for text in _attributes(page, f"{slide}*[1]/text() | {slide}*[last()]/text()")]
    assert texts == ["About cloud computing", "12 minutes"]


def test_the_title_slide_tells_the_occasion() -> None:
    """Speaker, event and date stand on the first slide alone, in their order, as text and never as markup."""
    told = ("Mei <Lin>", "Cloud Day", "2026-11-23")
    page = document_fromstring(render_deck(replace(sample_source("en"), occasion=told)))
    assert _attributes(page, '//p[@class="talk-occasion"]/text()') == list(told)
    assert _attributes(page, '//section[.//p[@class="talk-occasion"]]/@id') == [IDS[0]]


def test_links_are_seen_from_the_decks_folder() -> None:
    """A page's relative link leads from the deck to the same place; a slide's anchor stays in the deck."""
    html = (
        '<h1 id="a">A</h1><p><a href="#b">1</a><a href="#c">2</a><a href="../labs/01/#x">3</a>'
        '<a href="https://example.org/">4</a><a href="/d/">5</a><img src="e.png"></p><h2 id="b">B</h2>'
    )
    page = document_fromstring(render_deck(replace(sample_source("zh"), html=html)))
    assert _attributes(page, "//main//a/@href | //main//img/@src") == [
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
    page = document_fromstring(render_deck(sample_source(language)))
    loaded = _attributes(page, "//link/@href | //script/@src | //img/@src")
    assert len(loaded) == 5
    assert [address for address in loaded if re.match(r"(\w+:)?/", address)] == []


def test_a_deck_is_light() -> None:
    """Document, scripts and styles of a deck weigh at most 80 KB compressed, as measured without figures."""
    files = [content.encode() for content in deck_assets().values()]
    files.append(render_deck(sample_source("zh")).encode())
    assert sum(len(gzip.compress(content)) for content in files) <= 80_000


def test_slides_below_each_other_stand_in_one_section() -> None:
    """Steps of a heading that asks for them, and a slide that asks to stand below, are in one stack; others are not."""
    page = document_fromstring(render_deck(sample_source("zh", "11-steps")))
    assert _attributes(page, "//section[not(@id)]/section/@id") == ["path", "path-2", "aside"]
    assert _attributes(page, '//div[@class="slides"]/section/@id')[:2] == ["steps", "line-by-line"]


def test_the_title_in_the_other_language_follows_the_title() -> None:
    """Where the other language's title is known, it stands below the heading, as text, with its language."""
    source = replace(sample_source("en"), other_titles={"one-kernel": "一个 <内核>"})
    page = render_deck(source)
    title = '</h2><p class="other-title" lang="zh-CN">一个 &lt;内核&gt;</p>'
    assert page.count('class="other-title"') == 1
    assert f"One kernel, two kinds of isolation{title}" in page
    assert 'data-other-title="一个 &lt;内核&gt;"' in page


def test_a_deck_says_where_it_is_published() -> None:
    """The public address is told where there is one, for links on paper."""
    assert "data-public" not in render_deck(sample_source("en")).partition("<head>")[0]
    page = render_deck(replace(sample_source("en"), public_url="https://example.org/decks/x/"))
    assert 'data-public="https://example.org/decks/x/">' in page.partition("<head>")[0]
