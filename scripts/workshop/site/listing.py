"""What `nav` of mkdocs.yml lists and what there is, held against each other. Knows the pages by name alone.

MkDocs only warns of both, which stops a first build and no later one: a page that was served would be refused on the
next start.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import urlsplit

from mkdocs.config.defaults import MkDocsConfig

from workshop.errors import ContentError
from workshop.site.content import Content
from workshop.site.document import Document
from workshop.site.navigation import LABS_INDEX

CONFIGURATION = "mkdocs.yml"


def find_nav_errors(content: Content, config: MkDocsConfig) -> Iterator[ContentError]:
    """The pages that `nav` lists and that are not there."""
    known = {name for name, _ in content.documents}
    for name in dict.fromkeys(_listed(config.nav)):
        if name.endswith(".md") and name not in known:
            hint = f"write docs/{name}, or take it out of `nav`"
            yield ContentError(
                f"`nav` lists `{name}`, and there is no such page", where=_place(config, name), hint=hint
            )


def find_unlisted(content: Content, config: MkDocsConfig) -> Iterator[ContentError]:
    """The pages that are there and that `nav` does not list, though there is one. Call this after `add_labs`."""
    if config.nav is None or config.validation.nav.omitted_files < logging.WARNING:
        return
    listed, spared = set(_listed(config.nav)), (config.not_in_nav, config.exclude_docs, config.draft_docs)
    for document in content.pages():
        name = LABS_INDEX if document.is_lab and LABS_INDEX in listed else document.name  # a broken lab is not added
        if name not in listed and not any(spec and spec.match_file(name) for spec in spared):
            yield ContentError("is not in the navigation", where=document.path, hint=_advise(document))


def tell_ourselves(config: MkDocsConfig) -> None:
    """Keep MkDocs from saying the same once more."""
    config.validation.nav.omitted_files = logging.INFO


def _advise(document: Document) -> str:
    if document.is_lab:
        return f"add `- {LABS_INDEX}` to `nav` in {CONFIGURATION}, and all labs are listed below it"
    return f"add `- {document.name}` to `nav` in {CONFIGURATION}, where it belongs"


def _listed(nav: Any) -> Iterator[str]:
    if isinstance(nav, str):
        if not urlsplit(nav).scheme:
            yield PurePosixPath(nav).as_posix()
    elif isinstance(nav, dict | list):
        for part in nav.values() if isinstance(nav, dict) else nav:
            yield from _listed(part)


def _place(config: MkDocsConfig, name: str) -> str:
    """Where `nav` lists *name*: the first line of the configuration that names it."""
    lines = Path(str(config.config_file_path)).read_text(encoding="utf-8-sig").splitlines()
    numbers = (number for number, line in enumerate(lines, 1) if name in line.partition("#")[0])
    number = next(numbers, None)
    return f"{CONFIGURATION}:{number}" if number else CONFIGURATION
