"""Hold a page's headings to what a deck needs: each has an id of its own. Knows nothing of slides' content."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from workshop.deck.markup import drop, find_by_class, has_class, text_of
from workshop.errors import ContentError, ContentErrors

_TAGS = ("h1", "h2", "h3", "h4", "h5", "h6")
# Markdown's toc extension names a heading `_1` where its text has no letter that it knows, as all Chinese titles.
_GENERATED_ID = re.compile(r"_\d+")
_ID_HINT = "write one behind it, as in `## 标题 {#title}`, the same in both languages"


def headings_of(root: HtmlElement) -> list[HtmlElement]:
    """The headings below *root*, in document order, without those inside notes."""
    found = (element for element in root.iter(*_TAGS) if isinstance(element, HtmlElement))
    return [element for element in found if not _is_in_notes(element)]


def check_headings(root: HtmlElement, where: str) -> None:
    """Raise ContentError, or ContentErrors for several, unless a deck can be made of *root*, a page's content."""
    headings = headings_of(root)
    titles = [heading for heading in headings if heading.tag == "h1"]
    if not titles:
        raise ContentError("no # heading: a deck begins with one", where=where)
    errors = [heading_error(title, "is a second # heading: a deck has one", where) for title in titles[1:]]
    first = next(element for element in root if isinstance(element.tag, str))
    if first is not titles[0]:
        errors.append(heading_error(titles[0], "does not come first: a deck begins with its # heading", where))
    errors += _find_wrong_ids(headings, where)
    if errors:
        raise errors[0] if len(errors) == 1 else ContentErrors(errors)


def heading_error(heading: HtmlElement, problem: str, where: str, hint: str | None = None) -> ContentError:
    """The error that *heading*, named by its text, has *problem*."""
    drop(find_by_class(heading, "headerlink"))
    return ContentError(f'heading "{text_of(heading)}" {problem}', where=where, hint=hint)


def _find_wrong_ids(headings: list[HtmlElement], where: str) -> list[ContentError]:
    errors: list[ContentError] = []
    seen: set[str] = set()
    for heading in headings:
        name = heading.get("id") or ""
        if not name or _GENERATED_ID.fullmatch(name):
            errors.append(heading_error(heading, "has no explicit id", where, _ID_HINT))
        elif name.isdecimal():
            problem = f'has the id "{name}": an id of digits alone reads as a slide number'
            errors.append(heading_error(heading, problem, where))
        elif name in seen:
            errors.append(heading_error(heading, f'has the id "{name}", as another heading before it', where))
        seen.add(name)
    return errors


def _is_in_notes(element: HtmlElement) -> bool:
    return any(isinstance(parent, HtmlElement) and has_class(parent, "notes") for parent in element.iterancestors())
