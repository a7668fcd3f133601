"""All that is checked before a page is rendered, together."""

from __future__ import annotations

from collections.abc import Mapping

from workshop.errors import ContentError
from workshop.lab.source import UnreadableError
from workshop.site.calls import find_call_errors
from workshop.site.content import Content
from workshop.site.document import Document
from workshop.site.glossary import Term
from workshop.site.links import find_link_errors
from workshop.site.memory import Memory
from workshop.site.origins import find_origin_errors, find_term_errors, find_texts
from workshop.site.pages import find_page_errors
from workshop.site.parity import find_parity_errors
from workshop.site.prose import find_name_errors, find_prose_errors, find_text_errors
from workshop.site.tables import Entry
from workshop.site.typed import find_command_errors


def find_errors(content: Content, variables: Mapping[str, object], memory: Memory | None = None) -> list[ContentError]:
    """Everything that is wrong with *content*, by file and line; *variables* are those that all pages have.

    What was found before in documents that did not change is taken from *memory*.

    Where a file cannot be read, that alone is told: whether it lacks what others lead to, nobody knows.
    """
    unread = {str(error): error for error in content.errors if isinstance(error, UnreadableError)}
    if unread:
        return sorted(unread.values(), key=_place)
    memory, documents = memory or Memory(keeps=False), content.documents.values()
    errors = [
        *content.errors,
        *find_page_errors(content),
        *find_link_errors(content),
        *find_call_errors(content, variables),
        *find_command_errors(content, memory),
        *find_origin_errors(content),
        *find_term_errors(content),
        *(error for document in documents for error in memory.recall(_find_in_words, document, content.terms)),
        *memory.recall(_find_in_texts, tuple(find_texts(content))),
    ]
    # A page that is wrong in one language differs from the other for that reason alone.
    wrong = {_place(error)[0] for error in errors}
    errors += find_parity_errors(content, memory, wrong)
    return sorted(errors, key=_place)


def _find_in_words(document: Document, terms: list[Entry[Term]]) -> list[ContentError]:
    return [*find_prose_errors([document]), *find_name_errors([document], terms)]


def _find_in_texts(texts: tuple[tuple[str, str, str], ...]) -> list[ContentError]:
    return list(find_text_errors(texts))


def _place(error: ContentError) -> tuple[str, int, str]:
    path, _, line = (error.where or "").rpartition(":")
    return (path, int(line), error.message) if line.isdigit() else (error.where or "", 0, error.message)
