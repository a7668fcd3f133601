"""The talk's own decks, every slide of them, in a real browser."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.browser.conftest import PROJECT
from tests.browser.probe import foreign_requests, open_deck, overflowing_slides, slide_ids, small_texts

pytestmark = pytest.mark.needs_browser

CHAPTERS = sorted(file.stem for file in (PROJECT / "docs").glob("[0-9][0-9]-*.md") if not file.name.endswith(".en.md"))
FOLDERS = [f"{language}decks/{chapter}" for chapter in CHAPTERS for language in ("", "en/")]


def test_every_chapter_has_its_decks(built_site: Path) -> None:
    """Each chapter has a deck in both languages, and there are no others."""
    decks = [file.parent for folder in ("decks", "en/decks") for file in (built_site / folder).glob("*/index.html")]
    assert sorted(deck.relative_to(built_site).as_posix() for deck in decks) == sorted(FOLDERS)
    assert len(CHAPTERS) >= 2


@pytest.mark.parametrize("folder", FOLDERS)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_slide_fits(context: BrowserContext, page: Page, built_url: str, folder: str, theme: str) -> None:
    """No slide overflows 1280×720, no text is under 20 px, and nothing is asked of another host."""
    with foreign_requests(context) as asked:
        open_deck(page, f"{built_url}/{folder}/")
        if theme == "dark":
            page.keyboard.press("d")
        assert page.locator("html").get_attribute("data-theme") == theme
        assert (overflowing_slides(page), small_texts(page), asked) == ([], [], [])


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_the_language_key_keeps_the_slide(page: Page, built_url: str, chapter: str) -> None:
    """From each slide the language key leads to the same slide in the other language, and back."""
    open_deck(page, f"{built_url}/decks/{chapter}/")
    ids = slide_ids(page)
    for slide in ids:
        for folder, other in (("decks", "en/decks"), ("en/decks", "decks")):
            open_deck(page, f"{built_url}/{folder}/{chapter}/#/{slide}")
            page.keyboard.press("t")
            page.wait_for_url(f"{built_url}/{other}/{chapter}/*#/{slide}")
    open_deck(page, f"{built_url}/en/decks/{chapter}/")
    assert slide_ids(page) == ids


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_slide_has_notes(context: BrowserContext, built_site: Path, built_url: str, folder: str) -> None:
    """Each slide has speaker notes, and none of them reaches the chapter's page or the search."""
    page = context.new_page()
    open_deck(page, f"{built_url}/{folder}/")
    notes = page.evaluate(
        "Reveal.getSlides().map((slide) => (slide.querySelector('.notes')?.textContent || '').trim())"
    )
    sentences = [note.split("\n")[0].strip() for note in notes]
    assert all(sentences), sentences
    chapter = (built_site / folder.replace("decks/", "") / "index.html").read_text(encoding="utf-8")
    search = (built_site / "search" / "search_index.json").read_text(encoding="utf-8")
    assert [sentence for sentence in sentences if sentence in chapter or sentence in search] == []
