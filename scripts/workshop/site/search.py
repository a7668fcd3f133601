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
from pathlib import Path
from typing import Any

from material.plugins.search.plugin import SearchIndex  # type: ignore[import-untyped]
from mkdocs.structure.pages import Page

from workshop.site.sections import divide

FIELD = "places"
WIDTH = 4
"""Characters of an entry: longer words are found by their beginnings."""

_RUN = re.compile("[\u3400-\u9fff]{2,}")


class SectionIndex(SearchIndex):  # type: ignore[misc]  # Material gives it no types
    """Material's search index, whose pages are divided by `divide`, and by Material where that does not read them."""

    def add_entry_from_context(self, page: Page) -> None:
        """Add the sections of *page*. Source: material/plugins/search/plugin.py (9.8.1), which does it so."""
        search = page.meta.get("search") or {}
        sections = divide(page.content or "")
        if sections is None or search.get("exclude"):
            super().add_entry_from_context(page)
            return
        for section in sections:
            if not section.is_excluded:
                self.create_entry_for_section(section, page.toc, page.url, page)


def list_places(text: str) -> str:
    """Every two to `WIDTH` characters of Chinese that follow each other in *text*, each once, between blanks."""
    places = {run[at : at + WIDTH] for run in _RUN.findall(text) for at in range(len(run) - 1)}
    return " ".join(sorted(places))


def add_places(site: Path) -> None:
    """Add the field to the search index of the site in the folder *site*, where it lacks it."""
    file = site / "search" / "search_index.json"
    if not file.is_file():
        return
    index: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    index["config"]["fields"][FIELD] = {"boost": 1.0}
    for section in index["docs"]:
        section[FIELD] = list_places(f"{section['title']} {section['text']}")
    file.write_text(json.dumps(index, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
