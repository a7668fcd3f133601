"""The talk's own decks, every slide of them, in a real browser.

A deck is opened once and measured by script. Colours are judged where all slides stand open at once, as on paper, so
that a deck takes one run of axe for each theme.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import PROJECT
from tests.browser.probe import (
    complaints_of_axe,
    contrast_ratio,
    foreign_requests,
    open_deck,
    overflowing_slides,
    read_colour,
    slide_ids,
    small_texts,
)

pytestmark = pytest.mark.needs_browser

CHAPTERS = sorted(file.stem for file in (PROJECT / "docs").glob("[0-9][0-9]-*.md") if not file.name.endswith(".en.md"))
HAS_SHORT = any("\nshort:" in (PROJECT / "docs" / f"{chapter}.md").read_text(encoding="utf-8") for chapter in CHAPTERS)
SEVERAL = ["talk", "short"] if HAS_SHORT else ["talk"]
LANGUAGES = {"zh": "", "en": "en/"}
FOLDERS = [f"{language}decks/{chapter}" for chapter in CHAPTERS for language in LANGUAGES.values()]
THEMES = ("light", "dark", "contrast")
SIZES = ({"width": 1280, "height": 720}, {"width": 1024, "height": 768})
GROUNDS = ("--paper", "--fig-surface", "--fig-surface-2", "--fig-accent-soft")
FIGURE_COLOURS = {
    "--fig-ink": GROUNDS,
    "--fig-muted": GROUNDS,
    "--fig-accent": GROUNDS,
    "--fig-on-accent": ("--fig-accent",),
}
CONTRAST = {"light": ["color-contrast"], "dark": ["color-contrast"], "contrast": ["color-contrast-enhanced"]}


def test_every_chapter_has_its_decks(built_site: Path) -> None:
    """Each chapter has a deck in both languages, the talk has one of all, and there are no others."""
    decks = [file.parent for folder in ("decks", "en/decks") for file in (built_site / folder).glob("*/index.html")]
    several = [f"{language}decks/{name}" for name in SEVERAL for language in LANGUAGES.values()]
    assert sorted(deck.relative_to(built_site).as_posix() for deck in decks) == sorted(FOLDERS + several)
    assert len(CHAPTERS) >= 2


@pytest.mark.parametrize("folder", [*FOLDERS, *(f"{language}decks/talk" for language in LANGUAGES.values())])
def test_every_slide_fits(context: BrowserContext, page: Page, built_url: str, folder: str) -> None:
    """No slide overflows 1280×720 or 1024×768, in bilingual mode neither; no text is under 20 px; all is our own."""
    with foreign_requests(context) as asked:
        open_deck(page, f"{built_url}/{folder}/")
        assert small_texts(page) == []
        for size in SIZES:
            page.set_viewport_size(size)  # type: ignore[arg-type]
            page.evaluate("Reveal.layout()")
            assert (size, overflowing_slides(page)) == (size, [])
        page.keyboard.press("2")
        assert page.evaluate("workshopDeck.state().bilingual")
        assert (overflowing_slides(page), asked) == ([], [])


@pytest.mark.parametrize("folder", FOLDERS)
def test_axe_finds_nothing(page: Page, built_url: str, folder: str) -> None:
    """On all slides axe finds nothing, nor too little contrast in any theme; 7:1 in the one that is made for it."""
    open_deck(page, f"{built_url}/{folder}/?print-pdf")
    assert complaints_of_axe(page) == []
    for theme in THEMES[1:]:
        page.evaluate("(theme) => { document.documentElement.dataset.theme = theme }", theme)
        assert (theme, complaints_of_axe(page, CONTRAST[theme])) == (theme, [])


def test_figures_have_contrast(page: Page, built_url: str) -> None:
    """Whatever colour of text a figure has on whatever ground, it has contrast: 4.5:1, in high contrast 7:1.

    axe looks at no text in pictures; those take all their colours from this palette, which a rule of the site holds.
    """
    open_deck(page, f"{built_url}/decks/talk/")
    poor = []
    for theme in THEMES:
        page.evaluate("(theme) => { document.documentElement.dataset.theme = theme }", theme)
        for ink, grounds in FIGURE_COLOURS.items():
            text = read_colour(page, ink)
            found = {ground: contrast_ratio(text, read_colour(page, ground)) for ground in grounds}
            least = 7 if theme == "contrast" else 4.5
            poor += [(theme, ink, ground, round(ratio, 1)) for ground, ratio in found.items() if ratio < least]
    assert poor == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_around_the_slides(page: Page, built_url: str, language: str) -> None:
    """The stage with its controls, the help and the speaker's view have no complaint either, in any theme."""
    open_deck(page, f"{built_url}/{LANGUAGES[language]}decks/talk/")
    with page.expect_popup() as popup:
        page.keyboard.press("s")
    expect(popup.value.locator(".place")).not_to_be_empty()
    for theme in THEMES:
        assert (theme, page.locator("html").get_attribute("data-theme")) == (theme, theme)
        popup.value.wait_for_function("(theme) => document.documentElement.dataset.theme === theme", arg=theme)
        assert (theme, complaints_of_axe(popup.value)) == (theme, [])
        assert (theme, complaints_of_axe(page)) == (theme, [])
        page.keyboard.press("?")
        assert (theme, complaints_of_axe(page)) == (theme, [])
        page.keyboard.press("?")
        page.keyboard.press("d")


