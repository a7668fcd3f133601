"""Parse, search and write the HTML of a page's content. Knows nothing of slides."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from lxml import etree
from lxml.html import HtmlElement, fragment_fromstring

# Pictures stay outside the parser: libxml2 writes SVG's names (`viewBox`) in lower case.
_PICTURE = re.compile(r"<svg\b.*?</svg>", re.DOTALL)
_PLACE = re.compile(r'<svg data-picture="(\d+)"></svg>')


@dataclass(frozen=True)
class Markup:
    """A page's content: *root*, a `div` around it, and the pictures that stand outside the tree."""

    root: HtmlElement
    pictures: tuple[str, ...]

    @property
    def html(self) -> str:
        """The content as HTML, without the `div` around it."""
        return self.inner(self.root)

    def inner(self, element: HtmlElement) -> str:
        """What stands inside *element*, as HTML, pictures included."""
        children = (etree.tostring(child, encoding="unicode", method="html") for child in element)
        html = _escape(element.text or "") + "".join(children)
        return _PLACE.sub(lambda place: self.pictures[int(place[1])], html).strip()


def parse_markup(html: str) -> Markup:
    """The tree of *html*, any sequence of elements and text."""
    pictures: list[str] = []

    def keep(picture: re.Match[str]) -> str:
        pictures.append(picture[0])
        return f'<svg data-picture="{len(pictures) - 1}"></svg>'

    root = fragment_fromstring(_PICTURE.sub(keep, html), create_parent="div")
    return Markup(root=root, pictures=tuple(pictures))


def find_by_class(element: HtmlElement, *names: str) -> list[HtmlElement]:
    """The elements below *element* that have one of the classes *names*, in document order."""
    found = _class_path(names)(element)
    return [each for each in found if isinstance(each, HtmlElement)] if isinstance(found, list) else []


@cache
def _class_path(names: tuple[str, ...]) -> etree.XPath:
    wanted = " or ".join(f"contains(concat(' ', normalize-space(@class), ' '), ' {name} ')" for name in names)
    return etree.XPath(f".//*[{wanted}]")


def has_class(element: HtmlElement, name: str) -> bool:
    """Whether *element* has the class *name*."""
    return name in (element.get("class") or "").split()


def text_of(element: HtmlElement) -> str:
    """The text of *element* on one line."""
    return " ".join(element.text_content().split())


def drop(elements: list[HtmlElement]) -> None:
    """Take *elements* out of their tree; the text behind them stays."""
    for element in elements:
        if element.getparent() is not None:
            element.drop_tree()


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
