"""Everything that the site is made from, read once: pages, labs, figures, charts, tables. Knows nothing of MkDocs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from workshop.errors import ContentError, ContentErrors
from workshop.lab import Lab, find_labs, load_lab, load_translation
from workshop.lab.digest import digest_lab
from workshop.lab.faults import find_faults
from workshop.lab.record import Record, find_unproven, read_records
from workshop.lab.source import UnreadableError, dead_link, find_files
from workshop.site.charts import Chart
from workshop.site.claims import Fact
from workshop.site.document import Document, read_document
from workshop.site.downloads import Download, make_downloads
from workshop.site.figures import Figure, load_figure
from workshop.site.glossary import Term
from workshop.site.kit import find_kit
from workshop.site.repository import Repository
from workshop.site.sources import Source
from workshop.site.tables import Entry, read_row, read_table
from workshop.site.words import DEFAULT_LANGUAGE, LANGUAGES, WORDS, language_of

SOURCES = "sources.yml"
TABLES = (SOURCES, "facts.yml", "glossary.yml")
"""The tables in docs: where numbers come from, which number comes from where, and what words mean."""


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
    repository: Repository | None = None
    broken: set[str] = field(default_factory=set)
    errors: list[ContentError] = field(default_factory=list)

    def pages(self, language: str = DEFAULT_LANGUAGE) -> Iterator[Document]:
        """The documents of *language*, labs included, in the order of their names."""
        return (document for (_, its), document in sorted(self.documents.items()) if its == language)

    @cached_property
    def digests(self) -> dict[str, str]:
        """What tells whether a lab is still the one that was executed, by its id."""
        return {lab.id: digest_lab(lab) for lab in self.labs[DEFAULT_LANGUAGE].values()}

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


def load_content(root: Path, docs: Path) -> Content:
    """All below the project's folder *root*, with its pages in *docs*. Raises nothing: see `Content.errors`."""
    content = Content(root)
    _read_pages(content, docs)
    for folder in find_labs(root):
        _read_lab(content, folder)
    beside = (dead_link(path, f"labs/{path.name}") for path in sorted((root / "labs").glob("[!.]*")))
    content.errors += [error for error in beside if error]
    content.records = read_records(root, content.errors)
    content.downloads = make_downloads(find_kit(root, content.errors))
    _read_tables(content, docs)
    for file in sorted((docs / "figures").glob("[!.]*")):
        if file.suffix == ".svg":
            _read_figure(content, file)
        elif file.exists() and not file.with_suffix(".svg").is_file():
            path = file.relative_to(root).as_posix()
            hint = f"write {file.with_suffix('.svg').relative_to(root).as_posix()}"
            content.errors.append(ContentError("texts of no figure", where=path, hint=hint))
    return content


def _read_pages(content: Content, docs: Path) -> None:
    for file in find_files(docs, docs.relative_to(content.root).as_posix(), content.errors):
        uri = file.relative_to(docs).as_posix()
        if uri.startswith(("figures/", "charts/")) or uri in TABLES:
            continue
        if file.suffix != ".md":
            content.assets.add(uri)
            continue
        language = language_of(uri)
        name = uri if language == DEFAULT_LANGUAGE else uri.removesuffix(f".{language}.md") + ".md"
        _read_document(content, file, name, language)


def _read_document(content: Content, file: Path, name: str, language: str) -> None:
    path = file.relative_to(content.root).as_posix()
    try:
        content.documents[name, language] = read_document(file, path, name, language, content.errors)
    except UnreadableError as error:
        content.errors.append(error)


def _read_lab(content: Content, folder: Path) -> None:
    name = f"labs/{folder.name}.md"
    for language in LANGUAGES:
        file = folder / ("lab.md" if language == DEFAULT_LANGUAGE else f"lab.{language}.md")
        if file.is_file():
            _read_document(content, file, name, language)
    try:
        lab = load_lab(folder)
        content.errors += find_faults(lab)
        for language in LANGUAGES:
            translated = lab if language == DEFAULT_LANGUAGE else load_translation(lab, language)
            content.labs[language][folder.name] = translated
    except ContentErrors as errors:
        content.errors += errors.errors
        content.broken.add(folder.name)


def _read_tables(content: Content, docs: Path) -> None:
    sources, facts, terms = (((docs / name), (docs / name).relative_to(content.root).as_posix()) for name in TABLES)
    before = len(content.errors)
    content.source_entries = read_table(*sources, Source, content.errors)
    if len(content.errors) > before:
        content.broken.add(SOURCES)
    content.facts = read_table(*facts, Fact, content.errors)
    content.terms = read_table(*terms, Term, content.errors)
    for file in sorted((docs / "charts").glob("[!.]*.yml")):
        chart = read_row(file, file.relative_to(content.root).as_posix(), Chart, content.errors)
        if chart:
            content.charts[file.stem] = chart
        else:
            content.broken.add(file.stem)


def _read_figure(content: Content, file: Path) -> None:
    try:
        content.figures[file.stem] = load_figure(file, content.root)
    except ContentErrors as errors:
        content.errors += errors.errors
        content.broken.add(file.stem)
