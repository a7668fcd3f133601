"""The MkDocs plugin: labs become pages, chapters get decks, and what is wrong stops the build before it begins.

MkDocs builds the site once a language in one process, with the same plugin object; nothing is kept in the module.
"""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import Any

from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from workshop.deck import DeckSource, page_html
from workshop.errors import ContentError, ContentErrors
from workshop.site.decks import make_deck_source, write_deck, write_deck_assets
from workshop.site.fences import FenceFormatter
from workshop.site.figures import Figures
from workshop.site.macros import NEEDS
from workshop.site.rules import Rules
from workshop.site.sources import PageSource, load_sources
from workshop.site.typography import join_lines

WORDS = {
    "zh": {"minutes": "{} 分钟", "deck": "看幻灯片", "needs": "需要", "images": "镜像", "ports": "端口"},
    "en": {"minutes": "{} minutes", "deck": "Slides", "needs": "Needs", "images": "Images", "ports": "Ports"},
}


class WorkshopConfig(Config):  # type: ignore[no-untyped-call]  # MkDocs' base class has no annotations here
    """No options: the project's layout is fixed."""


class WorkshopPlugin(BasePlugin[WorkshopConfig]):
    """Thin hooks; what they do stands in the modules beside this one."""

    def on_config(self, config: MkDocsConfig) -> None:
        """Read all sources, and hand superfences the formatters, bound to what was read.

        It runs again for each language, when the first one's formatters are still in the configuration.
        """
        self.project = Path(config.config_file_path).parent
        docs = Path(config.docs_dir)
        self.sources = load_sources(self.project, docs)
        self.figures = Figures.in_folder(docs / "figures", (docs / "figures").relative_to(self.project).as_posix())
        self.fences = FenceFormatter(self.sources.labs)
        self.decks: list[DeckSource] = []
        options = config.mdx_configs.setdefault("pymdownx.superfences", {})
        options["custom_fences"] = self.fences.custom_fences()

    # Before i18n sorts the files by language, and after macros knows its variables.
    @event_priority(100)
    def on_files(self, files: Files, config: MkDocsConfig) -> None:
        """Stop at all that is wrong with the sources; else add the labs as pages."""
        macros: Any = config.plugins["macros"]
        known = set(macros.variables) | set(macros.macros) | set(macros.env.globals) | {"page"}
        errors = Rules(self.sources, self.figures, Path(config.docs_dir), macros.env, known).find_errors()
        if errors:
            raise PluginError("\n".join(str(error) for error in errors))
        for page in self.sources.pages.values():
            if page.lab is not None:
                files.append(File(page.uri, config.docs_dir, config.site_dir, config.use_directory_urls))

    def on_page_read_source(self, page: Page, config: MkDocsConfig) -> str | None:
        """A lab's document, for its page."""
        source = self._source(page)
        return source.text if source.lab else None

    def on_page_markdown(self, markdown: str, page: Page, config: MkDocsConfig, files: Files) -> None:
        """Tell the formatters which page they write for."""
        source = self._source(page)
        self.fences.begin_page(source.language, source.lab)

    def on_page_content(self, html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Keep a chapter's content for its deck; give the page what is the page's, before search reads it."""
        source = self._source(page)
        html = join_lines(html)
        if source.lab is not None:
            shown, blocks = self.fences.shown, [block.id for block in source.lab.blocks]
            if shown != blocks:
                raise PluginError(f"{source.path}: rendered the blocks {', '.join(shown)}, not {', '.join(blocks)}")
            return _under_title(page_html(html), _lab_facts(source))
        if "minutes" not in page.meta:
            return page_html(html)
        name, minutes = Path(source.name).stem, int(page.meta["minutes"])
        title, talk = str(page.meta.get("title") or page.title), str(config.site_name)
        self.decks.append(make_deck_source(name, source.language, title, minutes, html, talk=talk, where=source.path))
        words = WORDS[source.language]
        facts = f'{words["minutes"].format(minutes)} · <a href="../decks/{name}/">{words["deck"]}</a>'
        return _under_title(page_html(html), facts)

    # Before i18n builds the next language from its own `on_post_build`.
    @event_priority(100)
    def on_post_build(self, config: MkDocsConfig) -> None:
        """Write this language's decks."""
        site = Path(config.site_dir)
        errors: list[ContentError] = []
        for source in self.decks:
            try:
                write_deck(source, site)
            except ContentErrors as several:
                errors += several.errors
            except ContentError as error:
                errors.append(error)
        if errors:
            raise PluginError("\n".join(str(error) for error in errors))
        write_deck_assets(site)

    def on_serve(self, server: LiveReloadServer, config: MkDocsConfig, builder: Any) -> None:
        """Build again when a lab, or the kit's own look, changes."""
        server.watch(str(self.project / "labs"))

    def _source(self, page: Page) -> PageSource:
        return self.sources.pages[page.file.src_uri]


def _under_title(html: str, facts: str) -> str:
    head, closed, rest = html.partition("</h1>")
    return f'{head}{closed}\n<p class="facts">{facts}</p>{rest}' if closed else html


def _lab_facts(source: PageSource) -> str:
    assert source.lab is not None
    front, words = source.lab.front, WORDS[source.language]
    facts = [words["minutes"].format(front.minutes), f"{words['needs']} {NEEDS[source.language][front.needs]}"]
    if front.images:
        facts.append(f"{words['images']} " + " ".join(f"<code>{escape(image)}</code>" for image in front.images))
    if front.ports:
        facts.append(f"{words['ports']} " + " ".join(f"<code>{port}</code>" for port in front.ports))
    return " · ".join(facts)
