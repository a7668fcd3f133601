# long: the hooks of one plugin, each of a few lines
"""The hooks through which MkDocs builds the site. Thin: what is wrong, and what pages show, is said elsewhere.

mkdocs-static-i18n builds the site once a language in one process, the second time from within the end of the first;
all state is the instance's, and everything here may happen twice.
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url

from workshop.deck import page_html
from workshop.errors import ContentError, ContentErrors, UsageError
from workshop.lab.blocks import KINDS
from workshop.site import decks, hosting, listing
from workshop.site.card import CARD
from workshop.site.complaints import KIT
from workshop.site.content import Chapter, Content, load_content
from workshop.site.facts import below_title, chapter_facts
from workshop.site.memory import Memory
from workshop.site.missing import MISSING_PAGE, write_missing
from workshop.site.navigation import add_labs, group_pages, prune
from workshop.site.options import WorkshopConfig
from workshop.site.rendered import RenderedPages
from workshop.site.rendering import Rendering
from workshop.site.repository import find_repository, keep_from_theme
from workshop.site.rules import find_errors
from workshop.site.search import add_places, drop_repeated_fast, read_sections
from workshop.site.selection import choose_chapters
from workshop.site.theme import CompiledTemplates, ThemePages
from workshop.site.theme_files import ListedTheme
from workshop.site.titles import heading_titles
from workshop.site.typography import typeset
from workshop.site.words import LANGUAGES, language_of, name_of, other_language

LOG = logging.getLogger(KIT)
"""What an author should know and no strict build fails of, as a lab that is to be executed anew."""
PRUNE = "navigation.prune"
"""Material's feature that shows of a section elsewhere its first page alone."""


