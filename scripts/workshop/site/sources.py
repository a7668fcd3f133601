"""The sources of the site, read before anything is built: the pages in docs/ and the labs, in both languages.

Paths are as a person in the project's folder writes them (`docs/00-opening.en.md`); a page's `uri` is the one that
MkDocs knows (`00-opening.en.md`), and its `name` is the same in all languages (`00-opening.md`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from workshop.errors import ContentError, ContentErrors
from workshop.lab import Lab, find_labs, load_lab, load_translation
from workshop.lab.fences import find_fences

LANGUAGES = ("zh", "en")
_HEADING = re.compile(r"^(#{1,6})\s+(?P<text>.*?)\s*(?:\{[^}]*?#(?P<id>[^\s}]+)[^}]*\})?\s*$")
_CODE = re.compile(r"(`+)(?P<code>.+?)\1")


@dataclass(frozen=True)
class Heading:
    """A heading with the id that its author gave it, None where there is none."""

    text: str
    id: str | None
    line: int


@dataclass(frozen=True)
class PageSource:
    """One Markdown file. `lab` is the lab it presents, None for a page of docs/."""

    name: str
    uri: str
    path: str
    language: str
    text: str
    lab: Lab | None = None

    @property
    def prose(self) -> Iterator[tuple[int, str]]:
        """Its lines outside fences and front matter, with their numbers, counted from 1."""
        lines = self.text.splitlines()
        fenced = {
            line
            for fence in find_fences(self.text, self.path, [])
            for line in range(fence.first_line, fence.last_line + 1)
        }
        head = lines.index("---", 1) + 1 if lines[:1] == ["---"] and "---" in lines[1:] else 0
        return ((number, line) for number, line in enumerate(lines, 1) if number > head and number not in fenced)

    @property
    def headings(self) -> list[Heading]:
        """Its headings in order, those in notes and other indented blocks left out."""
        found = ((number, _HEADING.match(line)) for number, line in self.prose)
        return [Heading(match["text"], match["id"], number) for number, match in found if match]

    @property
    def inline_code(self) -> Iterator[tuple[int, str]]:
        """Its inline code, with the line it stands in."""
        return ((number, match["code"].strip()) for number, line in self.prose for match in _CODE.finditer(line))


@dataclass
class Sources:
    """All pages by uri and all labs by id and language; `errors` is what was wrong with reading them."""

    pages: dict[str, PageSource] = field(default_factory=dict)
    labs: dict[tuple[str, str], Lab] = field(default_factory=dict)
    errors: list[ContentError] = field(default_factory=list)

    def translate(self, page: PageSource, language: str) -> PageSource | None:
        """*page* in another language, or None."""
        return next(
            (each for each in self.pages.values() if each.name == page.name and each.language == language), None
        )


def load_sources(project: Path, docs: Path) -> Sources:
    """Read *docs* and the labs of *project*. What is wrong with a lab is kept in `errors`, so that all of it is told."""
    sources = Sources()
    for file in sorted(docs.rglob("*.md")):
        uri = file.relative_to(docs).as_posix()
        path = file.relative_to(project).as_posix()
        _add(sources, PageSource(_neutral(uri), uri, path, _language(uri), file.read_text(encoding="utf-8")))
    for folder in find_labs(project):
        _load_lab(sources, folder)
    return sources


def _load_lab(sources: Sources, folder: Path) -> None:
    try:
        lab = load_lab(folder)
    except ContentErrors as errors:
        sources.errors += errors.errors
        return
    presented = [lab]
    try:
        presented.append(load_translation(lab))
    except ContentErrors as errors:
        sources.errors += errors.errors
    for each in presented:
        suffix = "" if each.language == "zh" else f".{each.language}"
        sources.labs[each.id, each.language] = each
        text = (folder / f"lab{suffix}.md").read_text(encoding="utf-8")
        uri = f"labs/{lab.id}{suffix}.md"
        _add(sources, PageSource(f"labs/{lab.id}.md", uri, each.path, each.language, text, each))


def _add(sources: Sources, page: PageSource) -> None:
    sources.pages[page.uri] = page


def _language(uri: str) -> str:
    return next((language for language in LANGUAGES if uri.endswith(f".{language}.md")), LANGUAGES[0])


def _neutral(uri: str) -> str:
    return re.sub(rf"\.({'|'.join(LANGUAGES)})\.md$", ".md", uri)
