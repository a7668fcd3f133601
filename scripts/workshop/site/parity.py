"""Holds the languages of a page to one shape: the same macros, notes, questions and parts, in order."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from itertools import zip_longest

from workshop.errors import ContentError
from workshop.site.content import Content
from workshop.site.document import Document
from workshop.site.memory import Memory
from workshop.site.words import DEFAULT_LANGUAGE, LANGUAGES

_MARKS = (
    re.compile(r"\{\$\s*(?P<mark>\w+\([^()]*\))\s*\$\}"),
    re.compile(r"^\s*(?P<mark>(?:!!!|\?\?\?\+?) [\w-]+)"),
    re.compile(r"(?P<mark><div\b[^<>]*>)"),
    re.compile(r"^\s*(?P<mark>\{ ?\.[^{}]*\})\s*$"),
    re.compile(r"^\s*(?P<mark>---)\s*$"),
)
_MARKED = re.compile(r"\{|!!!|\?\?\?|<div|---")
"""What every line that has a mark has."""


def find_parity_errors(content: Content, memory: Memory, but: Container[str] = ()) -> Iterator[ContentError]:
    """The first difference of each page from the Chinese one; none where the file of either is in *but*."""
    for (name, language), document in content.documents.items():
        original = content.documents.get((name, DEFAULT_LANGUAGE))
        if language in LANGUAGES[1:] and original and original.path not in but and document.path not in but:
            yield from memory.recall(_compare, original, document)


def find_marks(document: Document) -> list[tuple[str, int]]:
    """What *document* consists of beside words: macros, notes, questions, parts, breaks; each with its line."""
    return [
        (found["mark"], number)
        for number, line in enumerate(document.text, 1)
        if _MARKED.search(line)
        for found in sorted(
            (found for mark in _MARKS for found in mark.finditer(line)), key=lambda found: found.start()
        )
    ]


def _compare(original: Document, document: Document) -> list[ContentError]:
    return list(_find_difference(original, document))


def _find_difference(original: Document, document: Document) -> Iterator[ContentError]:
    for theirs, ours in zip_longest(find_marks(original), find_marks(document)):
        if theirs and ours and theirs[0] == ours[0]:
            continue
        hint = "both languages have the same macros, notes, questions and parts, in the same order"
        if ours is None:
            where, message = (
                document.where(len(document.lines)),
                f"no `{theirs[0]}`, which {original.where(theirs[1])} has",
            )
        elif theirs is None:
            where, message = document.where(ours[1]), f"`{ours[0]}` is not in {original.path}"
        else:
            where, message = (
                document.where(ours[1]),
                f"`{ours[0]}`, where {original.where(theirs[1])} has `{theirs[0]}`",
            )
        yield ContentError(message, where=where, hint=hint)
        return
