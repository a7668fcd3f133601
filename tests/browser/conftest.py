"""A browser for all tests here: the system's Chromium, as Playwright's own cannot be had everywhere."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.browser.deck_sample import write_sample
from tests.browser.serving import served
from tests.needs import find_browser

PROJECT = Path(__file__).parents[2]
# Nothing takes this long; a machine that runs clusters at the same time may.
_PATIENCE_MS = 30_000
_ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium, for tests marked `needs_browser`."""
    chromium = find_browser()
    assert chromium, "a test that drives a browser is not marked `needs_browser`"
    expect.set_options(timeout=_PATIENCE_MS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=_ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A fresh profile with a window of 1280×720, the size that decks are drawn for."""
    context = browser.new_context(viewport={"width": 1280, "height": 720}, locale="en-GB")
    context.set_default_timeout(_PATIENCE_MS)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page of the fresh profile; an uncaught error of its scripts fails the test."""
    errors: list[str] = []
    page = context.new_page()
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    assert errors == []


@pytest.fixture(scope="session")
def sample_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that holds the sample chapter's decks in both languages."""
    folder = tmp_path_factory.mktemp("sample-site")
    write_sample(folder)
    return folder


@pytest.fixture(scope="session")
def sample_url(sample_site: Path) -> Iterator[str]:
    """The address of the sample site."""
    with served(sample_site) as url:
        yield url


@pytest.fixture(scope="session")
def built_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the project's own site, built strictly."""
    folder = tmp_path_factory.mktemp("site") / "built"
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--strict", "--site-dir", str(folder)]
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(command, cwd=PROJECT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


@pytest.fixture(scope="session")
def built_url(built_site: Path) -> Iterator[str]:
    """The address of the project's own site."""
    with served(built_site) as url:
        yield url
