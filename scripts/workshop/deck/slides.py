"""Cut a page's content into slides, and say what of it the page keeps. Knows nothing of reveal.js or templates."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field

from lxml.html import Element, HtmlElement

from workshop.deck.adapt import adapt_to_slides, take_footnotes, with_sources
from workshop.deck.headings import check_headings, heading_error, headings_of
from workshop.deck.line_steps import step_through_code
from workshop.deck.markup import Markup, drop, find_by_class, has_class, parse_markup, text_of
from workshop.deck.tabs import is_tabbed, keep_tab, split_tabs

BELOW, STEPS, SHORT, TABS_APART = "below", "steps", "short", "tab-slides"
"""What an author says of a slide, as a class of its heading."""
CHOSEN_TAB = "data-tab"
"""An attribute of a heading: the one tab, counted from 1, that its slide shows."""


@dataclass(frozen=True)
class Slide:
    """One slide: *id* is its address, *html* starts with its heading, *notes_html* is "" where it has no notes.

    *number* counts the slides of its heading from 1; *is_below* where it stands below the one before it, not beside;
    *is_short* where the short cut of the talk has it; *until* is the minute of the talk that its chapter is told by,
    0 in a chapter's own deck; *other_title* is the heading's text in the other language, where that is known.
    """

    id: str
    title: str
    html: str
    notes_html: str
    number: int = 1
    is_below: bool = False
    is_short: bool = False
    until: int = 0
    other_title: str = ""

    @property
    def heading_id(self) -> str:
        """The id of its heading."""
        return self.id if self.number == 1 else self.id.removesuffix(f"-{self.number}")


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

    @property
    def is_below(self) -> bool:
        return has_class(self.heading, BELOW) or (self.number > 1 and has_class(self.heading, STEPS))

    def next(self) -> _Section:
        """The section that continues this one."""
        return _Section(self.heading, self.number + 1)


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
    A heading of the class `below` stands below the slide before it, one of the class `steps` above those that continue
    it; `tab-slides` gives each tab a slide, `data-tab` chooses one.
    Raises ContentError, or ContentErrors for several, where a heading has no id of its own or shares it.
    """
    markup = parse_markup(html)
    check_headings(markup.root, where)
    footnotes = take_footnotes(markup.root)
    _drop_marked_parts(markup.root, "page-only")
    adapt_to_slides(markup.root)
    step_through_code(markup.root, where)
    _choose_tabs(markup.root, where)
    sections = [section for section in _sections(markup.root) if section.number == 1 or not section.is_empty]
    taken = {heading.get("id") for heading in headings_of(markup.root)}
    for section in sections:
        if section.number > 1 and section.id in taken:
            raise heading_error(section.heading, f'makes a slide "{section.id}", an id that another heading has', where)
    return tuple(_slide(section, markup, footnotes) for section in sections)


def _slide(section: _Section, markup: Markup, footnotes: dict[str, HtmlElement]) -> Slide:
    heading = deepcopy(section.heading)
    heading.tail = None
    classes = [name for name in (heading.get("class") or "").split() if name not in (BELOW, STEPS, SHORT, TABS_APART)]
    if section.number > 1:
        classes.append("continued")
    for name in ("id", "class", CHOSEN_TAB):
        heading.attrib.pop(name, None)
    if classes:
        heading.set("class", " ".join(classes))
    content, notes = Element("div"), Element("div")
    content.append(heading)
    content.extend(section.body)
    for note in find_by_class(content, "notes"):
        for child in note:
            if child.tag != "summary":
                notes.append(child)
        drop([note])
    with_sources(content, footnotes)
    return Slide(
        section.id,
        text_of(heading),
        markup.inner(content),
        markup.inner(notes),
        section.number,
        section.is_below,
        has_class(section.heading, SHORT),
    )


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
            section = section.next()
        elif section and has_class(section.heading, TABS_APART) and is_tabbed(element):
            first, *rest = split_tabs(element)
            section.body.append(first)
            for tab in rest:
                yield section
                section = section.next()
                section.body.append(tab)
        elif section:
            section.body.append(element)
    if section:
        yield section


def _choose_tabs(root: HtmlElement, where: str) -> None:
    """Leave of the tabs below a heading with `data-tab` the one that it names."""
    heading = None
    for element in list(root):
        if element.tag in ("h1", "h2"):
            heading = element
        elif heading is not None and heading.get(CHOSEN_TAB) and is_tabbed(element):
            number, tabs = heading.get(CHOSEN_TAB) or "", len(find_by_class(element, "tabbed-block"))
            if not number.isdecimal() or not 1 <= int(number) <= tabs:
                raise heading_error(heading, f"shows tab {number}, where there are {tabs}", where)
            keep_tab(element, int(number))


def _drop_marked_parts(root: HtmlElement, name: str) -> None:
    """Drop each `h2` that has the class *name*, with everything up to the next `h2`."""
    dropping = False
    for element in list(root):
        if element.tag in ("h1", "h2"):
            dropping = element.tag == "h2" and has_class(element, name)
        if dropping:
            drop([element])
