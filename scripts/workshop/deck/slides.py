"""Cut a page's content into slides, and say what of it the page keeps. Knows nothing of reveal.js or templates."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field

from lxml.html import Element, HtmlElement

from workshop.deck.adapt import adapt_to_slides, take_footnotes, with_sources
from workshop.deck.headings import check_headings, heading_error, headings_of
from workshop.deck.markup import Markup, drop, find_by_class, has_class, parse_markup, text_of


@dataclass(frozen=True)
class Slide:
    """One slide: *id* is its address, *html* starts with its heading, *notes_html* is "" where it has no notes."""

    id: str
    title: str
    html: str
    notes_html: str


@dataclass
class _Section:
    """A heading and the elements up to the next break; *number* counts a heading's sections from 1."""

    heading: HtmlElement
    number: int
    body: list[HtmlElement] = field(default_factory=list)

    @property
    def id(self) -> str:
        name = self.heading.get("id") or ""
        return name if self.number == 1 else f"{name}-{self.number}"

    @property
    def is_empty(self) -> bool:
        return not self.body


def page_html(html: str) -> str:
    """What the page keeps of *html*: all but notes and what is for slides only."""
    if "notes" not in html and "slide-only" not in html:
        return html
    markup = parse_markup(html)
    _drop_marked_parts(markup.root, "slide-only")
    drop(find_by_class(markup.root, "notes", "slide-only"))
    return markup.html


def cut_slides(html: str, where: str) -> tuple[Slide, ...]:
    """The slides of *html*, a page's content as MkDocs rendered it; *where* is its source file.

    `h1` makes the title slide; each `h2` and each `hr` that stands at the top level starts another one. A slide that
    an `hr` starts repeats the heading and is called `<id>-2`, `<id>-3`, …; one without content is left out.
    Raises ContentError, or ContentErrors for several, where a heading has no id of its own or shares it.
    """
    markup = parse_markup(html)
    check_headings(markup.root, where)
    footnotes = take_footnotes(markup.root)
    _drop_marked_parts(markup.root, "page-only")
    adapt_to_slides(markup.root)
    sections = [section for section in _sections(markup.root) if section.number == 1 or not section.is_empty]
    taken = {heading.get("id") for heading in headings_of(markup.root)}
    for section in sections:
        if section.number > 1 and section.id in taken:
            raise heading_error(section.heading, f'makes a slide "{section.id}", an id that another heading has', where)
    return tuple(_slide(section, markup, footnotes) for section in sections)


def _slide(section: _Section, markup: Markup, footnotes: dict[str, HtmlElement]) -> Slide:
    heading = deepcopy(section.heading)
    heading.tail = None
    heading.attrib.pop("id", None)
    if section.number > 1:
        heading.set("class", f"{heading.get('class') or ''} continued".strip())
    content, notes = Element("div"), Element("div")
    content.append(heading)
    content.extend(section.body)
    for note in find_by_class(content, "notes"):
        for child in note:
            if child.tag != "summary":
                notes.append(child)
        drop([note])
    with_sources(content, footnotes)
    return Slide(section.id, text_of(heading), markup.inner(content), markup.inner(notes))


def _sections(root: HtmlElement) -> Iterator[_Section]:
    """The sections of *root*, whose first element is a heading."""
    section: _Section | None = None
    for element in list(root):
        if element.tag in ("h1", "h2"):
            if section:
                yield section
            section = _Section(element, 1)
        elif section and element.tag == "hr":
            yield section
            section = _Section(section.heading, section.number + 1)
        elif section:
            section.body.append(element)
    if section:
        yield section


def _drop_marked_parts(root: HtmlElement, name: str) -> None:
    """Drop each `h2` that has the class *name*, with everything up to the next `h2`."""
    dropping = False
    for element in list(root):
        if element.tag in ("h1", "h2"):
            dropping = element.tag == "h2" and has_class(element, name)
        if dropping:
            drop([element])
