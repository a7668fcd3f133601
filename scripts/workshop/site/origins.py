"""Brings pages, their figures and docs' tables together: which page leans on which source, and what has no origin,
or leads nowhere."""

from __future__ import annotations

from collections.abc import Iterator

from jinja2 import TemplateSyntaxError

from workshop.errors import ContentError
from workshop.site.claims import Claim, find_claims, find_fact_errors
from workshop.site.content import SOURCES, Content
from workshop.site.document import Document
from workshop.site.words import DEFAULT_LANGUAGE, LANGUAGES


def find_origin_errors(content: Content) -> Iterator[ContentError]:
    """Figures on the talk's pages that no fact covers, and facts that cover nothing or have no origin."""
    labs = content.labs[DEFAULT_LANGUAGE]
    named = [(entry.row.source, entry.where) for entry in content.facts if entry.row.source]
    named += [(key, f"docs/charts/{name}.yml:1") for name, chart in content.charts.items() for key in chart.sources]
    for source, where in named:
        if source not in content.sources and SOURCES not in content.broken:
            yield ContentError(f"no source `{source}`", where=where, hint=f"add it to docs/{SOURCES}")
    for entry in content.facts:
        lab = entry.row.lab
        if lab is not None and lab not in labs and lab not in content.broken:
            yield ContentError(f"no lab `{lab}`", where=entry.where, hint=f"labs: {', '.join(labs)}")
    yield from find_fact_errors(content.facts, _find_all_claims(content))


def find_term_errors(content: Content) -> Iterator[ContentError]:
    """Terms that lead nowhere, and words that mean two terms, in any language."""
    for language in LANGUAGES:
        owners: dict[str, str] = {}
        for entry in content.terms:
            for word in sorted({word.casefold() for word in entry.row.words(language)}):
                owner = owners.setdefault(word, entry.key)
                if owner != entry.key:
                    yield ContentError(f"`{word}` means `{owner}` as well, in `{language}`", where=entry.where)
            for place in entry.row.see:
                if problem := _place_problem(content, place, language):
                    yield ContentError(f"`{entry.key}`: {problem}", where=entry.where)


def _place_problem(content: Content, place: str, language: str) -> str:
    name, _, anchor = place.partition("#")
    document = content.documents.get((name, language))
    if document is None:
        return f"no page `{name}`"
    known = {heading.id for heading in document.headings}
    return f"{document.path} has no `#{anchor}`" if anchor and anchor not in known else ""


def find_texts(content: Content) -> Iterator[tuple[str, str, str]]:
    """The texts beside pages, of figures, charts, terms, sources and checks: each, its language and `path:line`."""
    for language in LANGUAGES:
        for figure in content.figures.values():
            yield from ((text, language, where) for text, where in figure.texts(language))
        for name, chart in content.charts.items():
            where = f"docs/charts/{name}.yml:1"
            yield from ((text, language, where) for text in (chart.caption[language], chart.alt(language)))
        for entry in content.terms:
            yield entry.row.definition[language], language, entry.where
        yield from ((entry.row.title[language], language, entry.where) for entry in content.source_entries)
        for lab in content.labs[language].values():
            for check in lab.checks:
                yield from ((text, language, check.where) for text in (check.title, check.hint))


def find_uses(content: Content) -> dict[str, list[str]]:
    """The names of the documents that lean on each source, by its key, in the order of the names."""
    uses: dict[str, set[str]] = {}
    for document in content.pages():
        for macro in ("source", "cite"):
            for key in _find_arguments(document, macro):
                uses.setdefault(key, set()).add(document.name)
        for chart in _find_arguments(document, "chart"):
            for key in content.charts[chart].sources if chart in content.charts else ():
                uses.setdefault(key, set()).add(document.name)
    for entry in content.facts:
        if entry.row.source is not None:
            uses.setdefault(entry.row.source, set()).update(f"{page}.md" for page in entry.row.pages)
    return {key: sorted(names) for key, names in uses.items()}


def _find_all_claims(content: Content) -> dict[tuple[str, str], list[Claim]]:
    """The figures of each page that owes their origin: chapters, and pages that a fact names."""
    named = {page for entry in content.facts for page in entry.row.pages}
    claims = {}
    for (name, language), document in content.documents.items():
        page = name.removesuffix(".md")
        if content.find_chapter(name, language) or page in named:
            drawings = [
                content.figures[figure] for figure in _find_arguments(document, "figure") if figure in content.figures
            ]
            texts = {figure.name: list(figure.texts(language)) for figure in drawings}
            claims[page, language] = list(find_claims(document, texts))
    return claims


def _find_arguments(document: Document, macro: str) -> list[str]:
    """The arguments of all calls of *macro* on the page; none where macros cannot be read, which is told elsewhere."""
    try:
        calls = document.template.calls if document.template else ()
    except TemplateSyntaxError:
        return []
    return [argument for call in calls if call.name == macro for argument in call.arguments or ()]
