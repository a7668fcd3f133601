"""The site itself, every page of it, in a real browser."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import PROJECT
from tests.browser.probe import foreign_requests
from workshop.lab import find_labs, load_lab
from workshop.lab.model import Typed

pytestmark = pytest.mark.needs_browser

LABS = [folder.name for folder in find_labs(PROJECT)]

# Where the last bar of each line of output ends, in pixels from the left.
_LAST_BARS = """block => [...block.querySelectorAll('.lab-output')].flatMap(output => {
  const walker = document.createTreeWalker(output, NodeFilter.SHOW_TEXT), ends = {};
  while (walker.nextNode()) {
    for (const found of walker.currentNode.data.matchAll(/[|]/g)) {
      const range = document.createRange();
      range.setStart(walker.currentNode, found.index);
      range.setEnd(walker.currentNode, found.index + 1);
      const box = range.getBoundingClientRect();
      ends[Math.round(box.bottom)] = Math.round(box.right);
    }
  }
  return Object.values(ends);
})"""

# Where a line of code ends behind a hyphen and the next begins with what belongs to it.
_PARTED = """() => [...document.querySelectorAll('.lab-input, .lab-hint, :not(pre) > code')].flatMap(code => {
  const walker = document.createTreeWalker(code, NodeFilter.SHOW_TEXT), letters = [];
  while (walker.nextNode()) {
    for (let at = 0; at < walker.currentNode.length; at += 1) letters.push([walker.currentNode, at]);
  }
  const lineOf = ([node, at]) => {
    const range = document.createRange();
    range.setStart(node, at);
    range.setEnd(node, at + 1);
    return range.getBoundingClientRect().top;
  };
  return letters.filter((letter, at) => {
    const next = letters[at + 1];
    if (!next || letter[0].data[letter[1]] !== '-' || /\\s/.test(next[0].data[next[1]])) return false;
    return lineOf(letter) < lineOf(next);
  }).map(() => code.textContent);
})"""

# The figures whose smallest letters are too small to read, or of which less than half is on the screen.
_UNREAD = """() => [...document.querySelectorAll('.figure:not(#fig-two-pictures)')].map(figure => {
  const svg = figure.querySelector('svg'), scale = svg.getBoundingClientRect().width / svg.viewBox.baseVal.width;
  const sizes = [...svg.querySelectorAll('text')].map(text => parseFloat(getComputedStyle(text).fontSize) * scale);
  return [figure.id, Math.min(...sizes), figure.clientWidth / figure.scrollWidth];
}).filter(([, size, share]) => !(size >= 12 && share >= 0.5))"""


def find_pages(site: Path, language: str = "") -> list[str]:
    """The addresses of the site's pages in one language (`en/`), decks left out."""
    found = (file.parent.relative_to(site).as_posix() for file in site.rglob("index.html"))
    addresses = ["" if name == "." else f"{name}/" for name in sorted(found) if "decks" not in name.split("/")]
    return [address for address in addresses if address.startswith("en/") == bool(language)]


def search(page: Page, url: str, word: str) -> None:
    """Search for *word* from the page at *url*, once the search is ready to be asked."""
    page.goto(url)
    page.locator("input[data-md-component=search-query]").click()
    expect(page.locator(".md-search-result__meta")).to_have_text(re.compile("键入以开始搜索|Type to start searching"))
    page.keyboard.insert_text(word)
    page.keyboard.press("End")  # Material asks when a key is let go


def test_nothing_is_fetched_from_elsewhere(context: BrowserContext, built_site: Path, built_url: str) -> None:
    """No page asks another host for anything, and all that it asks its own for is there."""
    pages = find_pages(built_site) + find_pages(built_site, "en/")
    written = [page for page in (PROJECT / "docs").rglob("*.md") if not page.name.endswith(".en.md")]
    assert len(pages) == 2 * (len(LABS) + len(written))
    missing: list[str] = []
    context.on("response", lambda got: missing.append(got.url) if got.status >= 400 else None)
    with foreign_requests(context) as asked:
        page = context.new_page()
        for address in pages:
            page.goto(f"{built_url}/{address}", wait_until="networkidle")
    assert (asked, missing) == ([], [])


def test_pages_fit_a_phone(context: BrowserContext, built_site: Path, built_url: str) -> None:
    """No page is wider than a phone of 390 pixels, long commands and outputs included."""
    page = context.new_page()
    page.set_viewport_size({"width": 390, "height": 844})
    wide = []
    for address in find_pages(built_site) + find_pages(built_site, "en/"):
        page.goto(f"{built_url}/{address}")
        if page.evaluate("document.documentElement.scrollWidth") > 390:
            wide.append(address)
    assert wide == []


@pytest.mark.parametrize("width", [390, 1280])
def test_no_option_is_parted_at_its_hyphens(page: Page, built_url: str, width: int) -> None:
    """No line of code ends behind a hyphen on a page or a slide, however narrow: `-` and `-format` are two words."""
    page.set_viewport_size({"width": width, "height": 844})
    for address in ("03-docker-in-practice/", "labs/24-mysql/", "decks/05-architecture/?print-pdf"):
        page.goto(f"{built_url}/{address}")
        page.evaluate("document.querySelectorAll('details').forEach((part) => { part.open = true; })")
        assert page.evaluate(_PARTED) == [], address


