"""Open pages and decks while the site is built anew: who loads again, who is told, and who is left alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.deck_sample import write_sample
from tests.browser.probe import open_deck, wait_until_ready
from tests.room.conftest import write_page
from tests.room.serving import Served, serving

pytestmark = pytest.mark.needs_browser

DECK = "decks/10-sample/"
WRONG = "docs/10-sample.md:7: `minutes` is a whole number, not `many`"
LINE = {"": "有新版本，按 R 换上。", "en/": "A new version is there, press R."}
HERE = "[workshopDeck.state().slide, workshopDeck.state().fragment, Reveal.isPaused()]"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """The sample's decks, and a page in each language."""
    site = tmp_path / "site"
    write_sample(site)
    write_page(site, "", "首页")
    write_page(site, "en/", "Home", lang="en")
    return site


@pytest.fixture
def live(site: Path, tmp_path: Path) -> Iterator[Served]:
    """That site, served."""
    with serving(site, tmp_path / "seals") as served:
        yield served


def url_of(live: Served, path: str = "") -> str:
    """The address of *path*."""
    return f"http://127.0.0.1:{live.port}/{path}"


def open_page(page: Page, url: str) -> None:
    """Open *url*, and wait until its stream of events is open and has told what there is."""
    with page.expect_response(lambda answer: "/events?" in answer.url):
        page.goto(url)
    mark(page)


def mark(page: Page) -> None:
    """Leave something on the page that does not outlive a reload."""
    page.evaluate("document.body.dataset.marked = 'yes'")


def is_marked(page: Page) -> bool:
    """Whether the page is still the one that was marked."""
    return bool(page.evaluate("document.body.dataset.marked === 'yes'"))


def change_deck(site: Path, words: str, *, prefix: str = "") -> None:
    """Change a word of the sample's deck."""
    deck = site / prefix / DECK / "index.html"
    deck.write_text(deck.read_text(encoding="utf-8").replace("</h1>", f"{words}</h1>", 1), encoding="utf-8")


def bar_of(page: Page) -> str | None:
    """What the bar on the page says, None where there is none."""
    text = page.evaluate("document.querySelector('.workshop-problems')?.shadowRoot.querySelector('div').innerText")
    return str(text) if text is not None else None


def test_a_page_is_loaded_again(page: Page, live: Served, site: Path) -> None:
    """An open page is that of the new build without anybody's doing."""
    open_page(page, url_of(live))
    write_page(site, "", "另一页")
    live.publish(site)
    expect(page.locator("h1")).to_have_text("另一页")
    assert not is_marked(page)


def test_a_page_that_did_not_change_stays(page: Page, live: Served, site: Path) -> None:
    """What looks the same after a build is not loaded again, so that nobody loses his place; a new sheet counts."""
    open_page(page, url_of(live))
    write_page(site, "en/", "Other", lang="en")
    live.publish(site)
    live.tell("wrong")
    page.wait_for_selector(".workshop-problems", state="attached")
    assert is_marked(page)
    (site / "look.css").write_text("body { color: red }", encoding="utf-8")
    live.publish(site)
    page.wait_for_function("document.body.dataset.marked !== 'yes'")


@pytest.mark.parametrize(
    ("path", "title"),
    [("", "没有生成，这里是上一次的网页："), ("en/", "Not built; this is the page of the last good build:")],
)
def test_a_failed_build_shows_on_pages(page: Page, live: Served, site: Path, *, path: str, title: str) -> None:
    """The error stands there with its place, in the page's language, until it is mended; nothing is loaded again."""
    open_page(page, url_of(live, path))
    live.tell(WRONG, "mkdocs.yml: another")
    page.wait_for_selector(".workshop-problems", state="attached")
    assert bar_of(page) == f"{title}\n{WRONG}\nmkdocs.yml: another"
    live.tell("another")
    page.wait_for_function("document.querySelector('.workshop-problems').shadowRoot.textContent.endsWith('another')")
    live.publish(site)
    page.wait_for_selector(".workshop-problems", state="detached")
    assert is_marked(page)


def test_who_comes_later_sees_the_error_too(page: Page, live: Served) -> None:
    """A page that is opened while the last build is a failed one says so."""
    live.tell(WRONG)
    page.goto(url_of(live))
    page.wait_for_selector(".workshop-problems", state="attached")
    assert WRONG in (bar_of(page) or "")


def test_a_missing_page_comes(page: Page, live: Served, site: Path) -> None:
    """Who looks at an address that has no page sees it when it is there."""
    open_page(page, url_of(live, "08-more/"))
    expect(page.locator("h1")).to_have_text("No such page")
    write_page(site, "08-more/", "更多")
    live.publish(site)
    expect(page.locator("h1")).to_have_text("更多")


def test_a_page_that_nobody_sees_catches_up(page: Page, live: Served, site: Path) -> None:
    """A hidden page holds no connection, and is the new one once it is looked at."""
    open_page(page, url_of(live))
    page.evaluate(
        "() => { Object.defineProperty(document, 'hidden', { value: true, configurable: true });"
        " document.dispatchEvent(new Event('visibilitychange')) }"
    )
    write_page(site, "", "另一页")
    live.publish(site)
    # Were it told, this would be enough for it to load again, as it is below.
    assert live.ask("/").status == 200
    assert is_marked(page)
    page.evaluate("() => { delete document.hidden; document.dispatchEvent(new Event('visibilitychange')) }")
    expect(page.locator("h1")).to_have_text("另一页")


