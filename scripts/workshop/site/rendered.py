"""What Markdown has made of pages, put in the place of a page's HTML where all that it was made from is as it was.

That is the page's text, front matter and title, the settings, the addresses of all that pages can link to, and what
macros and fences reply, which are asked again. A page that anything was said of is rendered anew, so that it is said
again.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable
from copy import copy as shallow_copy
from dataclasses import dataclass

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents

from workshop.site.memory import Memory
from workshop.site.rendering import Rendering, Replies
from workshop.site.settings import UnknownSettingError, are_foreseen, describe
from workshop.site.templates import MARK

Key = tuple[str, ...]
RENDER_MACROS = "render_macros"
"""What a page's front matter may say to the macros plugin: whether there are any."""

_LOGGERS = (None, "mkdocs")
"""The root, and MkDocs' own, which its command line keeps apart from the root."""


@dataclass(frozen=True)
class _Rendered:
    """What a page has once it is rendered, and the replies that went into it. `links` are anchors by the source.

    Source: mkdocs/structure/pages.py (1.6.1), `Page.render`.
    """

    replies: Replies
    markdown: str
    html: str
    toc: TableOfContents
    title: str | None
    anchors: frozenset[str]
    links: dict[str, dict[str, str]] | None


class RenderedPages:
    """The pages of a build, one language after the other, each looked for before it is rendered and kept afterwards.

    `settings` are those of the language, with the addresses of all its files; None where nothing can be remembered.
    """

    def __init__(self, memory: Memory) -> None:
        self._memory = memory
        self.settings: str | None = None
        self._key: Key | None = None
        self._found: _Rendered | None = None
        self._said = _Said()
        self._has_macros: object = None

    def begin(self, config: MkDocsConfig, files: Files) -> None:
        """The pages of a language follow, rendered with *config* and linked to *files*."""
        self.settings = None
        if not self._memory.keeps or not are_foreseen(config):
            return
        try:
            described = describe([config, [(file.src_uri, file.url, file.inclusion) for file in files]])
        except UnknownSettingError:
            return
        self.settings = hashlib.sha256(described.encode("utf-8", "surrogatepass")).hexdigest()

    def find(self, page: Page, markdown: str, make_rendering: Callable[[], Rendering]) -> tuple[Rendering, str]:
        """The rendering of *page*, and what is to be rendered of its *markdown*: nothing where its HTML is known."""
        self._found, self._key = None, self._describe(page, markdown)
        self._has_macros = page.meta.get(RENDER_MACROS)
        known = self._memory.find(self._key) if self._key else None
        rendering = make_rendering()
        if known and isinstance(known[0], _Rendered) and rendering.repeats(known[0].replies):
            self._found = known[0]
            page.meta[RENDER_MACROS] = False
            return rendering, ""
        rendering = make_rendering() if known else rendering
        markdown = rendering.without_fences(markdown)
        if MARK not in f"{markdown}{page.title}":
            page.meta.setdefault(RENDER_MACROS, False)
        self._said.listen()
        return rendering, markdown

    def _describe(self, page: Page, markdown: str) -> Key | None:
        try:
            described = describe([page.title, page.meta])
        except UnknownSettingError:
            return None
        return (self.settings, page.file.src_uri, described, markdown) if self.settings else None

    def finish(self, page: Page, html: str, files: Files, rendering: Rendering) -> str:
        """The HTML of *page*, which has everything then that rendering gives it; *html* where it was just rendered."""
        self._said.end()
        if self._has_macros is None:
            page.meta.pop(RENDER_MACROS, None)
        else:
            page.meta[RENDER_MACROS] = self._has_macros
        if self._found:
            return self._restore(page, self._found, files)
        if self._key and not self._said.is_anything:
            links = page.links_to_anchors
            rendered = _Rendered(
                rendering.replies,
                page.markdown or "",
                html,
                _copy(page.toc),
                page._title_from_render,
                frozenset(page.present_anchor_ids or ()),
                None if links is None else {file.src_uri: dict(anchors) for file, anchors in links.items()},
            )
            self._memory.keep(self._key, (rendered,))
        return html

    def end(self) -> None:
        """Rendering has failed, or is over."""
        self._said.end()

    @staticmethod
    def _restore(page: Page, rendered: _Rendered, files: Files) -> str:
        page.markdown = rendered.markdown
        page.toc = _copy(rendered.toc)
        page._title_from_render = rendered.title
        page.present_anchor_ids = set(rendered.anchors)
        if rendered.links is not None:
            page.links_to_anchors = {files.src_uris[uri]: anchors for uri, anchors in rendered.links.items()}
        return rendered.html


class _Said(logging.Handler):
    """Listens whether anything is said while a page is rendered."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.is_anything = False

    def listen(self) -> None:
        """From here on."""
        self.is_anything = False
        for name in _LOGGERS:
            logging.getLogger(name).addHandler(self)

    def end(self) -> None:
        """Until here."""
        for name in _LOGGERS:
            logging.getLogger(name).removeHandler(self)

    def emit(self, record: logging.LogRecord) -> None:
        """Note *record*."""
        self.is_anything = True


def _copy(toc: TableOfContents) -> TableOfContents:
    """*toc* anew, since what a page does not keep is taken out of it."""

    def copy(item: AnchorLink) -> AnchorLink:
        copied = shallow_copy(item)
        copied.children = [copy(child) for child in item.children]
        return copied

    return TableOfContents([copy(item) for item in toc])
