"""The speaker's window in a real browser: what it shows, what it moves, and that it stays with the deck."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.probe import open_deck

pytestmark = pytest.mark.needs_browser

ZH, EN = "/decks/10-sample/", "/en/decks/10-sample/"


def _open_speaker(page: Page, url: str) -> Page:
    """Open the deck at *url* and its speaker's window; both are ready when it shows a place."""
    open_deck(page, url)
    with page.expect_popup() as popup:
        page.keyboard.press("s")
    expect(popup.value.locator(".place")).not_to_be_empty()
    return popup.value


@pytest.mark.parametrize(
    ("address", "notes", "following", "elapsed"),
    [
        (ZH, "问 进程在宿主机上看得见吗？", "虚拟机与容器", "已用时间，共 12 分钟"),
        (EN, "Ask Can the host see the process?", "Virtual machine and container", "Elapsed, of 12 minutes"),
    ],
)
def test_it_shows_notes_next_slide_and_timer(
    page: Page, sample_url: str, *, address: str, notes: str, following: str, elapsed: str
) -> None:
    """Notes, place, step, the next slide and the chapter's minutes are there, in the deck's language."""
    speaker = _open_speaker(page, f"{sample_url}{address}#/one-kernel/1")
    expect(speaker.locator(".remarks p").first).to_have_text(notes)
    expect(speaker.locator(".place")).to_have_text("2/9")
    expect(speaker.locator(".step")).to_contain_text("2/3")
    expect(speaker.locator(".upcoming h2").last).to_have_text(following)
    expect(speaker.locator(".timer .label")).to_have_text(elapsed)
    shown = speaker.locator(".current .fragment").evaluate_all(
        "all => all.map((one) => getComputedStyle(one).visibility)"
    )
    assert shown == ["visible", "visible", "hidden"]


def test_it_follows_the_deck(page: Page, sample_url: str) -> None:
    """A move in the deck's window shows at the speaker's: slide, notes, and that there is no next one."""
    speaker = _open_speaker(page, f"{sample_url}{ZH}#/pictures")
    expect(speaker.locator(".remarks")).to_contain_text("只有一个")
    page.keyboard.press("ArrowRight")
    expect(speaker.locator(".remarks")).to_contain_text("两条讲稿连在一起")
    expect(speaker.locator(".upcoming .last")).to_be_hidden()
    page.keyboard.press("End")
    expect(speaker.locator(".remarks")).to_have_text("这一页没有讲稿。")
    expect(speaker.locator(".upcoming .last")).to_be_visible()


def test_it_moves_the_deck(page: Page, sample_url: str) -> None:
    """Arrows, Home, End and the buttons of the speaker's window move the deck."""
    speaker = _open_speaker(page, sample_url + ZH)
    speaker.keyboard.press("ArrowRight")
    expect(speaker.locator(".place")).to_have_text("2/9")
    speaker.get_by_role("button", name="下一页").click()
    expect(speaker.locator(".step")).to_have_text("步骤 1/3")
    assert page.evaluate("[workshopDeck.state().slide, workshopDeck.state().fragment]") == ["one-kernel", 0]
    speaker.keyboard.press("End")
    page.wait_for_function("workshopDeck.state().slide === 'three-words-2'")
    speaker.keyboard.press("Home")
    page.wait_for_function("workshopDeck.state().slide === 'what-it-is'")


def test_it_follows_the_language_and_keeps_the_time(page: Page, sample_url: str) -> None:
    """After a switch of language it speaks that one, still drives the deck, and the timer runs on."""
    speaker = _open_speaker(page, f"{sample_url}{ZH}#/one-kernel")
    speaker.get_by_role("button", name="开始").click()
    expect(speaker.locator(".elapsed")).not_to_have_text("00:00")
    page.keyboard.press("t")
    speaker.wait_for_url(f"**{EN}?speaker")
    expect(speaker.locator(".remarks p").first).to_have_text("Ask Can the host see the process?")
    expect(speaker.locator(".elapsed")).not_to_have_text("00:00")
    speaker.get_by_role("button", name="Reset").click()
    expect(speaker.locator(".elapsed")).to_have_text("00:00")
    speaker.keyboard.press("t")
    speaker.wait_for_url(f"{sample_url}{ZH}?speaker")
    assert page.url.startswith(sample_url + ZH)


def test_the_timer_tells_when_time_is_over(page: Page, sample_url: str) -> None:
    """Past the chapter's minutes the timer says so by its dress; paused, it stands still."""
    speaker = _open_speaker(page, sample_url + EN)
    speaker.evaluate(
        "sessionStorage.setItem('workshop-speaker-timer:10-sample', JSON.stringify({ since: null, before: 721000 }))"
    )
    speaker.reload()
    expect(speaker.locator(".elapsed")).to_have_text("12:01")
    expect(speaker.locator(".timer.is-over")).to_be_visible()
    expect(speaker.get_by_role("button", name="Start")).to_be_visible()
    speaker.get_by_role("button", name="Reset").click()
    expect(speaker.locator(".timer.is-over")).to_have_count(0)


def test_it_says_when_the_deck_is_gone(page: Page, sample_url: str) -> None:
    """With the deck's window closed it says what to do."""
    speaker = _open_speaker(page, sample_url + EN)
    expect(speaker.locator(".lost")).to_be_hidden()
    page.close()
    expect(speaker.locator(".lost")).to_have_text(
        "The deck's window is gone. Press S in the deck to open this view again."
    )
    expect(speaker.locator(".lost")).to_be_visible()


def test_it_works_from_disk(page: Page, sample_site: Path) -> None:
    """Opened as files, without any server, the windows still find each other."""
    speaker = _open_speaker(page, (sample_site / "decks/10-sample/index.html").as_uri())
    speaker.keyboard.press("PageDown")
    expect(speaker.locator(".place")).to_have_text("2/9")
    page.keyboard.press("t")
    speaker.wait_for_url("**/en/decks/10-sample/index.html?speaker")
    expect(speaker.locator(".remarks")).to_contain_text("Can the host see")
