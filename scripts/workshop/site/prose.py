"""How Chinese is set, and that each language is written in itself: rules for the lines of pages, told with their place.

Chinese has full-width punctuation, and a space between Chinese and Latin letters, digits or code.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from workshop.errors import ContentError
from workshop.lab.front import find_key
from workshop.site.document import Document
from workshop.site.glossary import Term, find_any
from workshop.site.reading import NEUTRAL, clean
from workshop.site.tables import Entry
from workshop.site.words import DEFAULT_LANGUAGE

_HAN = "\u3400-\u9fff"
_WIDE = "，。；：？！、"
_RULES = (
    (re.compile(rf"[{_HAN}][A-Za-z0-9]|[A-Za-z0-9%][{_HAN}]"), "no space between Chinese and Latin letters or digits"),
    (re.compile(rf"[{_HAN}]\s?[,;:?!](?![-~)])|[,;:?!]\s?[{_HAN}]"), "half-width punctuation in Chinese"),
    (re.compile(rf"\([^()]*[{_HAN}][^()]*\)|[{_HAN}]\s?\("), "half-width brackets in Chinese"),
    (re.compile(rf"[{_HAN}]\.(?:\s|$)"), "half-width full stop in Chinese"),
    (re.compile(rf"[{_WIDE}] +[^\s|]|[^\s|] +[{_WIDE}]"), "a space beside full-width punctuation"),
)
_BACKSLASH = '\\"'
_FOREIGN = re.compile(rf"[{_HAN}]")
_SENTENCE = re.compile(r"(?:\b[A-Za-z][a-z'’-]*[,;]? ){4,}[A-Za-z][a-z'’-]*[.?!:;]")
_QUOTED = re.compile(r"《[^》]*》|“[^”]*”|\"[^\"]*\"|\([^()]*\)|（[^（）]*）")


def find_prose_errors(documents: Iterable[Document]) -> Iterator[ContentError]:
    """What is set wrongly, or not translated, on all pages and in all labs."""
    for document in documents:
        lines = [(number, line) for number, line in enumerate(document.read, 1) if line]
        title = document.front.get("title")
        if isinstance(title, str) and title:
            lines.insert(0, (find_key(document.lines, "title"), title))
        for number, line in lines:
            for problem in find_problems(line, document.language):
                yield ContentError(problem, where=document.where(number))


def find_text_errors(texts: Iterable[tuple[str, str, str]]) -> Iterator[ContentError]:
    """The same of texts beside pages; each is given with its language and its `path:line`."""
    for text, language, where in texts:
        for problem in find_problems(clean(text), language):
            yield ContentError(problem, where=where)


def find_name_errors(documents: Iterable[Document], terms: Iterable[Entry[Term]]) -> Iterator[ContentError]:
    """Second names of a thing that has one in the glossary."""
    terms = list(terms)
    for document in documents:
        language = document.language
        names = {word: term.row.term[language] for term in terms for word in term.row.avoid[language]}
        text = "\n".join(document.read)
        for found in find_any(tuple(names)).finditer(text) if names else ():
            hint = f"the glossary calls it `{names[found[0]]}`"
            where = document.where(1 + text.count("\n", 0, found.start()))
            yield ContentError(f"another name, `{found[0]}`", where=where, hint=hint)


def find_problems(line: str, language: str) -> Iterator[str]:
    """What is wrong with the clean *line* in *language*, each once, with the place in it."""
    if _BACKSLASH in line:
        yield f"a backslash before a quotation mark, which readers see: `{_around(line, _BACKSLASH)}`"
    if language != DEFAULT_LANGUAGE:
        if found := _FOREIGN.search(_QUOTED.sub("", line)):
            yield f"Chinese in the English text: `{_around(line, found[0])}`"
        return
    if not _FOREIGN.search(line) and (sentence := _SENTENCE.search(line)):
        yield f"a sentence that is not translated: `{sentence[0]}`"
    for pattern, problem in _RULES:
        if found := pattern.search(line):
            yield f"{problem}: `{_around(line, found[0])}`"


def _around(line: str, text: str) -> str:
    at = line.index(text)
    return line[max(0, at - 6) : at + len(text) + 6].strip().replace(NEUTRAL, "…")
