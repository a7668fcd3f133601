"""A presenter's deck in a real browser: what fits, what keys do, where addresses lead, what is asked of the network."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from tests.browser.probe import (
    foreign_requests,
    open_deck,
    overflowing_slides,
    slide_ids,
    small_texts,
    wait_until_ready,
)

pytestmark = pytest.mark.needs_browser

ZH, EN = "/decks/10-sample/", "/en/decks/10-sample/"


def _place(page: Page) -> tuple[str, str, int]:
    """Language, slide and fragment that the deck is at."""
    wait_until_ready(page)
    state = page.evaluate("workshopDeck.state()")
    return state["language"], state["slide"], state["fragment"]


@pytest.mark.parametrize("address", [ZH, EN])
def test_every_slide_fits(page: Page, sample_url: str, address: str) -> None:
    """Nothing of any slide leaves its frame at 1280×720, and no text is smaller than 20 px."""
    open_deck(page, sample_url + address)
    assert overflowing_slides(page) == []
    assert small_texts(page) == []


def test_the_probe_sees_what_does_not_fit(page: Page, sample_url: str) -> None:
    """Text below the frame and text that is too small are named with their slide."""
    open_deck(page, sample_url + ZH)
    block = '\'<p style="height:900px">x</p><p style="font-size:15px;line-height:1">tiny</p>\''
    page.evaluate(f"document.querySelector('#adoption .slide-frame h2').insertAdjacentHTML('afterend', {block})")
    assert {line.split(" ")[0] for line in overflowing_slides(page)} == {"adoption:"}
    assert small_texts(page) == ["adoption: 15.0 px: tiny"]


@pytest.mark.parametrize("address", [ZH, EN])
def test_nothing_is_asked_of_another_host(page: Page, sample_url: str, address: str) -> None:
    """A deck, all its slides and its speaker view ask 127.0.0.1 alone."""
    with foreign_requests(page.context) as asked:
        open_deck(page, sample_url + address)
        assert len(slide_ids(page)) == 9
        overflowing_slides(page)
        with page.expect_popup() as popup:
            page.keyboard.press("s")
        expect(popup.value.locator(".place")).to_have_text("9/9")
        assert asked == []


def test_the_probe_sees_requests(page: Page, sample_url: str) -> None:
    """A picture from elsewhere is named, and not fetched."""
    with foreign_requests(page.context) as asked:
        open_deck(page, sample_url + ZH)
        page.evaluate(
            "new Promise((done) => { const i = new Image(); i.onerror = done; i.src = 'http://x.test/a.png' })"
        )
    assert asked == ["http://x.test/a.png"]


def test_arrows_go_through_steps_and_slides(page: Page, sample_url: str) -> None:
    """An arrow shows the next fragment, and the next slide after the last one."""
    open_deck(page, sample_url + ZH)
    seen = []
    for _ in range(5):
        page.keyboard.press("ArrowRight")
        seen.append(_place(page)[1:])
    assert seen == [("one-kernel", -1), ("one-kernel", 0), ("one-kernel", 1), ("one-kernel", 2), ("pictures", -1)]
    page.keyboard.press("ArrowLeft")
    assert _place(page) == ("zh", "one-kernel", 2)


def test_an_address_opens_slide_and_step(page: Page, sample_url: str) -> None:
    """`#/<slide>/<fragment>` opens that slide at that fragment, and a move writes it."""
    open_deck(page, f"{sample_url}{EN}#/one-kernel/1")
    assert _place(page) == ("en", "one-kernel", 1)
    page.keyboard.press("End")
    page.wait_for_url("**/#/three-words-2")


def test_overview_shows_all_slides(page: Page, sample_url: str) -> None:
    """O shows the overview, and O leaves it."""
    open_deck(page, sample_url + ZH)
    reveal = page.locator(".reveal")
    page.keyboard.press("o")
    expect(reveal).to_have_class(re.compile(r"\boverview\b"))
    page.keyboard.press("o")
    expect(reveal).not_to_have_class(re.compile(r"\boverview\b"))


def test_the_language_key_keeps_slide_and_step(page: Page, sample_url: str) -> None:
    """T leads to the same slide and fragment in the other language, and back."""
    open_deck(page, f"{sample_url}{ZH}#/one-kernel")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("t")
    page.wait_for_url(f"**{EN}**")
    assert _place(page) == ("en", "one-kernel", 1)
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("T")
    page.wait_for_url(f"{sample_url}{ZH}**")
    assert _place(page) == ("zh", "pictures", -1)


def test_the_language_control_leads_where_the_key_does(page: Page, sample_url: str) -> None:
    """The visible link to the other language keeps the slide, too."""
    open_deck(page, f"{sample_url}{EN}#/pictures-2")
    page.get_by_role("link", name="中文", exact=True).click()
    page.wait_for_url(f"{sample_url}{ZH}**")
    assert _place(page) == ("zh", "pictures-2", -1)


def test_themes_follow_each_other_and_stay(page: Page, sample_url: str) -> None:
    """D turns the deck dark, backdrop too, then to high contrast; the next deck opens so, and paper is light."""
    colours = "(({backgroundColor, color}) => [backgroundColor, color])"
    colours += "(getComputedStyle(document.querySelector('.reveal-viewport')))"
    open_deck(page, sample_url + ZH)
    seen = []
    for _ in range(3):
        seen.append(page.evaluate(colours))
        page.keyboard.press("d")
    assert seen == [
        ["rgb(255, 255, 255)", "rgb(23, 32, 43)"],
        ["rgb(15, 21, 29)", "rgb(233, 238, 245)"],
        ["rgb(255, 255, 255)", "rgb(0, 0, 0)"],
    ]
    assert page.evaluate(colours) == seen[0]
    page.keyboard.press("d")
    open_deck(page, sample_url + EN)
    assert page.evaluate(colours) == seen[1]
    open_deck(page, f"{sample_url}{EN}?print-pdf")
    expect(page.locator("html")).to_have_attribute("data-theme", "light")


def test_high_contrast_is_given_to_who_asks_the_system(browser: Browser, sample_url: str) -> None:
    """Where the system asks for more contrast, a deck opens in high contrast."""
    page = browser.new_page(contrast="more")
    open_deck(page, sample_url + ZH)
    expect(page.locator("html")).to_have_attribute("data-theme", "contrast")
    page.close()


@pytest.mark.parametrize(("address", "words"), [(ZH, "同一页的英文版"), (EN, "Same slide in Chinese")])
def test_help_speaks_the_decks_language(page: Page, sample_url: str, address: str, words: str) -> None:
    """A question mark lists the keys, moves nothing and pauses nothing; Escape closes the list and that only."""
    open_deck(page, sample_url + address)
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_contain_text(words)
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert page.evaluate("[Reveal.isOverview(), Reveal.isPaused(), Reveal.getIndices().h]") == [False, False, 0]


def test_controls_have_names(page: Page, sample_url: str) -> None:
    """Every link and button has a name, reveal's own in the deck's language."""
    open_deck(page, sample_url + ZH)
    names = page.locator(".controls button").evaluate_all("all => all.map((one) => one.ariaLabel)")
    assert sorted(names) == ["上一页", "上方一页", "下一页", "下方一页"]
    expect(page.locator(".resume-button")).to_have_text("继续放映")
    nameless = "all => all.filter((one) => !(one.textContent.trim() || one.ariaLabel)).map((one) => one.outerHTML)"
    assert page.locator("a, button").evaluate_all(nameless) == []


def test_focus_is_visible(page: Page, sample_url: str) -> None:
    """The control that the Tab key reaches has an outline."""
    open_deck(page, sample_url + EN)
    page.locator(".deck-page").focus()
    page.keyboard.press("Tab")
    expect(page.locator(".deck-language")).to_be_focused()
    expect(page.locator(".deck-language")).to_have_css("outline-style", "solid")


def test_print_has_a_page_a_slide(page: Page, sample_url: str, tmp_path: Path) -> None:
    """`?print-pdf` prints as many pages as there are slides, each with its padding and all its fragments."""
    open_deck(page, f"{sample_url}{ZH}?print-pdf")
    expect(page.locator("#one-kernel .fragment").first).to_be_visible()
    expect(page.locator("#one-kernel .slide-frame")).to_have_css("padding-left", "72px")
    file = tmp_path / "deck.pdf"
    page.pdf(path=file, prefer_css_page_size=True, print_background=True)
    assert len(PdfReader(file).pages) == 9


def test_a_deck_opens_from_disk(page: Page, sample_site: Path) -> None:
    """Opened as a file, without any server, a deck finds its other language."""
    open_deck(page, f"{(sample_site / 'decks/10-sample/index.html').as_uri()}#/adoption")
    page.keyboard.press("t")
    page.wait_for_url("**/en/decks/10-sample/index.html**")
    assert _place(page) == ("en", "adoption", -1)
