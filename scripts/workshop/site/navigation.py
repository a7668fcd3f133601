"""What leads through the site: labs in the navigation, and only what a page keeps in its table of contents."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from mkdocs.structure.toc import AnchorLink, TableOfContents

LABS_INDEX = "labs/index.md"


def add_labs(nav: Any, labs: Iterable[str]) -> None:
    """List *labs* in *nav*, mkdocs.yml's own, after the page that is their index; one that is listed stays."""
    if isinstance(nav, dict):
        nav = list(nav.values())
    if isinstance(nav, list):
        if LABS_INDEX in nav:
            nav += [lab for lab in labs if lab not in nav]
        for part in nav:
            add_labs(part, labs)


def prune(toc: TableOfContents, html: str) -> None:
    """Take out of *toc* the headings that the page's *html* has not kept."""

    def keep(items: list[AnchorLink]) -> list[AnchorLink]:
        kept = [item for item in items if f'id="{item.id}"' in html]
        for item in kept:
            item.children = keep(item.children)
        return kept

    toc.items = keep(toc.items)
