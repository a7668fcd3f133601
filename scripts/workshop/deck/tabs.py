"""Tabs of a page on slides: all of a set side by side, one of them, or each on a slide of its own."""

from __future__ import annotations

from copy import deepcopy

from lxml.html import Element, HtmlElement

from workshop.deck.markup import find_by_class, has_class, text_of


def is_tabbed(element: HtmlElement) -> bool:
    """Whether *element* is a set of tabs. Source: pymdownx.tabbed with `alternate_style`."""
    return has_class(element, "tabbed-set")


def split_tabs(tabbed: HtmlElement) -> list[HtmlElement]:
    """The tabs of the set *tabbed*, each a block of the class `tab` that starts with its label."""
    labels = [text_of(label) for label in tabbed.iter("label") if isinstance(label, HtmlElement)]
    tabs = []
    for label, block in zip(labels, find_by_class(tabbed, "tabbed-block"), strict=True):
        tab = deepcopy(block)
        tab.set("class", "tab")
        tab.tail = None
        title = Element("p")
        title.set("class", "tab-title")
        title.text = label
        tab.insert(0, title)
        tabs.append(tab)
    return tabs


def keep_tab(tabbed: HtmlElement, number: int) -> None:
    """Put tab *number* of the set *tabbed*, counted from 1, in the place of the whole set."""
    parent = tabbed.getparent()
    if parent is None:
        raise ValueError("a set of tabs without a place")
    parent.replace(tabbed, split_tabs(tabbed)[number - 1])