@pytest.mark.parametrize("prefix", LINE)
def test_a_deck_is_left_alone(page: Page, live: Served, site: Path, prefix: str) -> None:
    """The speaker's window alone tells of a new version; R takes it up on the same step, still black, time going on."""
    speaker = open_talk(page, live, prefix)
    change_deck(site, " 2", prefix=prefix)
    live.publish(site)
    expect(speaker.locator(".stale")).to_have_text(LINE[prefix])
    expect(speaker.locator(".stale")).to_be_visible()
    assert is_marked(page)
    assert page.evaluate(HERE) == ["one-kernel", 1, True]
    mark(speaker)
    speaker.keyboard.press("r")
    for window in (page, speaker):
        window.wait_for_function("document.body?.dataset.marked !== 'yes'")
    wait_until_ready(page)
    expect(page.locator("h1").first).to_contain_text(" 2")
    assert page.evaluate(HERE) == ["one-kernel", 1, True]
    expect(speaker.locator(".stale")).to_be_hidden()
    expect(speaker.locator(".step")).to_contain_text("2/3")
    expect(speaker.locator(".current h1, .current h2")).not_to_have_count(0)
    expect(speaker.locator(".elapsed")).not_to_have_text("00:00")


def open_talk(page: Page, live: Served, prefix: str) -> Page:
    """Open the deck on the second step of a slide, black, with the speaker's window, whose timer runs."""
    open_deck(page, url_of(live, f"{prefix}{DECK}#/one-kernel/1"))
    mark(page)
    with page.expect_popup() as popup:
        page.keyboard.press("s")
    speaker = popup.value
    expect(speaker.locator(".place")).not_to_be_empty()
    speaker.locator(".start").click()
    expect(speaker.locator(".elapsed")).not_to_have_text("00:00")
    page.keyboard.press("b")
    page.wait_for_function("Reveal.isPaused()")
    return speaker


def test_a_deck_shows_no_error(page: Page, live: Served, site: Path) -> None:
    """A failed build is not for the audience, nor is another deck's new version."""
    open_talk(page, live, "")
    before = page.inner_html("body")
    other = page.context.new_page()
    open_page(other, url_of(live))
    change_deck(site, " 2", prefix="en/")
    live.publish(site)
    live.tell(WRONG)
    other.wait_for_selector(".workshop-problems", state="attached")
    assert is_marked(page)
    assert page.evaluate("workshopDeck.state().isStale") is False
    assert page.inner_html("body") == before


def test_the_deck_itself_takes_r(page: Page, live: Served, site: Path) -> None:
    """R in the deck's window does the same, though the step's slide is gone: the one in its place is shown."""
    open_deck(page, url_of(live, f"{DECK}#/one-kernel/1"))
    for prefix in LINE:
        deck = site / prefix / DECK / "index.html"
        text = deck.read_text(encoding="utf-8")
        deck.write_text(text.replace('id="one-kernel"', 'id="kernel"'), encoding="utf-8")
    live.publish(site)
    page.wait_for_function("workshopDeck.state().isStale")
    with page.expect_navigation():
        page.keyboard.press("r")
    wait_until_ready(page)
    page.wait_for_function("workshopDeck.state().slide === 'kernel'")
    assert page.evaluate("workshopDeck.state().isStale") is False


def test_a_speaker_window_newer_than_the_deck(page: Page, live: Served, site: Path) -> None:
    """Opened after a new version without the slide that is shown, it says what to do, and is no error."""
    open_deck(page, url_of(live, f"{DECK}#/one-kernel"))
    deck = site / DECK / "index.html"
    deck.write_text(deck.read_text(encoding="utf-8").replace('id="one-kernel"', 'id="kernel"'), encoding="utf-8")
    live.publish(site)
    page.wait_for_function("workshopDeck.state().isStale")
    errors: list[str] = []
    with page.expect_popup() as popup:
        page.keyboard.press("s")
    popup.value.on("pageerror", lambda error: errors.append(str(error)))
    expect(popup.value.locator(".stale")).to_be_visible()
    page.keyboard.press("End")
    expect(popup.value.locator(".place")).not_to_be_empty()
    assert errors == []


def test_the_server_comes_back(page: Page, site: Path, tmp_path: Path) -> None:
    """A page outlives its server, and is that of the next one at the same address."""
    with serving(site, tmp_path / "seals") as live:
        open_page(page, url_of(live))
        port = live.port
    write_page(site, "", "另一页")
    with serving(site, tmp_path / "later", port=port):
        expect(page.locator("h1")).to_have_text("另一页")


def test_many_tabs(context: BrowserContext, live: Served) -> None:
    """Ten pages open at once, seen or not, do not use up the browser's connections: one more is shown."""
    for _ in range(10):
        tab = context.new_page()
        tab.goto(url_of(live))
        tab.evaluate(
            "() => { Object.defineProperty(document, 'hidden', { value: true });"
            " document.dispatchEvent(new Event('visibilitychange')) }"
        )
    last = context.new_page()
    last.goto(url_of(live, "en/"))
    expect(last.locator("h1")).to_have_text("Home")
