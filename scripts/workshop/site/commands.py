"""Reads the commands of labs back from the built site: what a browser shows, whatever the sources say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import html
from lxml.html import HtmlElement


@dataclass(frozen=True)
class ShownCommand:
    """A command on a page: `index` counts from 1 within its block, `page` is its file below the site's folder."""

    lab: str
    block: str
    index: int
    text: str
    page: str


def find_commands(site_dir: Path) -> tuple[ShownCommand, ...]:
    """All commands on the pages and decks below *site_dir*, by page and place; one may be shown on many."""
    return tuple(command for page in sorted(site_dir.rglob("*.html")) for command in _page_commands(page, site_dir))


def _page_commands(page: Path, site_dir: Path) -> Iterator[ShownCommand]:
    source = page.read_text(encoding="utf-8")
    if "lab-command" not in source:
        return
    name = page.relative_to(site_dir).as_posix()
    for element in html.document_fromstring(source).iter("div"):
        if isinstance(element, HtmlElement) and "lab-command" in element.classes:
            text = "\n".join(str(line.text_content()) for line in element.find_class("lab-input"))
            get = element.attrib
            yield ShownCommand(str(get["data-lab"]), str(get["data-block"]), int(get["data-index"]), text, name)
