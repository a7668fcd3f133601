"""One deck of several chapters: a slide that tells what comes, then all their slides. Knows nothing of pages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from html import escape, unescape

from workshop.deck.slides import Slide
from workshop.deck.words import WORDS

OPENING = "talk"
"""The id of the first slide."""
_ID = re.compile(r'\sid="([^"]+)"')
_TAG = re.compile(r"<[a-zA-Z][^>]*>")
_LINK = re.compile(r'\shref="([^"]*)"')
_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True)
class Part:
    """A chapter in the deck: its slides as `cut_deck` gives them, and the address of its page, as decks see it."""

    name: str
    title: str
    minutes: int
    page_url: str
    slides: tuple[Slide, ...]

    @property
    def prefix(self) -> str:
        """What the ids of its slides begin with: the chapter's number, or its name where it has none."""
        number = _NUMBER.match(self.name)
        return number[0] if number else self.name

    @property
    def first_id(self) -> str:
        """The id of its first slide in a deck of several chapters."""
        return f"{self.prefix}-{self.slides[0].id}"


def short_part(part: Part, minutes: int) -> Part:
    """What the short cut keeps of *part*, told in *minutes*: the slides whose heading is marked for it."""
    return replace(part, minutes=minutes, slides=tuple(slide for slide in part.slides if slide.is_short))


def join_parts(parts: Sequence[Part], title: str, language: str) -> tuple[Slide, ...]:
    """The slides of a deck of *parts*, each with the minute of the talk that its chapter is told by.

    The ids of slides get their chapter's number in front, other ids are changed where they came before; links from
    one chapter to another lead to its slides, if it has any here.
    """
    slides = [_opening(parts, title, language)]
    targets = dict(_targets(parts))
    seen: set[str] = set()
    until = 0
    for part in parts:
        until += part.minutes
        for slide in part.slides:
            html, notes = (_linked(text, part, targets) for text in (slide.html, slide.notes_html))
            html = _with_own_ids(html, part.prefix, seen)
            is_below = slide.is_below and slide is not part.slides[0]
            id_ = f"{part.prefix}-{slide.id}"
            slides.append(replace(slide, id=id_, html=html, notes_html=notes, until=until, is_below=is_below))
    return tuple(slides)


def _opening(parts: Sequence[Part], title: str, language: str) -> Slide:
    words = WORDS[language]
    total = sum(part.minutes for part in parts)
    rows = "".join(
        f'<li{_value(part)}><a href="#/{part.first_id}">{escape(part.title)}</a> '
        f"<span>{words['minutes'].format(part.minutes)}</span></li>"
        for part in parts
    )
    terms = " + ".join(str(part.minutes) for part in parts)
    notes = f"<p>{words['sum'].format(total, terms)}</p>"
    html = f'<h1>{escape(title)}</h1><ol class="agenda">{rows}</ol>'
    return Slide(OPENING, title, html, notes)


def _value(part: Part) -> str:
    return f' value="{int(part.prefix)}"' if part.prefix.isdecimal() else ""


def _targets(parts: Sequence[Part]) -> Iterable[tuple[str, str]]:
    """Addresses as the chapters' slides have them, and the ids of the slides that stand for them here."""
    for part in parts:
        yield part.page_url, part.first_id
        for slide in part.slides:
            yield f"{part.page_url}#{slide.id}", f"{part.prefix}-{slide.id}"


def _linked(html: str, part: Part, targets: dict[str, str]) -> str:
    own = {f"#/{slide.id}": f"{part.prefix}-{slide.id}" for slide in part.slides}

    def lead(link: re.Match[str]) -> str:
        address = unescape(link[1])
        if address.startswith("#/") and address not in own:  # a slide that was left out
            return ""
        target = own.get(address) or targets.get(address)
        return f' href="#/{target}"' if target else link[0]

    return _LINK.sub(lead, html)


def _with_own_ids(html: str, prefix: str, seen: set[str]) -> str:
    """*html* with those of its ids changed that are in *seen*, wherever a tag names them; then they all are."""
    for name in dict.fromkeys(_ID.findall(html)):
        if name in seen:
            token = re.compile(rf'(?<=["\s#]){re.escape(name)}(?=["\s)])')
            html = _TAG.sub(lambda tag, token=token, name=name: token.sub(f"{prefix}-{name}", tag[0]), html)  # type: ignore[misc]  # a lambda with defaults
        seen.add(name)
    return html
