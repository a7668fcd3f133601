"""What a presenter does on the stage: steps down and through code, both languages, pointing, zooming, jumping."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.probe import (
    complaints_of_axe,
    foreign_requests,
    open_deck,
    overflowing_slides,
    small_texts,
    wait_until_ready,
)

pytestmark = pytest.mark.needs_browser

STEPS, EN_STEPS, TALK = "/decks/11-steps/", "/en/decks/11-steps/", "/decks/talk/"
THEMES = ("light", "dark", "contrast")


def _place(page: Page) -> tuple[str, int]:
    wait_until_ready(page)
    # On the way to the first slide Reveal forgets where each column was left, in a timer of its own.
    page.evaluate("new Promise((done) => { setTimeout(done) })")
    state = page.evaluate("workshopDeck.state()")
    return state["slide"], state["fragment"]


@pytest.mark.parametrize("address", [STEPS, EN_STEPS, TALK])
def test_every_slide_fits(page: Page, sample_url: str, address: str) -> None:
    """Slides below others, with steps and with tabs stay inside their frames, and ask nobody else for anything."""
    with foreign_requests(page.context) as asked:
        open_deck(page, sample_url + address)
        assert (overflowing_slides(page), small_texts(page), asked) == ([], [], [])


def test_space_goes_down_and_arrows_as_in_reveal(page: Page, sample_url: str) -> None:
    """Space goes through all slides, down first; an arrow to the right leaves those below out, one down goes there."""
    open_deck(page, sample_url + STEPS)
    seen = []
    for key in ["Space"] * 4 + ["ArrowLeft", "Home", "ArrowRight", "ArrowDown", "ArrowRight"]:
        page.keyboard.press(key)
        seen.append(_place(page)[0])
    assert seen[:4] == ["path", "path-2", "aside", "line-by-line"]
    assert seen[5:] == ["steps", "path", "path-2", "line-by-line"]


def test_an_address_opens_a_slide_below(page: Page, sample_url: str) -> None:
    """A slide below has an address as any other, and the language key keeps it."""
    open_deck(page, f"{sample_url}{STEPS}#/path-2")
    page.keyboard.press("t")
    page.wait_for_url(f"**{EN_STEPS}#/path-2")
    assert _place(page) == ("path-2", -1)


def test_code_is_told_by_steps(page: Page, sample_url: str) -> None:
    """Each step lifts its own lines, the next key the next ones; the step is in the address."""
    open_deck(page, f"{sample_url}{STEPS}#/line-by-line")
    lifted = "[...document.querySelectorAll('.code-line')].map((line) => getComputedStyle(line).boxShadow !== 'none')"
    assert page.evaluate(lifted) == [True, False, False]
    page.keyboard.press("Space")
    assert page.evaluate(lifted) == [False, True, True]
    page.wait_for_url("**/#/line-by-line/0")
    page.keyboard.press("Space")
    assert page.evaluate(lifted) == [False, True, True]
    assert _place(page) == ("line-by-line", 1)
    expect(page.locator("#line-by-line .code-line").first).to_have_text('text = """first')


def test_lines_that_step_back_can_be_read(page: Page, sample_url: str) -> None:
    """Lifted and other lines have contrast enough in every theme, as has the rest of the deck."""
    open_deck(page, f"{sample_url}{STEPS}#/line-by-line")
    for theme in THEMES:
        assert (theme, complaints_of_axe(page)) == (theme, [])
        page.keyboard.press("d")


def test_the_probe_sees_what_axe_finds(page: Page, sample_url: str) -> None:
    """Text that is too pale is named with its rule, also by 7:1 where that is asked."""
    open_deck(page, f"{sample_url}{STEPS}#/path")
    page.evaluate("document.querySelector('#path p').style.color = '#aaa'")
    assert [complaint.split(":")[0] for complaint in complaints_of_axe(page)] == ["color-contrast"]
    page.evaluate("document.querySelector('#path p').style.color = '#666'")
    rules = [complaint.split(":")[0] for complaint in complaints_of_axe(page, ["color-contrast-enhanced"])]
    assert rules == ["color-contrast-enhanced"] * len(rules)
    assert rules
    assert complaints_of_axe(page) == []


