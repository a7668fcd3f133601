"""What each page owes: a translation, a front matter that both languages share, headings with the same ids."""

from __future__ import annotations

import re
from collections.abc import Iterator

from workshop.errors import ContentError
from workshop.site.content import Content
from workshop.site.document import Document
from workshop.site.words import DEFAULT_LANGUAGE, LANGUAGES

_HEADING = re.compile(r"^\s*(?P<level>#{1,6})\s+(?P<text>.+?)\s*$")
_UNDERLINE = re.compile(r"^\s*(-{2,}|=+)\s*$")
_ID = re.compile(r"\{[^{}]*#(?P<id>[^\s{}]+)[^{}]*\}\s*#*$")


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


def find_headings(document: Document) -> dict[str, tuple[int, str]]:
    """The ids of the document's headings, in order, each with its line and level (`##`)."""
    found: dict[str, tuple[int, str]] = {}
    for number, line in enumerate(document.text, 1):
        heading, marked = _HEADING.match(line), _ID.search(line)
        if heading and marked:
            found.setdefault(marked["id"], (number, heading["level"]))
    return found


def _heading_errors(document: Document) -> Iterator[ContentError]:
    seen: dict[str, int] = {}
    for number, line in enumerate(document.text, 1):
        above = document.text[number - 2].strip() if number > 1 else ""
        if _HEADING.match(line):
            marked = _ID.search(line)
            if marked is None:
                message = "a heading without an id of its own"
                yield ContentError(message, where=document.where(number), hint="end it with {#some-name}")
            elif marked["id"] in seen:
                message = f"the heading id `{marked['id']}` is used twice, first in line {seen[marked['id']]}"
                yield ContentError(message, where=document.where(number))
            else:
                seen[marked["id"]] = number
        elif _UNDERLINE.match(line) and above and not above.startswith(("|", "#", "-", ":", "<", "{")):
            message = "the line above becomes a heading, without an id"
            hint = "put an empty line before ---, or write the heading with ##"
            yield ContentError(message, where=document.where(number), hint=hint)


def _minutes_errors(document: Document) -> Iterator[ContentError]:
    minutes = document.front.get("minutes", 1)
    if not isinstance(minutes, int) or isinstance(minutes, bool) or minutes < 1:
        number = next((at for at, line in enumerate(document.lines, 1) if line.startswith("minutes:")), 1)
        yield ContentError(f"`minutes` is a whole number, not `{minutes}`", where=document.where(number))


def _missing(document: Document, language: str) -> Iterator[ContentError]:
    if document.is_lab:  # the lab's parser says so
        return
    stem = document.path.removesuffix(".md").removesuffix(f".{document.language}")
    wanted = f"{stem}.md" if language == DEFAULT_LANGUAGE else f"{stem}.{language}.md"
    yield ContentError(f"no translation in `{language}`", where=document.where(1), hint=f"write {wanted}")


def _differences(original: Document, document: Document) -> Iterator[ContentError]:
    if original.front.get("minutes") != document.front.get("minutes"):
        yield ContentError(f"`minutes` differs from {original.path}", where=document.where(1))
    theirs, ours = find_headings(original), find_headings(document)
    for (their_id, (their_line, their_level)), (our_id, (our_line, our_level)) in zip(
        theirs.items(), ours.items(), strict=False
    ):
        if (their_id, their_level) != (our_id, our_level):
            message = (
                f"heading `{our_level} {our_id}`, where {original.path}:{their_line} has `{their_level} {their_id}`"
            )
            yield ContentError(message, where=document.where(our_line), hint="both languages have the same headings")
            return
    if len(ours) < len(theirs):
        lost, (line, _) = list(theirs.items())[len(ours)]
        yield ContentError(
            f"no heading `{lost}`, which {original.path}:{line} has", where=document.where(len(document.lines))
        )
    elif len(ours) > len(theirs):
        added, (line, _) = list(ours.items())[len(theirs)]
        yield ContentError(f"heading `{added}` is not in {original.path}", where=document.where(line))
