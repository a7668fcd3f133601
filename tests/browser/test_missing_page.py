"""The page for an address that has none, as a static host shows it: at any depth, below any path."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Browser

from workshop.site.hosting import LANGUAGE_SCRIPT
from workshop.site.missing import MISSING_PAGE, write_missing

pytestmark = pytest.mark.needs_browser

MOUNTS = ("", "talk/", "a/deep one/talk/")
ZH, EN = "没有这一页", "No such page"


class _Host(SimpleHTTPRequestHandler):
    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer with the page of the site that the address is below, as hosts of static files do."""
        sites = (Path(str(self.directory)) / mount for mount in sorted(MOUNTS, key=len, reverse=True))
        asked = Path(self.translate_path(self.path))
        page = next(site / MISSING_PAGE for site in sites if asked.is_relative_to(site)).read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(b"" if self.command == "HEAD" else page)

    def log_message(self, *args: object) -> None:
        """Say nothing: requests are the tests' to look at."""


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a host that has a site at its root, and one below each of two paths."""
    root = tmp_path_factory.mktemp("host")
    for mount in MOUNTS:
        for name in ("index.html", "en/index.html", LANGUAGE_SCRIPT):
            file = root / mount / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(f"{mount}{name}", encoding="utf-8")
        (root / mount / MISSING_PAGE).write_text(write_missing(("zh", "en"), ""), encoding="utf-8")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Host, directory=str(root)))
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize("mount", MOUNTS)
@pytest.mark.parametrize(
    ("address", "locale", "title", "home"),
    [
        ("nowhere", "zh-CN", ZH, ""),
        ("nowhere/", "en-GB", EN, "en/"),
        ("labs/01/of/another/time/", "zh-TW", ZH, ""),
        ("labs/x/", "fr-FR", ZH, ""),
        ("en/labs/x/y", "zh-CN", EN, "en/"),
        ("english/", "zh-CN", ZH, ""),
    ],
)
def test_way_home(  # a case is where, by whom, and what is seen
    browser: Browser, host: str, mount: str, address: str, locale: str, title: str, home: str
) -> None:
    """It speaks the address's language, else the reader's, and leads home below the path where the site lies."""
    context = browser.new_context(locale=locale)
    page = context.new_page()
    page.goto(f"{host}{mount}{address}", wait_until="networkidle")
    assert page.locator("h1:visible").all_text_contents() == [title]
    assert page.title() == f"404 · {title}"
    page.locator("a:visible").click()
    page.wait_for_load_state()
    assert page.locator("body").text_content() == f"{mount}{home}index.html"
    context.close()


def test_without_scripts(browser: Browser, host: str) -> None:
    """Where no script runs, both languages are to be read, and lead to the host's root."""
    context = browser.new_context(locale="en-GB", java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{host}nowhere/at/all")
    assert page.locator("h1:visible").all_text_contents() == [ZH, EN]
    assert [link.get_attribute("href") for link in page.locator("a:visible").all()] == ["/", "/en/"]
    context.close()
