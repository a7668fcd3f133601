"""Write a deck as one HTML document. Knows a page's content and addresses, not how they were made."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from html import escape
from itertools import groupby

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from workshop.deck.adapt import rebase_links
from workshop.deck.assets import ASSETS, SCRIPT, STYLESHEETS
from workshop.deck.slides import Slide, cut_slides
from workshop.deck.words import KEYS, LANGUAGE_TAGS, WORDS


@dataclass(frozen=True)
class DeckSource:
    """A chapter in one language. Addresses are relative, as seen from the deck's folder, but for *public_url*.

    *html* is the page's content as MkDocs rendered it, notes and parts for slides only included; *where* is the
    source file, for errors; *occasion* is speaker, event and date, as far as they are told; *other_titles* are the
    headings in the other language, by id; *public_url* is where this deck is published, "" where nobody knows, and
    *head* the HTML that tells others so; without that, the head leads to the other language beside it.
    """

    name: str
    language: str
    title: str
    html: str
    minutes: int
    talk_title: str
    page_url: str
    other_url: str
    assets_url: str
    stylesheets: tuple[str, ...]
    where: str
    occasion: tuple[str, ...] = ()
    other_titles: Mapping[str, str] = field(default_factory=dict)
    public_url: str = ""
    head: str | None = None

    @property
    def other_language(self) -> str:
        """The language of *other_url* and *other_titles*."""
        return "en" if self.language == "zh" else "zh"

    @property
    def is_chapter(self) -> bool:
        """Whether this is a chapter's deck; a deck of several chapters has no page of its own."""
        return bool(self.where)


def render_deck(source: DeckSource) -> str:
    """The deck of *source*, a whole HTML document. Raises ContentError as `cut_slides` does."""
    return render_slides(source, cut_deck(source))


def cut_deck(source: DeckSource) -> tuple[Slide, ...]:
    """The slides of *source* as they stand in its deck: with links that hold there and titles in the other language.

    Raises ContentError as `cut_slides` does.
    """
    slides = cut_slides(source.html, source.where)
    ids = {slide.id for slide in slides}
    return tuple(_placed(slide, source, ids) for slide in slides)


def render_slides(source: DeckSource, slides: Iterable[Slide]) -> str:
    """The deck of *slides*, which are cut already and begin with a title slide; the content of *source* is not read."""
    words = {key: word.replace("{}", str(source.minutes)) for key, word in WORDS[source.language].items()}
    if not source.is_chapter:
        words["page"] = words["site"]
    template = _environment().get_template("deck.html.j2")
    return template.render(
        source=replace(source, html="", assets_url=source.assets_url.rstrip("/"), other_titles={}),
        stacks=_stack(slides),
        sheets=STYLESHEETS,
        script=SCRIPT,
        words=words,
        keys=KEYS[source.language],
        tag=LANGUAGE_TAGS[source.language],
        other_tag=LANGUAGE_TAGS[source.other_language],
        state={"name": source.name, "language": source.language, "minutes": source.minutes, "words": words},
    )


def _stack(slides: Iterable[Slide]) -> list[list[Slide]]:
    """The *slides*, those together that stand below each other."""
    place = 0

    def of(slide: Slide) -> int:
        nonlocal place
        place += not slide.is_below
        return place

    return [list(stack) for _, stack in groupby(slides, of)]


def _placed(slide: Slide, source: DeckSource, ids: set[str]) -> Slide:
    html, notes = (rebase_links(part, source.page_url, ids) for part in (slide.html, slide.notes_html))
    title = source.other_titles.get(slide.heading_id, "")
    if title:
        html = _below_heading(html, title, LANGUAGE_TAGS[source.other_language])
    return replace(slide, html=html, notes_html=notes, other_title=title)


def _below_heading(html: str, title: str, tag: str) -> str:
    """*html* with *title* below its first heading; shown in bilingual mode only."""
    end = min(at for at in (html.find("</h1>"), html.find("</h2>")) if at >= 0) + len("</h1>")
    return f'{html[:end]}<p class="other-title" lang="{tag}">{escape(title)}</p>{html[end:]}'


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(ASSETS),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
    )