class WorkshopPlugin(BasePlugin[WorkshopConfig]):  # type: ignore[no-untyped-call]  # as above
    """Labs as pages, blocks and figures on pages, decks beside them, and no page built from a broken source."""

    def __init__(self) -> None:
        self._memory = Memory(keeps=False)
        self._compiled = CompiledTemplates()
        self._content: Content | None = None
        self._rendering: Rendering | None = None
        self._decks: dict[str, decks.Decks] = {}
        self._errors: list[ContentError] = []
        self._rendered = RenderedPages(self._memory)
        self._nav: Navigation | None = None
        self._addresses: dict[str, dict[str, str]] = {}

    def remember(self, memory: Memory) -> None:
        """Use what earlier builds have left in *memory*, and leave there what is made."""
        self._memory = memory
        self._rendered = RenderedPages(memory)
        self._compiled = memory.recall(CompiledTemplates)

    @property
    def rendering(self) -> Rendering:
        """The page that is being rendered, for fences and macros."""
        if self._rendering is None:
            raise RuntimeError("no page is being rendered")
        return self._rendering

    def _check_sources(self, config: MkDocsConfig) -> MkDocsConfig:
        """Check all sources, once, before anything is written; add our fences and labs."""
        root = Path(config.config_file_path).parent
        is_first = self._content is None
        content = self._content = self._content or load_content(root, Path(config.docs_dir), self._memory)
        add_labs(config.nav, [f"labs/{lab}.md" for lab in content.labs[LANGUAGES[0]]])
        if is_first:
            self._judge_sources(content, config)
        listing.tell_ourselves(config)
        keep_from_theme(config)
        if isinstance(config.theme, ListedTheme):
            config.theme = config.theme.plain
        fences = [{"name": kind, "class": kind, "format": self._format_fence} for kind in KINDS]
        config.mdx_configs.setdefault("pymdownx.superfences", {})["custom_fences"] = fences
        if (labs := str(root / "labs")) not in config.watch:
            config.watch.append(labs)
        if hosting.LANGUAGE_SCRIPT not in config.extra_javascript:
            config.extra_javascript.append(hosting.LANGUAGE_SCRIPT)
        return config

    def _judge_sources(self, content: Content, config: MkDocsConfig) -> None:
        content.repository = find_repository(config, content.errors)
        variables = {"config": config, "extra": config.extra, **config.extra}
        errors = find_errors(content, variables, self._memory)
        errors += listing.find_nav_errors(content, config)
        unlisted = list(listing.find_unlisted(content, config))
        if not self.config.unlisted:
            errors, unlisted = errors + unlisted, []
        if errors:
            raise PluginError(str(ContentErrors(errors)))
        for line in [*content.find_unproven(), *map(str, unlisted)]:
            LOG.warning(line)

    @event_priority(-50)
    def _prepare_index(self, config: MkDocsConfig) -> MkDocsConfig:
        """After the search plugin has made its index, and before static-i18n asks for it: read pages faster."""
        read_sections(config.plugins.values(), self._memory)
        return config

    @event_priority(-150)
    def _list_theme(self, config: MkDocsConfig) -> MkDocsConfig:
        """After static-i18n, which changes no theme of another class than MkDocs' own."""
        config.theme = ListedTheme(config.theme)
        return config

    on_config = CombinedEvent(_check_sources, _prepare_index, _list_theme)

    def _add_labs(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Before static-i18n sorts the languages: lab pages, as if their sources were in docs."""
        for document in self._get_content().documents.values():
            if document.is_lab:
                uri = _uri(document.name, document.language)
                files.append(File(uri, config.docs_dir, config.site_dir, config.use_directory_urls))
        return files

    @event_priority(-150)
    def _attach_labs(self, files: Files, *, config: MkDocsConfig) -> Files:
        """After static-i18n, which makes all files anew and forgets where their text is: the labs' own, and decks."""
        content = self._get_content()
        languages: set[str] = set()
        for file in list(files.documentation_pages()):
            language = language_of(file.src_uri)
            languages.add(language)
            name = name_of(file.src_uri)
            others = file.alternates  # type: ignore[attr-defined]  # static-i18n's, itself included
            self._addresses[name] = {each: others[each].url for each in LANGUAGES if each in others}
            document = content.documents[name, language]
            if document.is_lab:
                file.abs_src_path = str(content.root / document.path)
            elif chapter := content.find_chapter(name, language):
                files.append(decks.deck_file(config, chapter.name, language))
        for language in sorted(languages):
            for name in decks.names_of_several(content.chapters(language)):
                files.append(decks.deck_file(config, name, language))
        if decks.is_first_build(min(languages, key=LANGUAGES.index)):
            for file in decks.asset_files(config):
                files.append(file)
            for download in content.downloads.values():
                files.append(File.generated(config, download.address, content=download.content))
            script = hosting.language_script()
            files.append(File.generated(config, hosting.LANGUAGE_SCRIPT, content=script))
            if card := hosting.draw_link_card(config):
                files.append(File.generated(config, CARD, content=card))
        return files

    on_files = CombinedEvent(_add_labs, _attach_labs)

    @event_priority(-150)
    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """After static-i18n, which translates titles: long sections in groups."""
        content, features = self._get_content(), config.theme.get("features") or []
        if group_pages(nav.items, lambda page: content.title(*_place(page))) and PRUNE not in features:
            config.theme["features"] = [*features, PRUNE]
        self._rendered.begin(config, files)
        self._nav = nav
        return nav

    @event_priority(75)
    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Before macros and Markdown: from here on, fences and macros are this page's."""

        def make_rendering() -> Rendering:
            return Rendering(self._get_content(), page.file.src_uri, lambda name: _address(files, name, page))

        self._rendering, markdown = self._rendered.find(page, markdown, make_rendering)
        return markdown

    @event_priority(75)
    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Before the search plugin reads the page: put blocks and figures in, take notes out, keep the deck's share."""
        rendering = self.rendering
        html = self._rendered.finish(page, html, files, rendering)
        document, language = rendering.document, rendering.language
        chapter = self._get_content().find_chapter(document.name, language)
        try:
            html = self._memory.recall(typeset, rendering.finish(html))
            if chapter:
                self._add_deck(chapter, html, page=page, config=config)
        except ContentErrors as several:
            self._errors += several.errors
            return html
        except ContentError as error:
            self._errors.append(error)
            return html
        html = self._memory.recall(page_html, html)
        prune(page.toc, html)
        if chapter or document.is_lab:
            html = rendering.linked(html, self._memory)
        html = rendering.with_ways(html)
        if chapter:
            address = get_relative_url(decks.deck_url(chapter.name, language), page.url)
            return below_title(html, chapter_facts(chapter, address, language))
        return rendering.with_facts(html)

    def _add_deck(self, chapter: Chapter, html: str, *, page: Page, config: MkDocsConfig) -> None:
        content, document, language = self._get_content(), self.rendering.document, self.rendering.language
        other = content.documents.get((document.name, other_language(language)))
        if language not in self._decks:
            self._decks[language] = decks.Decks(language, config, self.config.occasion(language), self._memory)
        self._decks[language].add(
            chapter,
            html,
            page_url=page.url,
            where=document.path,
            other_titles=heading_titles(other) if other else {},
        )

    def on_build_error(self, *, error: Exception) -> None:
        """Nothing is rendered any more."""
        self._rendered.end()

    @event_priority(-50)
    def on_env(self, env: Any, *, config: MkDocsConfig, files: Files) -> Any:
        """All pages of a language are rendered and none is written: stop where one is wrong, else fill the decks."""
        if self._errors:
            raise PluginError(str(ContentErrors(self._errors)))
        for language, several in self._decks.items():
            written = several.write(self._choose(self._get_content().chapters(language)))
            for file in (file for file in files if file.url in written):
                file.content_string = written[file.url]
        self._decks = {}
        # static-i18n has added its extension: what is compiled from here on is the same in each language.
        env.bytecode_cache = self._compiled
        settings = self._rendered.settings
        if settings is None or self._nav is None:
            return env
        return ThemePages(env, self._memory, settings, config).surround(self._nav, files)

    @event_priority(-50)
    def on_page_context(self, context: Any, *, page: Page, config: MkDocsConfig, nav: Any) -> Any:
        """After static-i18n, which takes homes for the host's root: the menu of languages leads by relative links."""
        hosting.set_menu(config, self._addresses[name_of(page.file.src_uri)])
        return context

    def on_post_template(self, output: str, *, template_name: str, config: MkDocsConfig) -> str:
        """Search engines are told of pages where the site is published, and asked for nothing where it is not."""
        if template_name == "sitemap.xml":
            return hosting.write_sitemap(self._addresses.values(), hosting.public_address(config))
        if template_name == MISSING_PAGE:
            return write_missing(tuple(self._addresses.get("index.md", LANGUAGES)), hosting.public_address(config))
        return hosting.put_into_head(output, "")

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """The head tells where the page is published, in place of what the theme says of it."""
        name, language = name_of(page.file.src_uri), language_of(page.file.src_uri)
        title = str(page.meta.get("title") or page.title or config.site_name)
        description = str(page.meta.get("description") or config.site_description or "")
        told = hosting.Told(title, description, config.site_name)
        lines = hosting.head_links(self._addresses[name], language, told, hosting.public_address(config))
        return hosting.put_into_head(output, lines)

    def _choose(self, chapters: list[Chapter]) -> list[Chapter]:
        try:
            return choose_chapters(chapters, str(self.config.chapters), self.config.minutes)
        except UsageError as error:
            raise PluginError(str(error)) from error

    @event_priority(-50)
    def _join_indexes(self, *, config: MkDocsConfig) -> None:
        """Before static-i18n, which joins the languages' indexes at the end of the first: how to do that fast."""
        drop_repeated_fast(config.plugins.values())

    @event_priority(-150)
    def _add_places(self, *, config: MkDocsConfig) -> None:
        """After static-i18n, which builds the other language first and writes the search index of both."""
        add_places(Path(config.site_dir), self._memory)

    on_post_build = CombinedEvent(_join_indexes, _add_places)

    def _get_content(self) -> Content:
        if self._content is None:
            raise RuntimeError("on_config has not run")
        return self._content

    def _format_fence(self, source: str, language: str, css_class: str, options: Any, md: Any, **kwargs: Any) -> str:
        """Source: pymdownx/superfences.py, `custom_fences`: the id of the attribute list comes as `id_value`."""
        return self.rendering.call("fence", kwargs["id_value"])


def _uri(name: str, language: str) -> str:
    return name if language == LANGUAGES[0] else f"{name.removesuffix('.md')}.{language}.md"


def _place(page: Page) -> tuple[str, str]:
    return name_of(page.file.src_uri), language_of(page.file.src_uri)


def _address(files: Files, name: str, page: Page) -> str:
    """The address of the source or download *name* as seen from *page*."""
    if not name.endswith(".md"):
        return get_relative_url(name, page.url)
    file = files.get_file_from_path(name)
    if file is None:
        raise RuntimeError(f"no page {name}")
    return get_relative_url(file.url, page.url)
