"""A site that is served below a path of its host, as on many of them: nothing leads out of it, nothing fails."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import PROJECT
from tests.browser.serving import served
from tests.site.project import write_sample
from workshop.site.once import build_once

pytestmark = pytest.mark.needs_browser

KINDS = {
    "home": "",
    "chapter": "01-what-docker-is/",
    "lab": "labs/01-first-container/",
    "reference": "glossary/",
    "guide": "presenters/",
    "deck": "decks/01-what-docker-is/",
    "talk": "decks/talk/",
}
SAMPLE_KINDS = {"home": "", "chapter": "01-one/", "lab": "labs/01-first/", "list": "labs/", "deck": "decks/01-one/"}
PLACE = "01-what-docker-is/#layers"


@pytest.fixture(scope="module")
def talk_url(built_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the project's own site, below a path, without a slash at the end."""
    root = tmp_path_factory.mktemp("host")
    os.symlink(built_site, root / "talk")
    with served(root) as url:
        yield f"{url}/talk"


@pytest.fixture(scope="module")
def published_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the sample site, below a path, which says of itself that it is published elsewhere."""
    sample, root = write_sample(tmp_path_factory.mktemp("sample")), tmp_path_factory.mktemp("host")
    for name in ("workshop.css", "helm.svg"):  # what the configuration names, which is the real one's
        shutil.copy(PROJECT / "docs" / "assets" / name, sample.folder / "docs" / "assets" / name)
    said: list[str] = []
    options = {"url": "https://talk.example/talk/"}
    build_once(sample.folder, root / "talk", options, lambda _, message: said.append(message))
    assert said == []
    with served(root) as url:
        yield f"{url}/talk"


def find_trouble(context: BrowserContext, addresses: list[str]) -> list[str]:
    """What fails, or is complained of in the console, while *addresses* are opened."""
    trouble: list[str] = []
    context.on("response", lambda got: trouble.append(f"{got.status} {got.url}") if got.status >= 400 else None)
    context.on("requestfailed", lambda asked: trouble.append(f"{asked.failure} {asked.url}"))
    context.on("console", lambda said: trouble.append(said.text) if said.type in ("error", "warning") else None)
    context.on("weberror", lambda error: trouble.append(str(error.error)))
    page = context.new_page()
    for address in addresses:
        page.goto(address, wait_until="networkidle")
    return trouble


@pytest.mark.parametrize("prefix", ["", "en/"])
@pytest.mark.parametrize("kind", KINDS)
def test_nothing_fails(context: BrowserContext, talk_url: str, kind: str, prefix: str) -> None:
    """No request of a page fails, and the console is empty."""
    assert find_trouble(context, [f"{talk_url}/{prefix}{KINDS[kind]}"]) == []


@pytest.mark.parametrize("kind", SAMPLE_KINDS)
def test_nothing_fails_where_it_is_published(context: BrowserContext, published_url: str, kind: str) -> None:
    """The same of a site that names its public address, which is not asked for anything."""
    addresses = [f"{published_url}/{prefix}{SAMPLE_KINDS[kind]}" for prefix in ("", "en/")]
    assert find_trouble(context, addresses) == []


@pytest.mark.parametrize(
    ("start", "language", "end"),
    [
        ("", "en", "en/"),
        ("en/", "zh", ""),
        (PLACE, "en", f"en/{PLACE}"),
        (f"en/{PLACE}", "zh", PLACE),
        ("labs/01-first-container/#kernel", "en", "en/labs/01-first-container/#kernel"),
    ],
)
def test_language_menu(page: Page, talk_url: str, start: str, language: str, end: str) -> None:
    """The menu leads to the same place on the same page in the other language, and that place is on the screen."""
    page.goto(f"{talk_url}/{start}")
    choose_language(page, language)
    page.wait_for_url(f"{talk_url}/{end}")
    assert page.locator("html").get_attribute("lang") == language
    if "#" in end:
        expect(page.locator(f"[id='{end.partition('#')[2]}']")).to_be_in_viewport()


def test_language_menu_after_a_step(page: Page, talk_url: str) -> None:
    """The place counts that the reader has come to, by the table of contents or by the way back."""
    page.goto(f"{talk_url}/{PLACE}")
    page.locator(".md-sidebar--secondary a.md-nav__link").last.click()
    place = page.url.partition("#")[2]
    assert place not in ("", "layers")
    choose_language(page, "en")
    page.wait_for_url(f"{talk_url}/en/01-what-docker-is/#{place}")
    page.go_back()
    page.go_back()
    page.wait_for_url(f"{talk_url}/{PLACE}")
    choose_language(page, "en")
    page.wait_for_url(f"{talk_url}/en/{PLACE}")


def choose_language(page: Page, language: str) -> None:
    """Open the menu of languages as a reader does, and choose one."""
    page.locator(".md-header .md-select > button").hover()
    page.locator(f".md-header a[hreflang={language}]").click()
