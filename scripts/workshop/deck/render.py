"""Write a chapter's deck as one HTML document. Knows a page's content and addresses, not how they were made."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from workshop.deck.adapt import rebase_links
from workshop.deck.assets import ASSETS, STYLESHEETS
from workshop.deck.slides import Slide, cut_slides
from workshop.deck.words import KEYS, LANGUAGE_TAGS, WORDS


@dataclass(frozen=True)
class DeckSource:
    """A chapter in one language. Addresses are relative, as seen from the deck's folder.

    *html* is the page's content as MkDocs rendered it, notes and parts for slides only included; *where* is the
    source file, for errors; *occasion* is speaker, event and date, as far as they are told.
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


def render_deck(source: DeckSource) -> str:
    """The deck of *source*, a whole HTML document. Raises ContentError as `cut_slides` does."""
    slides = cut_slides(source.html, source.where)
    ids = {slide.id for slide in slides}
    words = {key: word.format(source.minutes) for key, word in WORDS[source.language].items()}
    template = _environment().get_template("deck.html.j2")
    return template.render(
        source=replace(source, html="", assets_url=source.assets_url.rstrip("/")),
        slides=[_rebased(slide, source.page_url, ids) for slide in slides],
        our_stylesheets=STYLESHEETS,
        words=words,
        keys=KEYS[source.language],
        tag=LANGUAGE_TAGS[source.language],
        other_tag=LANGUAGE_TAGS["en" if source.language == "zh" else "zh"],
        state={"name": source.name, "language": source.language, "minutes": source.minutes, "words": words},
    )


def _rebased(slide: Slide, page_url: str, ids: set[str]) -> Slide:
    html, notes = (rebase_links(part, page_url, ids) for part in (slide.html, slide.notes_html))
    return Slide(**asdict(slide) | {"html": html, "notes_html": notes})


def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(ASSETS),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
    )
