"""Turn what stands on a page into what stands on a slide. Knows nothing of where slides begin."""

from __future__ import annotations

import unicodedata
from copy import deepcopy
from posixpath import normpath
from urllib.parse import urlsplit

from lxml.html import Element, HtmlElement
from lxml.html.defs import link_attrs

from workshop.deck.markup import drop, find_by_class, has_class, parse_markup

# Source: `iterlinks` of lxml.html, and what it calls links: attributes, and addresses in styles.
_LINKS = (*(f" {name}=" for name in sorted(link_attrs)), "url(", "@import", "http-equiv")
_PAGE_PARTS = ("page-only", "headerlink", "footnote-backref", "md-clipboard")


def adapt_to_slides(root: HtmlElement) -> None:
    """Drop what only a page has, unfold what is folded, and say how wide each block of code is."""
    drop(find_by_class(root, *_PAGE_PARTS))
    drop([element for element in root.iter("button") if isinstance(element, HtmlElement)])
    for details in list(root.iter("details")):
        if isinstance(details, HtmlElement) and not has_class(details, "notes"):
            _unfold(details)
    for pre in root.iter("pre"):
        if isinstance(pre, HtmlElement):
            _measure(pre)


def _unfold(details: HtmlElement) -> None:
    details.tag = "div"
    details.set("class", f"admonition {details.get('class') or ''}".strip())
    details.attrib.pop("open", None)
    for summary in details.findall("summary"):
        summary.tag = "p"
        summary.set("class", "admonition-title")


def _measure(pre: HtmlElement) -> None:
    """Note the columns of the longest line in `--columns`, on the block that the style sheet sizes as one."""
    block = pre
    for parent in pre.iterancestors("div"):
        if isinstance(parent, HtmlElement) and (has_class(parent, "lab-block") or has_class(parent, "highlight")):
            block = parent
    columns = max((_columns(line) for line in pre.text_content().splitlines()), default=0)
    columns = max(columns, int(block.get("data-columns") or 0))
    block.set("data-columns", str(columns))
    block.set("style", f"--columns: {columns}")


def _columns(line: str) -> int:
    """The width of *line* in a terminal, where a Chinese character takes two columns."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in line)


def take_footnotes(root: HtmlElement) -> dict[str, HtmlElement]:
    """Take the footnotes out of *root*: the address of each, `#fn:1`, and its text."""
    notes: dict[str, HtmlElement] = {}
    for block in find_by_class(root, "footnote"):
        drop(find_by_class(block, "footnote-backref"))
        for item in block.iter("li"):
            if isinstance(item, HtmlElement):
                notes[f"#{item.get('id') or ''}"] = item
        drop([block])
    return notes


def with_sources(content: HtmlElement, footnotes: dict[str, HtmlElement]) -> None:
    """Put the footnotes that *content* refers to below it, in small print."""
    sources: dict[str, HtmlElement] = {}
    for reference in find_by_class(content, "footnote-ref"):
        address = reference.get("href") or ""
        reference.drop_tag()
        if address in footnotes:
            sources[address] = _source(footnotes[address], reference.text or "")
    for mark in list(content.iter("sup")):
        mark.attrib.pop("id", None)
    if sources:
        small_print = Element("footer")
        small_print.set("class", "sources")
        small_print.extend(sources.values())
        content.append(small_print)


def _source(note: HtmlElement, number: str) -> HtmlElement:
    line = deepcopy(note)
    line.tag, line.tail = "div", None
    line.attrib.pop("id", None)
    mark = Element("sup")
    mark.text, mark.tail, line.text = number, line.text, None
    line.insert(0, mark)
    return line


def rebase_links(html: str, page_url: str, slide_ids: set[str]) -> str:
    """*html* with its links as the deck's folder sees them, where they were relative to the page at *page_url*.

    An anchor that is a slide's stays in the deck.
    """
    if not any(sign in html for sign in _LINKS):
        return html
    markup = parse_markup(html)
    for element, attribute, link, _ in list(markup.root.iterlinks()):
        parts = urlsplit(link)
        if parts.scheme or parts.netloc or link.startswith("/"):
            continue
        if not parts.path and parts.fragment in slide_ids:
            element.set(attribute, f"#/{parts.fragment}")
        elif attribute and element.get(attribute) == link:
            element.set(attribute, _join(page_url, link))
    return markup.html


def _join(page_url: str, link: str) -> str:
    folder = page_url[: page_url.rfind("/") + 1]
    parts = urlsplit(link)
    if not parts.path:
        return page_url + link
    path = normpath(folder + parts.path) + ("/" if parts.path.endswith(("/", ".")) else "")
    return parts._replace(path=path).geturl()
