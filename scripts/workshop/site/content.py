"""Everything that the site is made from, read once: pages, labs, figures, charts, tables. Knows nothing of MkDocs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from workshop.errors import ContentError, ContentErrors
from workshop.lab import Lab, find_labs, load_lab, load_translation
from workshop.lab.digest import digest_lab
from workshop.lab.faults import find_faults
from workshop.lab.record import Record, find_unproven, read_records
from workshop.lab.source import UnreadableError, dead_link, find_files, read_source
from workshop.site.charts import Chart
from workshop.site.claims import Fact
from workshop.site.document import Document, parse_document
from workshop.site.downloads import CLUSTER_FILE, Download, make_downloads
from workshop.site.figures import Figure, load_figure
from workshop.site.glossary import Term
from workshop.site.kit import find_kit
from workshop.site.memory import Memory
from workshop.site.repository import Repository
from workshop.site.sources import Source
from workshop.site.tables import Entry, Row, read_row, read_table
from workshop.site.words import DEFAULT_LANGUAGE, LANGUAGES, WORDS, language_of

SOURCES, FACTS, TERMS = "sources.yml", "facts.yml", "glossary.yml"
TABLES = (SOURCES, FACTS, TERMS)
"""The tables in docs: where numbers come from, which number comes from where, and what words mean."""

_OUTER_CLUSTER = re.compile(r"^cluster:.*(?:\.\.|: *[\"']?/)", re.MULTILINE)
"""In a lab whose cluster may be a file outside its own folder."""
_OUTSIDE = re.compile(r"\bcd\b|(?<!\.)(?<!\]\()\.\.(?!\.)")
"""In a lab whose commands may look at files outside its own folder; a link of Markdown does not."""


@dataclass(frozen=True)
class Chapter:
    """A page that is talked through: `name` is its file's stem, `minutes` how long that takes.

    `short` is how long its part of the talk's short cut takes, 0 where it has none.
    """

    name: str
    title: str
    minutes: int
    short: int = 0


@dataclass
class Content:
    """What was read below `root`. `labs` are found by language and id; `assets` are the other files, as linked.
    `records` tell of the labs that were executed, by id. `sources`, `facts` and `terms` are docs' own tables.
    `downloads` are what readers can take, by name, and `repository` is where all of it is published, if anywhere.
    `digests` tell by the labs' ids whether each is still the one that was executed.

    `broken` names the labs, figures, charts and tables that are there and cannot be used; their errors are in `errors`.
    """

    root: Path
    documents: dict[tuple[str, str], Document] = field(default_factory=dict)
    labs: dict[str, dict[str, Lab]] = field(default_factory=lambda: {language: {} for language in LANGUAGES})
    figures: dict[str, Figure] = field(default_factory=dict)
    assets: set[str] = field(default_factory=set)
    records: dict[str, Record] = field(default_factory=dict)
    source_entries: list[Entry[Source]] = field(default_factory=list)
    facts: list[Entry[Fact]] = field(default_factory=list)
    terms: list[Entry[Term]] = field(default_factory=list)
    charts: dict[str, Chart] = field(default_factory=dict)
    downloads: dict[str, Download] = field(default_factory=dict)
    digests: dict[str, str] = field(default_factory=dict)
    repository: Repository | None = None
    broken: set[str] = field(default_factory=set)
    errors: list[ContentError] = field(default_factory=list)

    def pages(self, language: str = DEFAULT_LANGUAGE) -> Iterator[Document]:
        """The documents of *language*, labs included, in the order of their names."""
        return (document for (_, its), document in sorted(self.documents.items()) if its == language)

    def find_unproven(self) -> Iterator[str]:
        """Each lab that no run is recorded of as it is now, and what to do."""
        for lab in self.labs[DEFAULT_LANGUAGE].values():
            if problem := find_unproven(lab, self.digests[lab.id], self.records.get(lab.id)):
                yield f"{lab.path}: {problem}; to execute and record it: workshop record {lab.id}"

    @cached_property
    def sources(self) -> dict[str, Source]:
        """The sources that pages may name, by key."""
        return {entry.key: entry.row for entry in self.source_entries}

    def title(self, name: str, language: str) -> str:
        """The title of the document *name*; that of a chapter or a lab begins with its number."""
        document, words = self.documents[name, language], WORDS[language]
        lab = self.labs[language].get(name.removeprefix("labs/").removesuffix(".md")) if document.is_lab else None
        if lab:
            return f"{words['lab-number'].format(lab.id[:2])}{words['colon']}{lab.front.title}"
        title = str(document.front.get("title", ""))
        if name[:2].isdigit() and self.find_chapter(name, language):
            return f"{words['chapter-number'].format(int(name[:2]))}{words['colon']}{title}"
        return title

    def find_chapter(self, name: str, language: str) -> Chapter | None:
        """The chapter that the document *name* is in *language*, or None where it is another kind of page."""
        document = self.documents.get((name, language))
        minutes = document.front.get("minutes") if document and not document.is_lab else None
        if document is None or not isinstance(minutes, int):
            return None
        short = document.front.get("short")
        return Chapter(
            name.removesuffix(".md"), str(document.front["title"]), minutes, short if isinstance(short, int) else 0
        )

    def chapters(self, language: str = DEFAULT_LANGUAGE) -> list[Chapter]:
        """The chapters of *language*, in the order of their names."""
        found = (self.find_chapter(document.name, language) for document in self.pages(language))
        return [chapter for chapter in found if chapter]


def load_content(root: Path, docs: Path, memory: Memory | None = None) -> Content:
    """All below the project's folder *root*, with its pages in *docs*. Raises nothing: see `Content.errors`.

    What *memory* has of files that did not change is taken from there.
    """
    content, memory = Content(root), memory or Memory(keeps=False)
    _read_pages(content, docs, memory)
    for folder in find_labs(root):
        _read_lab(content, folder, memory)
    beside = (dead_link(path, f"labs/{path.name}") for path in sorted((root / "labs").glob("[!.]*")))
    content.errors += [error for error in beside if error]
    content.records = read_records(root, content.errors)
    content.downloads = make_downloads(find_kit(root, content.errors), memory)
    _read_tables(content, docs, memory)
    for file in sorted((docs / "figures").glob("[!.]*")):
        if file.suffix == ".svg":
            _read_figure(content, file, memory)
        elif file.exists() and not file.with_suffix(".svg").is_file():
            path = file.relative_to(root).as_posix()
            hint = f"write {file.with_suffix('.svg').relative_to(root).as_posix()}"
            content.errors.append(ContentError("texts of no figure", where=path, hint=hint))
    return content


def _read_pages(content: Content, docs: Path, memory: Memory) -> None:
    for file in find_files(docs, docs.relative_to(content.root).as_posix(), content.errors):
        uri = file.relative_to(docs).as_posix()
        if uri.startswith(("figures/", "charts/")) or uri in TABLES:
            continue
        if file.suffix != ".md":
            content.assets.add(uri)
            continue
        language = language_of(uri)
        name = uri if language == DEFAULT_LANGUAGE else uri.removesuffix(f".{language}.md") + ".md"
        _read_document(content, file, name, memory)


def _read_document(content: Content, file: Path, name: str, memory: Memory) -> None:
    path, language = file.relative_to(content.root).as_posix(), language_of(file.name)
    try:
        source = read_source(file, path)
    except UnreadableError as error:
        content.errors.append(error)
        return
    is_lab = file.name.startswith("lab.")
    document, errors = memory.recall(parse_document, source, path, name, language, is_lab)
    content.documents[name, language] = document
    content.errors += errors


def _load_lab(folder: Path, working_folder: Path) -> tuple[dict[str, Lab], list[ContentError], str | None]:
    """The lab in *folder*, in each language that can be read, what is wrong with it, and its digest if it is one.

    People are told of it as seen from *working_folder*, the process's own.
    """
    languages: dict[str, Lab] = {}
    try:
        lab = languages[DEFAULT_LANGUAGE] = load_lab(folder)
        for language in LANGUAGES[1:]:
            languages[language] = load_translation(lab, language)
    except ContentErrors as several:
        return languages, several.errors, digest_lab(languages[DEFAULT_LANGUAGE]) if languages else None
    return languages, [], digest_lab(lab)


def _read_lab(content: Content, folder: Path, memory: Memory) -> None:
    name, files = f"labs/{folder.name}.md", (folder, content.root / CLUSTER_FILE)
    for language in LANGUAGES:
        file = folder / ("lab.md" if language == DEFAULT_LANGUAGE else f"lab.{language}.md")
        if file.is_file():
            _read_document(content, file, name, memory)
    original = content.documents.get((name, DEFAULT_LANGUAGE))
    text = "\n".join(original.lines) if original else ""
    if _OUTER_CLUSTER.search(text):
        languages, errors, digest = _load_lab(folder, Path.cwd())
    else:
        languages, errors, digest = memory.recall_read(files, _load_lab, folder, Path.cwd())
    if lab := languages.get(DEFAULT_LANGUAGE):
        looks_outside = _OUTSIDE.search(text)
        uses = find_faults(lab) if looks_outside else memory.recall_read(files, find_faults, lab)
        content.errors += uses
    content.errors += errors
    for language, lab in languages.items():
        content.labs[language][folder.name] = lab
    if digest:
        content.digests[folder.name] = digest
    if errors:
        content.broken.add(folder.name)


def _read_tables(content: Content, docs: Path, memory: Memory) -> None:
    def read(name: str, model: type[Row]) -> tuple[list[Entry[Any]], tuple[ContentError, ...]]:
        file = docs / name
        return memory.recall_read([file], _read_table, file, file.relative_to(content.root).as_posix(), model)

    content.source_entries, errors = read(SOURCES, Source)
    content.broken |= {SOURCES} if errors else set()
    content.facts, fact_errors = read(FACTS, Fact)
    content.terms, term_errors = read(TERMS, Term)
    content.errors += [*errors, *fact_errors, *term_errors]
    for file in sorted((docs / "charts").glob("[!.]*.yml")):
        chart, errors = memory.recall_read([file], _read_chart, file, file.relative_to(content.root).as_posix())
        content.errors += errors
        if chart:
            content.charts[file.stem] = chart
        else:
            content.broken.add(file.stem)


def _read_table(file: Path, path: str, model: type[Row]) -> tuple[list[Entry[Any]], tuple[ContentError, ...]]:
    errors: list[ContentError] = []
    entries = read_table(file, path, model, errors)
    return entries, tuple(errors)


def _read_chart(file: Path, path: str) -> tuple[Chart | None, tuple[ContentError, ...]]:
    errors: list[ContentError] = []
    return read_row(file, path, Chart, errors), tuple(errors)


def _read_figure(content: Content, file: Path, memory: Memory) -> None:
    found = memory.recall_read([file, file.with_suffix(".yml")], _try_figure, file, content.root)
    if isinstance(found, Figure):
        content.figures[file.stem] = found
    else:
        content.errors += found
        content.broken.add(file.stem)


def _try_figure(file: Path, root: Path) -> Figure | list[ContentError]:
    try:
        return load_figure(file, root)
    except ContentErrors as several:
        return several.errors