@pytest.mark.parametrize("chapter", [*CHAPTERS, *SEVERAL])
def test_the_language_key_keeps_the_slide(page: Page, built_url: str, chapter: str) -> None:
    """From each slide the language key leads to the same slide in the other language, by the same title."""
    found = {}
    for language, prefix in LANGUAGES.items():
        open_deck(page, f"{built_url}/{prefix}decks/{chapter}/")
        found[language] = page.evaluate(
            "Reveal.getSlides().map(({ id, dataset }) => { workshopDeck.go(id);"
            " return [id, dataset.title, dataset.otherTitle, document.querySelector('.deck-language').href] })"
        )
    assert [slide[0] for slide in found["zh"]] == [slide[0] for slide in found["en"]]
    for language, other in (("zh", "en"), ("en", "zh")):
        address = f"{built_url}/{LANGUAGES[other]}decks/{chapter}/#/"
        assert [slide[3] for slide in found[language]] == [address + slide[0] for slide in found[language]]
        titles = [theirs[1] for theirs in found[other]]
        told = [ours[2] or theirs for ours, theirs in zip(found[language], titles, strict=True)]
        assert told == titles
        assert sum(slide[2] is None for slide in found[language]) == (chapter in SEVERAL)
    page.keyboard.press("t")
    page.wait_for_url(f"{built_url}/decks/{chapter}/*#/{found['zh'][-1][0]}")


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_slide_has_notes(page: Page, built_site: Path, built_url: str, folder: str) -> None:
    """Each slide has speaker notes, and none of them reaches the chapter's page or the search."""
    open_deck(page, f"{built_url}/{folder}/")
    notes = page.evaluate(
        "Reveal.getSlides().map((slide) => (slide.querySelector('.notes')?.textContent || '').trim())"
    )
    sentences = [note.split("\n")[0].strip() for note in notes]
    assert all(sentences), sentences
    chapter = (built_site / folder.replace("decks/", "") / "index.html").read_text(encoding="utf-8")
    search = (built_site / "search" / "search_index.json").read_text(encoding="utf-8")
    assert [sentence for sentence in sentences if sentence in chapter or sentence in search] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_view_asks_another_host(context: BrowserContext, page: Page, built_url: str, language: str) -> None:
    """On paper, as a handout, in the overview and for the speaker, the talk's deck asks its own host alone."""
    deck = f"{built_url}/{LANGUAGES[language]}decks/talk/"
    with foreign_requests(context) as asked:
        for view in ("?print-pdf", "?print-pdf&notes", ""):
            open_deck(page, deck + view)
        page.keyboard.press("o")
        with page.expect_popup() as popup:
            page.keyboard.press("s")
        expect(popup.value.locator(".place")).not_to_be_empty()
        assert asked == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_talk_has_every_slide(page: Page, built_url: str, language: str) -> None:
    """The deck of the whole talk is the chapters' decks one after the other, behind a slide that adds their minutes."""
    ids = ["talk"]
    for chapter in CHAPTERS:
        open_deck(page, f"{built_url}/{LANGUAGES[language]}decks/{chapter}/")
        ids += [f"{chapter[:2]}-{slide}" for slide in slide_ids(page)]
    open_deck(page, f"{built_url}/{LANGUAGES[language]}decks/talk/")
    assert slide_ids(page) == ids
    assert page.evaluate("new Set([...document.querySelectorAll('[id]')].map(({ id }) => id)).size") == page.evaluate(
        "document.querySelectorAll('[id]').length"
    )
    total = page.evaluate("JSON.parse(document.getElementById('deck-state').textContent).minutes")
    assert str(total) in page.locator("#talk .notes strong").text_content().split()  # type: ignore[union-attr]
