"""Makes Chinese searchable without a dictionary: each section of the index also lists what its sentences go on with.

Material's search finds whole words and beginnings of words, and Chinese has no blanks between words. So each place
within a sentence becomes the beginning of a "word" of a few characters: then any word is found wherever it stands,
and nothing is found that only has the same characters elsewhere. The list is a field of its own, which is never shown.
Source: material/templates/assets/javascripts/workers/search (9.8.1): all fields that the index's `config` names are
indexed, a query's words are taken as beginnings, and one of Chinese stays whole where none of its parts is a word.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from material.plugins.search.plugin import SearchIndex, SearchPlugin  # type: ignore[import-untyped]
from mkdocs.structure.pages import Page
from mkdocs_static_i18n.plugin import I18n  # type: ignore[import-untyped]

from workshop.site.memory import Memory
from workshop.site.sections import divide

FIELD = "places"
WIDTH = 4
"""Characters of an entry: longer words are found by their beginnings."""

_BY_US = None
"""Not true to static-i18n, which asks whether repeated sections are its to drop, and to us that it was so once."""
_RUN = re.compile("[\u3400-\u9fff]{2,}")


class SectionIndex(SearchIndex):  # type: ignore[misc]  # Material gives it no types
    """Material's search index, whose pages are divided by `divide`, and by Material where that does not read them.

    Once *folders* names those of the site's other languages, what is in one as in the default language is left out of
    them, as static-i18n does it, which holds each section against each other.
    """

    folders: tuple[str, ...] = ()
    memory: Memory

    def add_entry_from_context(self, page: Page) -> None:
        """Add the sections of *page*. Source: material/plugins/search/plugin.py (9.8.1), which does it so."""
        search = page.meta.get("search") or {}
        sections = self.memory.recall(divide, page.content or "")
        if sections is None or search.get("exclude"):
            super().add_entry_from_context(page)
            return
        for section in sections:
            if not section.is_excluded:
                self.create_entry_for_section(replace(section), page.toc, page.url, page)

    def generate_search_index(self, prev: SearchIndex | None) -> str:
        """The index as JSON, without what is there twice."""
        if self.folders:
            self.entries[:] = drop_repeated(self.entries, self.folders)
        return str(super().generate_search_index(prev))


def read_sections(plugins: Iterable[object], memory: Memory) -> None:
    """Put an index of ours in the place of Material's, in the search plugin of *plugins*, which is configured."""
    for plugin in plugins:
        if isinstance(plugin, SearchPlugin) and plugin.config.enabled:
            plugin.search_index = SectionIndex(**plugin.config)
            plugin.search_index.memory = memory


def drop_repeated_fast(plugins: Iterable[object]) -> None:
    """Leave it to our index to drop what the languages have both, where static-i18n, one of *plugins*, would do it."""
    several = list(plugins)
    for i18n in several:
        if isinstance(i18n, I18n) and i18n.config.reconfigure_search in (True, _BY_US):
            i18n.config.reconfigure_search = _BY_US
            for plugin in several:
                if isinstance(plugin, SearchPlugin) and isinstance(plugin.search_index, SectionIndex):
                    plugin.search_index.folders = tuple(f"{language}/" for language in i18n.build_languages)


Section = dict[str, Any]


def drop_repeated(sections: list[Section], folders: tuple[str, ...]) -> list[Section]:
    """*sections* without those in *folders* that are outside as well: with that title, that text, and at that place.

    Source: mkdocs_static_i18n/reconfigure.py (1.3.1), `reconfigure_search_duplicates`.
    """

    def place(section: Section) -> tuple[str, str, str]:
        location = str(section["location"])
        folder = next((folder for folder in folders if location.startswith(folder)), "")
        return location.removeprefix(folder), section["title"], section["text"]

    outside = {place(section) for section in sections if not section["location"].startswith(folders)}
    return [
        section for section in sections if not section["location"].startswith(folders) or place(section) not in outside
    ]


def list_places(text: str) -> str:
    """Every two to `WIDTH` characters of Chinese that follow each other in *text*, each once, between blanks."""
    places = {run[at : at + WIDTH] for run in _RUN.findall(text) for at in range(len(run) - 1)}
    return " ".join(sorted(places))


def add_places(site: Path, memory: Memory | None = None) -> None:
    """Add the field to the search index of the site in the folder *site*, where it lacks it."""
    file = site / "search" / "search_index.json"
    if not file.is_file():
        return
    index: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    memory = memory or Memory(keeps=False)
    index["config"]["fields"][FIELD] = {"boost": 1.0}
    for section in index["docs"]:
        section[FIELD] = memory.recall(list_places, f"{section['title']} {section['text']}")
    file.write_text(json.dumps(index, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