def test_both_titles(page: Page, sample_url: str) -> None:
    """2 shows the other language's title under the title, 2 hides it; the next deck remembers."""
    open_deck(page, f"{sample_url}/decks/10-sample/#/one-kernel")
    title = page.locator("#one-kernel .other-title")
    expect(title).to_be_hidden()
    page.keyboard.press("2")
    expect(title).to_have_text("One kernel, two kinds of isolation")
    expect(title).to_be_visible()
    top = "document.querySelector('#one-kernel ul, #one-kernel p:not(.other-title)').getBoundingClientRect().top"
    bilingual = page.evaluate(top)
    assert overflowing_slides(page) == []
    page.goto("about:blank")
    open_deck(page, f"{sample_url}/en/decks/10-sample/#/one-kernel")
    expect(page.locator("#one-kernel .other-title")).to_have_text("一个内核，两种隔离")
    page.keyboard.press("2")
    expect(page.locator("#one-kernel .other-title")).to_be_hidden()
    assert page.evaluate(top) - bilingual < 8


def test_the_pointer_follows_the_mouse(page: Page, sample_url: str) -> None:
    """Q shows a dot at the mouse that no click hits, Q hides it."""
    open_deck(page, sample_url + STEPS)
    dot = page.locator(".deck-pointer")
    expect(dot).to_be_hidden()
    page.keyboard.press("q")
    page.mouse.move(300, 200)
    box = dot.bounding_box()
    assert box is not None
    assert (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2) == (300, 200)
    assert page.evaluate("document.elementFromPoint(300, 200).className") != "deck-pointer"
    page.keyboard.press("q")
    expect(dot).to_be_hidden()


def test_zoom_enlarges_the_place_at_the_mouse(page: Page, sample_url: str) -> None:
    """Z doubles what is at the mouse, which stays where it is; Escape, another slide and Alt+click end it."""
    open_deck(page, f"{sample_url}{STEPS}#/path")
    heading = page.locator("#path h2")
    before = heading.bounding_box()
    assert before is not None
    page.mouse.move(before["x"], before["y"])
    page.keyboard.press("z")
    after = heading.bounding_box()
    assert after is not None
    assert [round(after[side] - before[side] * (2 if side == "width" else 1)) for side in ("x", "y", "width")] == [
        0
    ] * 3
    page.keyboard.press("Escape")
    assert heading.bounding_box() == before
    assert page.evaluate("Reveal.isOverview()") is False
    page.mouse.click(before["x"], before["y"])
    page.locator("#path h2").click(modifiers=["Alt"])
    assert page.evaluate("document.documentElement.hasAttribute('data-zoomed')")
    page.keyboard.press("Space")
    assert not page.evaluate("document.documentElement.hasAttribute('data-zoomed')")


def test_jump_to_a_slide(page: Page, sample_url: str) -> None:
    """G asks for a number in the deck's language, and none of our keys gets in the way of typing."""
    open_deck(page, sample_url + STEPS)
    page.keyboard.press("g")
    expect(page.locator(".jump-to-slide-input")).to_have_attribute("placeholder", "第几页，回车")
    page.keyboard.type("2")
    page.keyboard.press("Enter")
    assert _place(page)[0] == "path"
    assert page.evaluate("workshopDeck.state().bilingual") is False


def test_the_speaker_sees_the_pace_of_the_talk(page: Page, sample_url: str) -> None:
    """In a deck of several chapters the speaker is told the sum, and by which minute this chapter is told."""
    open_deck(page, sample_url + TALK)
    with page.expect_popup() as popup:
        page.keyboard.press("s")
    speaker = popup.value
    speaker.set_viewport_size({"width": 1280, "height": 720})
    expect(speaker.locator(".remarks")).to_have_text("共 17 分钟：12 + 5")
    expect(speaker.locator(".pace")).to_be_hidden()
    page.keyboard.press("Space")
    expect(speaker.locator(".pace")).to_have_text("本章讲到第 12 分钟")
    page.evaluate("workshopDeck.go('11-path-2')")
    expect(speaker.locator(".pace")).to_have_text("本章讲到第 17 分钟")
    expect(speaker.locator(".place")).to_have_text("13/18")
    expect(speaker.locator(".current h2.continued")).to_have_text("一条路")
    page.keyboard.press("d")
    expect(speaker.locator("html")).to_have_attribute("data-theme", "dark")
    lowest = speaker.locator(".preview, .remarks").evaluate_all(
        "all => all.map((one) => one.getBoundingClientRect().bottom)"
    )
    assert max(lowest) <= 720


def test_links_between_chapters_stay_in_the_talk(page: Page, sample_url: str) -> None:
    """In the talk's deck a link to another chapter leads to its slides there."""
    open_deck(page, f"{sample_url}{TALK}#/11-path-2")
    page.get_by_role("link", name="它的图").click()
    page.wait_for_url("**/talk/#/10-pictures")
    assert _place(page)[0] == "10-pictures"