def test_figures_can_be_read_on_a_phone(page: Page, built_site: Path, built_url: str) -> None:
    """On a phone letters in figures are 12 pixels high or more, and more than half a figure is seen at a time."""
    page.set_viewport_size({"width": 390, "height": 844})
    shown = 0
    for address in find_pages(built_site) + find_pages(built_site, "en/"):
        if "labs/" in address:
            continue
        page.goto(f"{built_url}/{address}")
        assert page.evaluate(_UNREAD) == [], address
        shown += page.locator(".figure:not(#fig-two-pictures)").count()
    assert shown > 40, "twenty figures and more in each language"


def test_language_switch_keeps_the_page(page: Page, built_site: Path, built_url: str) -> None:
    """From every page the switch leads to the same page in the other language, and from there back."""
    for address in find_pages(built_site):
        page.goto(f"{built_url}/{address}")
        for language, expected in (("en", f"en/{address}"), ("zh", address)):
            page.locator(".md-header .md-select__inner").evaluate("(list) => list.style.maxHeight = 'none'")
            page.locator(f".md-header a[hreflang={language}]").evaluate("(link) => link.click()")
            page.wait_for_url(f"{built_url}/{expected}")
            assert page.locator("html").get_attribute("lang") == language


@pytest.mark.parametrize(
    ("page_of", "term"), [("01-what-docker-is/", "内核"), ("en/labs/01-first-container/", "container")]
)
def test_a_terms_meaning_is_told_to_the_keyboard(page: Page, built_url: str, page_of: str, term: str) -> None:
    """Who comes to a term with the keyboard reads its meaning beside it, and Enter leads to the glossary."""
    page.goto(f"{built_url}/{page_of}")
    link = page.locator("a.term", has_text=re.compile(f"^{term}$"))
    meaning = str(link.get_attribute("title"))
    link.focus()
    expect(page.locator(".md-tooltip2--active")).to_have_text(meaning)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/glossary/#[\w-]+$"))
    expect(page.locator("dt:target + dd")).to_contain_text(meaning)


@pytest.mark.parametrize(
    ("start", "word", "title"),
    [
        ("", "容器", "Docker 是什么"),
        ("", "条命令证", "Docker 是什么"),
        ("", "栅栏", "Docker 是什么"),
        ("", "虚拟机监控器", "Docker 是什么"),
        ("", "Kubernetes集群", "本机上的 Kubernetes 集群"),
        ("en/", "hypervisor", "What Docker is"),
        ("en/", "namesp", "What Docker is"),
    ],
)
def test_search_finds(page: Page, built_url: str, start: str, word: str, title: str) -> None:
    """A word is found on the page that has it, a Chinese one in the midst of its sentence too, or its beginning."""
    search(page, f"{built_url}/{start}", word)
    expect(page.locator(".md-search-result__item h1", has_text=title)).to_have_count(1)


@pytest.mark.parametrize("word", ["器容", "程进"])
def test_search_finds_nothing_that_is_not_there(page: Page, built_url: str, word: str) -> None:
    """Characters that are there, but not one after the other, are not found."""
    search(page, f"{built_url}/", word)
    expect(page.locator(".md-search-result__meta")).to_have_text("没有找到符合条件的结果")


@pytest.mark.parametrize("lab", LABS)
def test_copy_button_takes_the_bare_command(context: BrowserContext, built_url: str, lab: str) -> None:
    """What a reader copies is the command, without prompt and output, with all of its lines; keys are pressed."""
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{built_url}/en/labs/{lab}/")
    # Solutions are folded away.
    page.evaluate("document.querySelectorAll('details').forEach((part) => { part.open = true; })")
    copied = []
    for button in page.locator(".lab-command .md-clipboard, .lab-command [data-clipboard-target]").all():
        page.evaluate("navigator.clipboard.writeText('nothing')")
        button.click()
        page.wait_for_function("navigator.clipboard.readText().then((text) => text !== 'nothing')")
        copied.append(page.evaluate("navigator.clipboard.readText()"))
    commands = [command for block in load_lab(PROJECT / "labs" / lab).consoles for command in block.commands]
    assert copied == [command.text for command in commands if command.typed is not Typed.INTERRUPT]


def test_check_unfolds(page: Page, built_url: str) -> None:
    """A check's hint and script are folded away until they are asked for."""
    page.goto(f"{built_url}/labs/{LABS[0]}/")
    check = page.locator(".lab-check").first
    for part in (check.locator("details p").first, check.locator("details pre").first):
        expect(part).to_be_hidden()
    for summary in check.locator("summary").all():
        summary.click()
    for part in (check.locator("details p").first, check.locator("details pre").first):
        expect(part).to_be_visible()


def test_palette_toggle(page: Page, built_url: str) -> None:
    """Light and dark are a click apart, and the choice stays from page to page."""
    schemes: list[str] = []
    for address in ("", "en/"):
        page.goto(f"{built_url}/{address}")
        if not schemes:
            page.locator("[data-md-component=palette] label:visible").click()
        schemes.append(page.locator("body").get_attribute("data-md-color-scheme") or "")
    assert schemes == ["slate", "slate"]


@pytest.mark.parametrize("address", ["labs/08-mysql/", "decks/03-docker-in-practice/#/mysql"])
def test_tables_with_chinese_stay_in_line(page: Page, built_url: str, address: str) -> None:
    """A table that a program printed ends at one place in every row, those with Chinese in them too."""
    page.goto(f"{built_url}/{address}")
    table = page.locator("[data-lab='08-mysql'].lab-command", has_text="ORDER BY id").filter(has_text="浅谈云计算").last
    ends = table.evaluate(_LAST_BARS)
    assert len(ends) == 4, "a head and three books"
    assert len(set(ends)) == 1
