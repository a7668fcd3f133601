"""The theme's templates, compiled once for all languages and builds, and the pages that they made of the same things.

Material shows of the page itself what `_describe_page` names, and of all others what stands in the navigation.
Templates of the project's own may show anything of any page, so that with these all are made anew once one changed.
Source: material/templates (9.8.1), mkdocs/commands/build.py (1.6.1), `get_context`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Hashable, Iterable
from pathlib import Path
from types import CodeType
from typing import Any

from jinja2 import BytecodeCache, Environment, Template
from jinja2.bccache import Bucket
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure import StructureItem
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink

from workshop.site.memory import Memory, look_into
from workshop.site.settings import UnknownSettingError, describe

MISSING = "404.html"
"""The one page of the theme that has no source; it shows the navigation alone."""
_OF_A_PAGE = ("base_url", "extra_css", "extra_javascript", "i18n_file_locale", "i18n_page_locale")
"""What else the context of a template tells of the page."""


class CompiledTemplates(BytecodeCache):
    """What Jinja compiled, by name, text and extensions of the environment; MkDocs makes a new one for each language.

    Source: jinja2/bccache.py: `checksum` is that of the template's text, `key` that of its name and file.
    """

    def __init__(self) -> None:
        self._code: dict[tuple[str, tuple[str, ...]], tuple[str, CodeType]] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give *bucket* its code, if it was compiled before."""
        checksum, code = self._code.get(_key(bucket), (None, None))
        bucket.code = code if checksum == bucket.checksum else None

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code of *bucket*."""
        if bucket.code is not None:
            self._code[_key(bucket)] = bucket.checksum, bucket.code


def _key(bucket: Bucket) -> tuple[str, tuple[str, ...]]:
    return bucket.key, tuple(bucket.environment.extensions)


class ThemePages:
    """In the place of the theme's environment *env*, once all pages of a language have their content.

    *settings* tell all that was configured; a page is looked for in *memory* by them, and by what it shows.
    """

    def __init__(self, env: Environment, memory: Memory, settings: str, config: MkDocsConfig) -> None:
        self._env = env
        self._memory = memory
        self._settings = settings
        self._config = config
        self._around: Hashable = None

    def surround(self, nav: Navigation, files: Files) -> ThemePages | Environment:
        """Note what pages show of each other; where that cannot be told, the environment itself is to be used."""
        folder = self._config.theme.custom_dir
        pages = [file.page for file in files.documentation_pages() if file.page] if folder else []
        shown = [*map(_describe_item, nav), _describe_item(nav.homepage)]
        shown += [[page.content, *_describe_page(page)] for page in pages]
        try:
            digest = hashlib.sha256(describe(shown).encode("utf-8", "surrogatepass")).hexdigest()
        except UnknownSettingError:
            return self._env
        self._around = self._settings, digest, look_into([Path(folder)] if folder else [])
        return self

    def get_template(self, name: str) -> _ThemePage:
        """The theme's template *name*."""
        return _ThemePage(self, self._env.get_template(name))

    def render(self, template: Template, context: dict[str, Any]) -> str:
        """What *template* makes of *context*."""
        page = context["page"]
        if page is None and template.name != MISSING:
            return template.render(context)
        try:
            told = [context.get(key) for key in _OF_A_PAGE]
            menu = [getattr(self._config.extra, "alternate", None), self._config.extra.get("alternate")]
            described = describe([told, menu, _describe_page(page) if page else None])
        except UnknownSettingError:
            return template.render(context)
        key = ThemePages, self._around, template.name, described, page.content if page else None
        found = self._memory.find(key) or self._memory.keep(key, (template.render(context),))
        return str(found[0])


class _ThemePage:
    """A template as MkDocs uses it."""

    def __init__(self, pages: ThemePages, template: Template) -> None:
        self._pages = pages
        self._template = template

    def render(self, context: dict[str, Any]) -> str:
        """What it makes of *context*."""
        return self._pages.render(self._template, context)


def _describe_page(page: Page) -> list[object]:
    others = [_describe_item(other) for other in (page.previous_page, page.next_page)]
    told = [page.canonical_url, page.abs_url, page.edit_url, page.update_date, page.is_homepage, page.file.src_uri]
    return [*told, _describe_item(page), _describe_toc(page.toc), others]


def _describe_item(item: StructureItem | None) -> list[object]:
    if item is None:
        return []
    meta = dict(item.meta) if isinstance(item, Page) else None
    inner = [_describe_item(child) for child in getattr(item, "children", None) or ()]
    return [type(item).__qualname__, item.title, getattr(item, "url", None), meta, item.is_top_level, inner]


def _describe_toc(toc: Iterable[AnchorLink]) -> list[object]:
    return [[item.title, item.id, item.level, _describe_toc(item.children)] for item in toc]
