"""Holds the links of all pages against what there is, by line: MkDocs checks them as well and names no line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from posixpath import dirname, join, normpath
from urllib.parse import unquote, urlsplit

from workshop.errors import ContentError
from workshop.site.content import Content
from workshop.site.decks import names_of_several
from workshop.site.document import Document
from workshop.site.words import DEFAULT_LANGUAGE, LANGUAGES, language_of

_TARGET = r"<?(?P<target>[^()\s<>]*)>?"
_LINKS = (
    re.compile(rf"\]\(\s*{_TARGET}(?:\s+(?:\"[^\"]*\"|'[^']*'))?\s*\)"),
    re.compile(rf"^\s*\[(?!\^)[^\]]+\]:\s*{_TARGET}"),
)
_HTML = re.compile(r"\b(?:href|src)=[\"'](?P<target>[^\"']*)[\"']")
_IDS = (re.compile(r"\{[^{}$]*#(?P<id>[^\s{}]+)[^{}]*\}"), re.compile(r"\bid=[\"'](?P<id>[^\"']+)[\"']"))


def find_link_errors(content: Content) -> Iterator[ContentError]:
    """Links to no page, no file or no place on a page. Other hosts are not asked."""
    ids = {key: _find_ids(document) for key, document in content.documents.items()}
    addresses = {document.url: document.name for document in content.pages()}
    chapters = content.chapters()
    names = [*(chapter.name for chapter in chapters), *names_of_several(chapters)]
    decks = {f"decks/{name}/" for name in names}
    for document in content.documents.values():
        for number, line in enumerate(document.text, 1):
            if "]" not in line and "=" not in line:
                continue
            for link in (found for pattern in _LINKS for found in pattern.finditer(line)):
                yield from _check(document, number, link["target"], _Site(content, ids, decks))
            for link in _HTML.finditer(line):
                yield from _check_html(document, number, link["target"], _Site(content, ids, decks), addresses)


class _Site:
    """What links can lead to."""

    def __init__(self, content: Content, ids: dict[tuple[str, str], set[str]], decks: set[str]) -> None:
        self.content = content
        self.ids = ids
        self.decks = decks

    def has_anchor(self, name: str, language: str, anchor: str) -> bool:
        known = self.ids.get((name, language), set())
        return not anchor or anchor in known or anchor.startswith(("fn:", "fnref:"))


def _check(document: Document, number: int, target: str, site: _Site) -> Iterator[ContentError]:
    parts = urlsplit(target)
    if parts.scheme or parts.netloc:
        return
    if parts.path.startswith("/"):
        hint = "link to the file, as seen from this one"
        yield ContentError(f"the link `{target}` starts with a slash", where=document.where(number), hint=hint)
        return
    name = normpath(join(dirname(document.name), unquote(parts.path))) if parts.path else document.name
    if (name, document.language) in site.content.documents:
        yield from _check_anchor(document, number, target, name, site)
    elif name not in site.content.assets and name.removesuffix("index.html") not in site.decks:
        if any((name, language) in site.content.documents for language in LANGUAGES):
            return  # the page lacks its translation, which is told already
        translated = language_of(name) != DEFAULT_LANGUAGE
        advice = "name the Chinese file: each language links to its own" if translated else None
        yield ContentError(
            f"the link `{target}` leads to no page and no file", where=document.where(number), hint=advice
        )


def _check_anchor(document: Document, number: int, target: str, name: str, site: _Site) -> Iterator[ContentError]:
    anchor = unquote(urlsplit(target).fragment)
    if not site.has_anchor(name, document.language, anchor):
        path = site.content.documents[name, document.language].path
        yield ContentError(
            f"the link `{target}` leads to no place: {path} has no `#{anchor}`", where=document.where(number)
        )


def _check_html(
    document: Document, number: int, target: str, site: _Site, addresses: dict[str, str]
) -> Iterator[ContentError]:
    """An address in HTML is the browser's: relative to the page's address, not to its file."""
    parts = urlsplit(target)
    if parts.scheme or parts.netloc or "{$" in target:
        return
    url = normpath(join(document.url, parts.path)) if parts.path else document.url
    url = "" if url == "." else url
    folder = f"{url.rstrip('/')}/" if url else ""
    if folder in addresses:
        yield from _check_anchor(document, number, target, addresses[folder], site)
    elif url not in site.content.assets and folder not in site.decks and not url.startswith("../"):
        hint = "in HTML, links are relative to the page's address; Markdown links name files"
        yield ContentError(f"the link `{target}` leads to no page and no file", where=document.where(number), hint=hint)


def _find_ids(document: Document) -> set[str]:
    return {
        found["id"]
        for line in document.text
        if "#" in line or "id=" in line
        for pattern in _IDS
        for found in pattern.finditer(line)
    }
