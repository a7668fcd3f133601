"""Writes a chapter's deck beside its page, as files of the site. What a deck looks like is `workshop.deck`'s."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File
from mkdocs.utils import get_relative_url

from workshop.deck import DeckSource, deck_assets, render_deck
from workshop.site.content import Chapter
from workshop.site.words import DEFAULT_LANGUAGE, LANGUAGES, prefix_of

ASSETS = "decks/assets"
STYLESHEET = "assets/figures.css"
"""The site's own sheet that decks load too: figures and key sentences look the same in both."""


def deck_url(name: str, language: str) -> str:
    """The address of a chapter's deck below the site's."""
    return f"{prefix_of(language)}decks/{name}/"


def asset_files(config: MkDocsConfig) -> Iterator[File]:
    """What every deck loads, once for the site."""
    for name, path in deck_assets().items():
        yield File.generated(config, f"{ASSETS}/{name}", abs_src_path=str(path))


def deck_file(config: MkDocsConfig, chapter: Chapter, language: str) -> File:
    """The file of a chapter's deck, still empty: links can lead to it before its page is rendered."""
    file = File.generated(config, f"decks/{chapter.name}/index.html", content="")
    file.dest_uri = f"{deck_url(chapter.name, language)}index.html"
    return file


def write_deck(
    chapter: Chapter,
    html: str,
    *,
    page_url: str,
    where: str,
    language: str,
    talk: str,
    occasion: tuple[str, ...],
) -> str:
    """The deck of *chapter*, cut from *html*, the content of its page, which is at *page_url* below the site's root."""
    url = deck_url(chapter.name, language)
    other = next(each for each in LANGUAGES if each != language)
    return render_deck(
        DeckSource(
            name=chapter.name,
            language=language,
            title=chapter.title,
            html=html,
            minutes=chapter.minutes,
            talk_title=talk,
            page_url=get_relative_url(page_url, url),
            other_url=get_relative_url(deck_url(chapter.name, other), url),
            assets_url=get_relative_url(f"{ASSETS}/", url),
            stylesheets=(get_relative_url(STYLESHEET, url),),
            where=where,
            occasion=occasion,
        )
    )


def is_first_build(language: str) -> bool:
    """Whether what all languages share is written now: the site is built once a language, the default one first."""
    return language == DEFAULT_LANGUAGE
