"""Reads back from the built site which commands its pages and decks show: what a browser shows, not what was meant."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from lxml import html


@dataclass(frozen=True)
class ShownCommand:
    """A command on a built page: `index` counts from 1 within its block, `page` is the file below the site's folder."""

    lab: str
    block: str
    index: int
    text: str
    page: str


def find_commands(site: Path) -> tuple[ShownCommand, ...]:
    """The commands on all pages and decks below *site*, page by page in the order in which they stand."""
    return tuple(command for file in sorted(site.rglob("*.html")) for command in _find_in(file, site))


def _find_in(file: Path, site: Path) -> list[ShownCommand]:
    text = file.read_text(encoding="utf-8")
    if "lab-command" not in text:
        return []
    page = file.relative_to(site).as_posix()
    return [
        ShownCommand(
            element.get("data-lab") or "",
            element.get("data-block") or "",
            int(element.get("data-index") or 0),
            "\n".join(line.text_content() for line in element.find_class("lab-input")),
            page,
        )
        for element in html.document_fromstring(text).find_class("lab-command")
    ]
