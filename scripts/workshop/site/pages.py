"""What each page owes: a translation, a front matter that both languages share, headings with the same ids."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from workshop.errors import ContentError
from workshop.lab.front import find_key
from workshop.site.content import Content
from workshop.site.document import Document
from workshop.site.words import DEFAULT_LANGUAGE, LANGUAGES

_TEXT = re.compile(r"\s*[^\s|#:<{-]")
_UNDERLINE = re.compile(r"^\s*(-{2,}|=+)\s*$")


def find_page_errors(content: Content) -> Iterator[ContentError]:
    """Missing translations, and what differs between the languages of a page."""
    for name in sorted({name for name, _ in content.documents}):
        languages = {language: content.documents.get((name, language)) for language in LANGUAGES}
        present = [document for document in languages.values() if document]
        for document in present:
            yield from _heading_errors(document)
            yield from _minutes_errors(document)
        for language, found in languages.items():
            if found is None:
                yield from _missing(present[0], language)
            elif found is not present[0]:
                yield from _differences(present[0], found)


def _heading_errors(document: Document) -> Iterator[ContentError]:
    seen: dict[str, int] = {}
    for heading in document.headings:
        where = document.where(heading.line)
        if heading.id is None:
            yield ContentError("a heading without an id of its own", where=where, hint="end it with {#some-name}")
        elif heading.id in seen:
            message = f"the heading id `{heading.id}` is used twice, first in line {seen[heading.id]}"
            yield ContentError(message, where=where)
        else:
            seen[heading.id] = heading.line
    for number, (above, line) in enumerate(pairwise(document.text), 2):
        if _UNDERLINE.match(line) and _TEXT.match(above):
            hint = "put an empty line before ---, or write the heading with ##"
            message = "the line above becomes a heading, without an id"
            yield ContentError(message, where=document.where(number), hint=hint)


def _minutes_errors(document: Document) -> Iterator[ContentError]:
    minutes, short = document.front.get("minutes", 1), document.front.get("short", 1)
    wrong = False
    for key, value in (("minutes", minutes), ("short", short)):
        if not isinstance(value, int) or isinstance(value, bool) or value < 1:
            wrong = True
            where = document.where(find_key(document.lines, key))
            yield ContentError(f"`{key}` is a whole number, not `{value}`", where=where)
    if not wrong:
        yield from _short_errors(document)


def _short_errors(document: Document) -> Iterator[ContentError]:
    """The short cut: its minutes and its slides belong together, and it is shorter than the chapter."""
    minutes, short = document.front.get("minutes"), document.front.get("short")
    marked = [heading for heading in document.headings if heading.short]
    if short is None and marked:
        hint = "tell its minutes in the front matter, as short: 4"
        yield ContentError(
            "a slide of a short cut that has no minutes", where=document.where(marked[0].line), hint=hint
        )
    if short is not None:
        where = document.where(find_key(document.lines, "short"))
        if not isinstance(minutes, int) or not isinstance(short, int) or short > minutes:
            yield ContentError("`short` is longer than the chapter", where=where)
        if not marked:
            yield ContentError(
                "a short cut without slides", where=where, hint="mark their headings {#some-name .short}"
            )


def _missing(document: Document, language: str) -> Iterator[ContentError]:
    if document.is_lab:  # the lab's parser says so
        return
    stem = document.path.removesuffix(".md").removesuffix(f".{document.language}")
    wanted = f"{stem}.md" if language == DEFAULT_LANGUAGE else f"{stem}.{language}.md"
    yield ContentError(f"no translation in `{language}`", where=document.where(1), hint=f"write {wanted}")


def _differences(original: Document, document: Document) -> Iterator[ContentError]:
    for key in ("minutes", "short"):
        if original.front.get(key) != document.front.get(key):
            yield ContentError(f"`{key}` differs from {original.path}", where=document.where(1))
    theirs, ours = original.headings, document.headings
    if any(None in ids or len(set(ids)) < len(ids) for ids in ([h.id for h in theirs], [h.id for h in ours])):
        return  # told already
    for their, our in zip(theirs, ours, strict=False):
        if (their.level, their.id) != (our.level, our.id):
            there = f"{original.path}:{their.line} has `{their.level} {their.id}`"
            hint = "both languages have the same headings"
            where = document.where(our.line)
            yield ContentError(f"heading `{our.level} {our.id}`, where {there}", where=where, hint=hint)
            return
        if their.short != our.short:
            there = f"{original.path}:{their.line}"
            yield ContentError(
                f"`.short` is marked here or in {there}, and not in both", where=document.where(our.line)
            )
    if len(ours) < len(theirs):
        lost, where = theirs[len(ours)], document.where(len(document.lines))
        yield ContentError(f"no heading `{lost.id}`, which {original.path}:{lost.line} has", where=where)
    elif len(ours) > len(theirs):
        added = ours[len(theirs)]
        yield ContentError(f"heading `{added.id}` is not in {original.path}", where=document.where(added.line))
