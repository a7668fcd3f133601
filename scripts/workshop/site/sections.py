"""Divides a page into what search finds: the parts below its headings, each as text with the marks that results show.

Material's own parser does the same eight times slower. Here a page is cut into tags by one expression, and drawings
and the colours of code, most of all tags, are gone before. What is cut, kept and skipped is Material's to say; a page
with anything unusual in it is None here, and left to Material.
Source: material/plugins/search/plugin.py (9.8.1), `Parser`; Python's html/parser.py for what a tag is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import escape, unescape

KEPT = frozenset(("p", "code", "pre", "li", "ol", "ul", "sub", "sup"))
VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr")
)
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
EXCLUDED = "data-search-exclude"
LINE_NUMBERS = "linenodiv"

_ODD = r"<(?:!(?!--)|\?|!--(?:-?>|[^>]*--!>)|(?i:script|style|object|textarea|xmp|iframe|plaintext|no{}))"
_UNUSUAL = re.compile(_ODD.format(rf"|title|span\b[^<>]*(?:{EXCLUDED}|{LINE_NUMBERS})"))
_UNUSUAL_DRAWING = re.compile(_ODD.format("|svg"))
"""What begins like a tag and is no element, and elements with rules of their own; a drawing has a title."""
_REST = r"[^<>\"']*(?:(?:\"[^\"]*\"|'[^']*')[^<>\"']*)*"
_TOKEN = re.compile(rf"<!--.*?-->|<(/?)([a-zA-Z][\w:-]*)(?=[\s/>])({_REST})>", re.DOTALL)
_WHOLE = re.compile(r"(<(svg|pre)\b[^<>]*>)(.*?)(?=</\2>)", re.DOTALL)
_COLOUR = re.compile(r"</?span\b[^<>]*>")
_HALF_CHARACTER = re.compile(r"&[#\w]*<")
_ATTRIBUTE = re.compile(r"([^\s=/>\"']+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+)))?")
_FAR = 1 << 30


@dataclass
class Section:
    """The part of a page below a heading, `tag`, or before the first one; *depth* counts the elements that are open.

    *title* and *text* are pieces to be joined, *id* is None for a page's first heading.
    """

    tag: str = "hx"
    depth: int = 0
    is_excluded: bool = False
    id: str | None = None
    title: list[str] = field(default_factory=list)
    text: list[str] = field(default_factory=list)


def divide(html: str) -> list[Section] | None:
    """The sections of *html*, a page's content; None where it has something that is not read here."""
    html = _WHOLE.sub(_without_inside, html)
    if _UNUSUAL.search(html):
        return None
    parts = _TOKEN.split(html)
    divider = _Divider()
    for at in range(0, len(parts) - 1, 4):
        text, close, name, rest = parts[at : at + 4]
        if text:
            if "<" in text:
                return None
            divider.read_text(text)
        if name:
            _read_tag(divider, close, name.lower(), rest)
    if "<" in parts[-1]:
        return None
    if parts[-1]:
        divider.read_text(parts[-1])
    return divider.sections


def _without_inside(found: re.Match[str]) -> str:
    """A drawing that is not searched without what is drawn, and code without its colours."""
    opening, name, inner = found[1], found[2], found[3]
    if name == "svg":
        is_skipped = EXCLUDED in opening and not opening.endswith("/>") and not _UNUSUAL_DRAWING.search(inner)
        return opening if is_skipped else found[0]
    is_closed = inner.count("<span") == inner.count("</span") and not _HALF_CHARACTER.search(inner)
    is_code = not any(other in inner for other in (EXCLUDED, LINE_NUMBERS, "<h", "<H"))
    return opening + _COLOUR.sub("", inner) if is_closed and is_code else found[0]


def _read_tag(divider: _Divider, close: str, name: str, rest: str) -> None:
    if close:
        divider.close(name)
        return
    attributes: dict[str, str] = {}
    if name in HEADINGS or name == "a" or EXCLUDED in rest or LINE_NUMBERS in rest:
        found = _ATTRIBUTE.findall(rest)
        attributes = {key.lower(): unescape(double or single or bare) for key, double, single, bare in found}
    divider.open(name, attributes)
    if rest.endswith("/"):
        divider.close(name)


class _Divider:
    """What Material's parser knows while it reads: open elements, those that are skipped, and the section it is in."""

    def __init__(self) -> None:
        self.sections: list[Section] = []
        self._open: list[str] = []
        self._links: list[int] = []
        self._skipped = {"object", "script", "style"}
        self._muted = 0
        self._current: Section | None = None

    def open(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        if tag in VOID:
            return
        self._open.append(tag)
        self._muted += tag in self._skipped
        if tag in HEADINGS and "id" in attributes:
            self._begin(tag, attributes)
        current = self._get_current()
        if EXCLUDED in attributes or attributes.get("class") == LINE_NUMBERS:
            self._skipped.add(tag)
            self._count_muted()
        elif not self._muted and tag in KEPT:
            self._pieces(current).append(f"<{tag}>")
        if tag == "a" and attributes.get("class") == "headerlink":
            self._links.append(len(self._open))

    def close(self, tag: str) -> None:
        """An element ends; an end that is not that of the innermost element means nothing."""
        if not self._open or self._open[-1] != tag:
            return
        current = self._get_current()
        if current.depth > len(self._open):
            current = self._leave(current)
        if self._links and self._links[-1] == len(self._open):
            self._links.pop()
        self._open.pop()
        if tag in self._skipped:
            self._skipped.discard(tag)
            self._count_muted()
        elif not self._muted and tag in KEPT:
            _end(self._pieces(current), tag)

    def read_text(self, source: str) -> None:
        """What stands between two tags."""
        if self._muted:
            return
        text = unescape(source)
        blank = text.isspace()
        in_code = "pre" in self._open
        if not in_code:
            text = " " if blank else text.replace("\n", " ")
        current = self._get_current()
        if current.tag in self._open:
            if not self._links:
                current.title.append(escape(text, quote=False))
        elif not blank or in_code or not current.text or not current.text[-1].isspace():
            current.text.append(escape(text, quote=False))

    def _begin(self, tag: str, attributes: dict[str, str]) -> None:
        depth = len(self._open)
        if tag != "h1" and not self.sections:
            self.sections.append(Section(depth=depth))
        section = Section(tag, depth, EXCLUDED in attributes)
        if self.sections:
            section.id = attributes["id"]
        self.sections.append(section)
        self._current = section

    def _leave(self, current: Section) -> Section:
        """The section around the element that ends, whose heading *current* was in."""
        for section in reversed(self.sections):
            if section.depth <= len(self._open):
                current.depth = _FAR
                self._current = section
                return section
        return current

    def _get_current(self) -> Section:
        if self._current is None:
            self._current = Section()
            self.sections.append(self._current)
        return self._current

    def _pieces(self, section: Section) -> list[str]:
        return section.title if section.tag in self._open else section.text

    def _count_muted(self) -> None:
        self._muted = sum(tag in self._skipped for tag in self._open)


def _end(pieces: list[str], tag: str) -> None:
    """Close *tag* in *pieces*, or take it away where nothing but blanks has come since one was opened."""
    first = pieces.index(f"<{tag}>")
    if all(piece.isspace() for piece in pieces[first + 1 :]):
        del pieces[first:]
    else:
        pieces.append(f"</{tag}>")
