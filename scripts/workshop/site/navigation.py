"""What leads through the site: labs in the navigation, and only what a page keeps in its table of contents."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

from mkdocs.structure import StructureItem
from mkdocs.structure.nav import Section
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents

LABS_INDEX = "labs/index.md"
MOST, GROUP = 60, 20
"""As many pages as a section of the navigation lists one by one, and as many as a group has where it has more."""

_NUMBER = re.compile(r"\d+")


def add_labs(nav: Any, labs: Iterable[str]) -> None:
    """List *labs* in *nav*, mkdocs.yml's own, after the page that is their index; one that is listed stays."""
    if isinstance(nav, dict):
        nav = list(nav.values())
    if isinstance(nav, list):
        if LABS_INDEX in nav:
            nav += [lab for lab in labs if lab not in nav]
        for part in nav:
            add_labs(part, labs)


def group_pages(items: Iterable[StructureItem], title_of: Callable[[Page], str]) -> bool:
    """Divide the pages of each section below *items* that has more than `MOST` into groups, told whether any has.

    A group is a section within, of which Material's `navigation.prune` shows the first page alone wherever the reader
    is not in it. Else each page would list all others, and a talk of twice the size be four times as big.
    """
    is_grouped = False
    for item in items:
        if isinstance(item, Section):
            is_grouped |= group_pages(item.children, title_of)
            pages = [child for child in item.children if isinstance(child, Page) and not child.is_index]
            if len(pages) > MOST:
                rest = [child for child in item.children if child not in pages]
                several = (pages[first : first + GROUP] for first in range(0, len(pages), GROUP))
                item.children = [*rest, *(_make_group(some, item, title_of) for some in several)]
                is_grouped = True
    return is_grouped


def _make_group(pages: list[Page], parent: Section, title_of: Callable[[Page], str]) -> Section:
    """A section in *parent* of *pages*, called by the numbers, or else the titles, of the first and the last."""
    ends = pages[0], pages[-1]
    numbers = [_NUMBER.match(page.file.name) for page in ends]
    first, last = (number[0] if number else title_of(page) for page, number in zip(ends, numbers, strict=True))
    group = Section(f"{first}–{last}" if all(numbers) else f"{first} – {last}", list(pages))
    group.parent = parent
    for page in pages:
        page.parent = group
    return group


def prune(toc: TableOfContents, html: str) -> None:
    """Take out of *toc* the headings that the page's *html* has not kept."""

    def keep(items: list[AnchorLink]) -> list[AnchorLink]:
        kept = [item for item in items if f'id="{item.id}"' in html]
        for item in kept:
            item.children = keep(item.children)
        return kept

    toc.items = keep(toc.items)
