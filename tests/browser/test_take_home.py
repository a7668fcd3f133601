"""What leaves the server: PDF of the whole talk, and decks in a folder of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from pypdf import PageObject, PdfReader
from pypdf.generic import DictionaryObject

from tests.browser.probe import open_deck, wait_until_ready
from tests.needs import find_browser
from workshop.site.alone import save_alone
from workshop.venue.browser import print_pdf
from workshop.venue.searchable import make_searchable

pytestmark = pytest.mark.needs_browser

LANGUAGES = {"zh": "", "en": "en/"}


def _squeeze(text: str) -> str:
    return re.sub(r"\s", "", text)


def _targets(page: PageObject) -> Iterator[str]:
    for link in page.get("/Annots", []):
        found = link.get_object()
        yield str(found["/Dest"] if "/Dest" in found else found["/A"]["/URI"])


def _fonts(page: PageObject) -> Iterator[DictionaryObject]:
    resources = cast(DictionaryObject, page["/Resources"])
    for font in cast(DictionaryObject, resources.get("/Font", DictionaryObject())).values():
        yield cast(DictionaryObject, font.get_object())


def _is_embedded(font: DictionaryObject) -> bool:
    """Whether the shapes of *font* are in the file. Source: ISO 32000, 9.6.5 and 9.7: Type 3 has its own always."""
    if str(font["/Subtype"]) == "/Type3":
        return True
    descendants = cast(list[DictionaryObject], font.get("/DescendantFonts", [font]))
    descriptors = [cast(DictionaryObject, each.get_object()).get("/FontDescriptor") for each in descendants]
    return all(descriptor and any(key.startswith("/FontFile") for key in descriptor) for descriptor in descriptors)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_talk_as_pdf(page: Page, built_site: Path, built_url: str, tmp_path: Path, language: str) -> None:
    """A page a slide, each with its title as text to be searched, fonts within, and links that lead somewhere."""
    address = f"{LANGUAGES[language]}decks/talk/"
    open_deck(page, f"{built_url}/{address}")
    slides = page.evaluate("Reveal.getSlides().map(({ id, dataset }) => [id, dataset.title])")
    file, browser = tmp_path / "talk.pdf", find_browser()
    assert browser
    print_pdf(browser, f"{(built_site / address / 'index.html').as_uri()}?print-pdf", file)
    make_searchable(file)
    reader = PdfReader(file)
    assert len(reader.pages) == len(slides)
    missing = [
        title
        for pdf_page, (_, title) in zip(reader.pages, slides, strict=True)
        if _squeeze(title) not in _squeeze(pdf_page.extract_text())
    ]
    assert missing == []
    links = {target for pdf_page in reader.pages for target in _targets(pdf_page)}
    ids = {f"/{id_}" for id_, _ in slides}
    assert [link for link in links if link not in ids and not link.startswith("https://")] == []
    assert {f"/{id_}" for id_, _ in slides if id_.startswith("00-")} & links
    assert ids >= {link for link in links if link.startswith("/")} <= {str(name) for name in reader.named_destinations}
    fonts = [font for pdf_page in reader.pages for font in _fonts(pdf_page)]
    assert fonts
    assert all(map(_is_embedded, fonts))


def test_saved_decks_open_from_disk(context: BrowserContext, page: Page, built_site: Path, tmp_path: Path) -> None:
    """From the index a deck opens, switches language, shows the speaker's view, and asks for its own files alone."""
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    folder = tmp_path / "saved"
    save_alone(built_site, ["talk", "01-what-docker-is"], folder)
    page.goto((folder / "index.html").as_uri())
    page.get_by_role("link").first.click()
    page.wait_for_url("**/decks/01-what-docker-is/index.html**")
    wait_until_ready(page)
    page.keyboard.press("Space")
    with page.expect_popup() as popup:
        page.keyboard.press("s")
    expect(popup.value.locator(".place")).to_contain_text("2/")
    page.keyboard.press("t")
    page.wait_for_url("**/en/decks/01-what-docker-is/index.html#/**")
    expect(page.locator(".deck-page")).to_be_hidden()
    wait_until_ready(page)
    relative = (
        "[...document.querySelectorAll('.slides a')].map((one) => one.getAttribute('href')).filter((address) => address"
    )
    assert page.evaluate(f"{relative} && !/^(#|https:)/.test(address))") == []
    assert [url for url in asked if not url.startswith((folder.as_uri(), "data:"))] == []
    assert len(asked) > 10
