"""Everything that the site is made from, read once: pages, labs, figures. Knows nothing of MkDocs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from workshop.errors import ContentError, ContentErrors, UsageError
from workshop.lab import Lab, find_labs, load_lab, load_translation
from workshop.lab.executed import RECORD, PastRun, load_past_runs
from workshop.lab.uses import find_use_errors
from workshop.site.document import Document, read_document
from workshop.site.figures import Figure, load_figure
from workshop.site.words import DEFAULT_LANGUAGE, LANGUAGES, language_of


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
    `runs` is what the record tells of labs that were executed.

    `broken` names the labs and figures that are there and cannot be used; their errors are in `errors`.
    """

    root: Path
    documents: dict[tuple[str, str], Document] = field(default_factory=dict)
    labs: dict[str, dict[str, Lab]] = field(default_factory=lambda: {language: {} for language in LANGUAGES})
    figures: dict[str, Figure] = field(default_factory=dict)
    assets: set[str] = field(default_factory=set)
    runs: list[PastRun] = field(default_factory=list)
    broken: set[str] = field(default_factory=set)
    errors: list[ContentError] = field(default_factory=list)

    def pages(self, language: str = DEFAULT_LANGUAGE) -> Iterator[Document]:
        """The documents of *language*, labs included, in the order of their names."""
        return (document for (_, its), document in sorted(self.documents.items()) if its == language)

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
    _read_runs(content)
    for file in sorted((docs / "figures").glob("*")):
        if file.suffix == ".svg":
            _read_figure(content, file)
        elif not file.with_suffix(".svg").is_file():
            path = file.relative_to(root).as_posix()
            hint = f"write {file.with_suffix('.svg').relative_to(root).as_posix()}"
            content.errors.append(ContentError("texts of no figure", where=path, hint=hint))
    return content


def _read_pages(content: Content, docs: Path) -> None:
    for file in sorted(docs.rglob("*")):
        uri = file.relative_to(docs).as_posix()
        if file.is_dir() or uri.startswith("figures/") or file.name.startswith("."):
            continue
        if file.suffix != ".md":
            content.assets.add(uri)
            continue
        language = language_of(uri)
        name = uri if language == DEFAULT_LANGUAGE else uri.removesuffix(f".{language}.md") + ".md"
        path = file.relative_to(content.root).as_posix()
        content.documents[name, language] = read_document(file, path, name, language, content.errors)


def _read_lab(content: Content, folder: Path) -> None:
    name = f"labs/{folder.name}.md"
    for language in LANGUAGES:
        file = folder / ("lab.md" if language == DEFAULT_LANGUAGE else f"lab.{language}.md")
        if file.is_file():
            path = file.relative_to(content.root).as_posix()
            content.documents[name, language] = read_document(file, path, name, language, content.errors)
    try:
        lab = load_lab(folder)
        content.errors += find_use_errors(lab)
        for language in LANGUAGES:
            translated = lab if language == DEFAULT_LANGUAGE else load_translation(lab, language)
            content.labs[language][folder.name] = translated
    except ContentErrors as errors:
        content.errors += errors.errors
        content.broken.add(folder.name)


def _read_runs(content: Content) -> None:
    try:
        content.runs = load_past_runs(content.root / RECORD)
    except UsageError as error:
        content.errors.append(ContentError(error.message, where=RECORD.as_posix(), hint=error.hint))


def _read_figure(content: Content, file: Path) -> None:
    try:
        content.figures[file.stem] = load_figure(file, content.root)
    except ContentErrors as errors:
        content.errors += errors.errors
        content.broken.add(file.stem)
