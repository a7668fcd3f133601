"""Cut a page's content into slides, and say what of it the page keeps. Knows nothing of reveal.js or templates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field

from lxml.html import Element, HtmlElement

from workshop.deck.adapt import adapt_to_slides, take_footnotes, with_sources
from workshop.deck.markup import Markup, drop, find_by_class, has_class, parse_markup, text_of
from workshop.errors import ContentError, ContentErrors

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
# Markdown's toc extension names a heading `_1` where its text has no letter that it knows, as all Chinese titles.
_GENERATED_ID = re.compile(r"_\d+")


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
    errors = _find_errors(markup.root, where)
    if errors:
        raise errors[0] if len(errors) == 1 else ContentErrors(errors)
    footnotes = take_footnotes(markup.root)
    _drop_marked_parts(markup.root, "page-only")
    adapt_to_slides(markup.root)
    sections = [section for section in _sections(markup.root) if section.number == 1 or not section.is_empty]
    taken = {heading.get("id") for heading in _headings(markup.root)}
    for section in sections:
        if section.number > 1 and section.id in taken:
            raise _error(section.heading, f'makes a slide "{section.id}", an id that another heading has', where)
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


def _headings(root: HtmlElement) -> list[HtmlElement]:
    return [element for element in root.iter(*_HEADINGS) if isinstance(element, HtmlElement)]


def _find_errors(root: HtmlElement, where: str) -> list[ContentError]:
    """What is wrong with the headings of *root*, a page's whole content."""
    headings = _headings(root)
    titles = [heading for heading in headings if heading.tag == "h1"]
    if not titles:
        return [ContentError("no # heading: a deck begins with one", where=where)]
    errors = [_error(title, "is a second # heading: a deck has one", where) for title in titles[1:]]
    first = next((element for element in root if isinstance(element.tag, str)), None)
    if first is not titles[0]:
        errors.append(_error(titles[0], "does not come first: a deck begins with its # heading", where))
    seen: set[str] = set()
    for heading in headings:
        name = heading.get("id") or ""
        if not name or _GENERATED_ID.fullmatch(name):
            hint = "write one behind it, as in `## 标题 {#title}`, the same in both languages"
            errors.append(_error(heading, "has no explicit id", where, hint))
        elif name.isdecimal():
            errors.append(_error(heading, f'has the id "{name}": an id of digits alone reads as a slide number', where))
        elif name in seen:
            errors.append(_error(heading, f'has the id "{name}", as another heading before it', where))
        seen.add(name)
    return errors


def _error(heading: HtmlElement, problem: str, where: str, hint: str | None = None) -> ContentError:
    drop(find_by_class(heading, "headerlink"))
    return ContentError(f'heading "{text_of(heading)}" {problem}', where=where, hint=hint)
