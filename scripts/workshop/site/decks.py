"""Writes a chapter's deck beside its page, and those of several chapters, as files of the site.

What a deck looks like is `workshop.deck`'s.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from urllib.parse import urljoin

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File
from mkdocs.utils import get_relative_url

from workshop.deck import (
    DeckSource,
    Part,
    Slide,
    cut_deck,
    deck_assets,
    join_parts,
    render_slides,
    short_part,
)
from workshop.site.content import Chapter
from workshop.site.hosting import Told, head_links, public_address
from workshop.site.memory import Memory
from workshop.site.words import DEFAULT_LANGUAGE, LANGUAGES, other_language, prefix_of

ASSETS = "decks/assets"
STYLESHEET = "assets/figures.css"
"""The site's own sheet that decks load too: figures and key sentences look the same in both."""
TALK, SHORT = "talk", "short"
"""The names of the decks of several chapters: those that were chosen, and the short cut of all."""


def deck_url(name: str, language: str) -> str:
    """The address of a deck below the site's."""
    return f"{prefix_of(language)}decks/{name}/"


def names_of_several(chapters: Sequence[Chapter]) -> list[str]:
    """The names of the decks of several chapters that a site of *chapters* has."""
    return [*([TALK] if chapters else []), *([SHORT] if any(chapter.short for chapter in chapters) else [])]


def asset_files(config: MkDocsConfig) -> Iterator[File]:
    """What every deck loads, once for the site."""
    for name, content in deck_assets().items():
        yield File.generated(config, f"{ASSETS}/{name}", content=content)


def deck_file(config: MkDocsConfig, name: str, language: str) -> File:
    """The file of the deck *name*, still empty: links can lead to it before a page is rendered."""
    file = File.generated(config, f"decks/{name}/index.html", content="")
    file.dest_uri = f"{deck_url(name, language)}index.html"
    return file


class Decks:
    """The decks of one build in one language: chapters are added as their pages are rendered, then all are written."""

    def __init__(self, language: str, config: MkDocsConfig, occasion: tuple[str, ...], memory: Memory) -> None:
        self.language = language
        self._memory = memory
        self.config = config
        self.occasion = occasion
        self._cut: dict[str, tuple[Chapter, DeckSource, tuple[Slide, ...]]] = {}

    def add(self, chapter: Chapter, html: str, *, page_url: str, where: str, other_titles: Mapping[str, str]) -> None:
        """Cut the deck of *chapter* from *html*, the content of its page, which is at *page_url* below the site's root.

        Raises ContentError where it cannot be cut.
        """
        source = replace(
            _empty_deck(chapter.name, page_url, self.language, self.config, title=chapter.title),
            html=html,
            where=where,
            occasion=self.occasion,
            other_titles=other_titles,
            minutes=chapter.minutes,
        )
        source = self._memory.same(("source", chapter.name, self.language), source)
        self._cut[chapter.name] = chapter, source, self._memory.recall(cut_deck, source)

    def write(self, chosen: Sequence[Chapter]) -> dict[str, str]:
        """All decks by their addresses below the site's: each chapter's, the talk's of *chosen*, and the short cut."""
        written = {
            deck_url(name, self.language): self._memory.recall(render_slides, source, slides)
            for name, (_, source, slides) in self._cut.items()
        }
        talk = [self._part(chapter.name) for chapter in chosen]
        short = [
            part
            for name, (chapter, _, _) in sorted(self._cut.items())
            if (part := self._short_part(name, chapter.short)).slides
        ]
        for name, parts in ((TALK, talk), (SHORT, short)):
            if parts:
                written[deck_url(name, self.language)] = self._write_several(name, parts)
        return written

    def _part(self, name: str) -> Part:
        chapter, source, slides = self._cut[name]
        part = Part(name, chapter.title, chapter.minutes, source.page_url, slides)
        return self._memory.same(("part", name, self.language), part)

    def _short_part(self, name: str, minutes: int) -> Part:
        return self._memory.same(("short part", name, self.language), short_part(self._part(name), minutes))

    def _write_several(self, name: str, parts: Sequence[Part]) -> str:
        source = replace(
            _empty_deck(name, prefix_of(self.language), self.language, self.config),
            occasion=self.occasion,
            minutes=sum(part.minutes for part in parts),
        )
        source = self._memory.same(("source of several", name, self.language), source)
        return self._memory.recall(_render_several, source, tuple(parts), self.language)


def _render_several(source: DeckSource, parts: tuple[Part, ...], language: str) -> str:
    return render_slides(source, join_parts(parts, source.title, language))


def _empty_deck(
    name: str, page_url: str, language: str, config: MkDocsConfig, *, title: str | None = None
) -> DeckSource:
    """A deck of no page, at its addresses; without a *title* it has the talk's."""
    url, public, title = deck_url(name, language), public_address(config), title or config.site_name
    told = Told(title, config.site_description or "", config.site_name)
    return DeckSource(
        name=name,
        language=language,
        title=title,
        html="",
        minutes=0,
        talk_title=config.site_name,
        page_url=get_relative_url(page_url, url),
        other_url=get_relative_url(deck_url(name, other_language(language)), url),
        assets_url=get_relative_url(f"{ASSETS}/", url),
        stylesheets=(get_relative_url(STYLESHEET, url),),
        where="",
        public_url=urljoin(public, url) if public else "",
        head=head_links({each: deck_url(name, each) for each in LANGUAGES}, language, told, public),
    )


def is_first_build(language: str) -> bool:
    """Whether what all languages share is written now: the site is built once a language, the default one first."""
    return language == DEFAULT_LANGUAGE
