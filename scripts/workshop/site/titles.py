"""The headings of a page as text, read from its source: the other language's page is rendered too late to ask."""

from __future__ import annotations

import re

from workshop.site.document import Document

_HEADING = re.compile(r"^#{1,2}\s+(?P<text>.+?)\s*\{[^{}]*#(?P<id>[^\s{}]+)[^{}]*\}\s*#*$")
_MARKS = re.compile(r"(\*\*|__|(?<!\w)_|_(?!\w)|\*|`)")
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!<>|~])")


def heading_titles(document: Document) -> dict[str, str]:
    """The text of each `#` and `##` heading of *document*, by its id, without what marks emphasis, code and links."""
    found = (_HEADING.match(line) for line in document.prose)
    return {heading["id"]: _plain(heading["text"]) for heading in found if heading}


def _plain(text: str) -> str:
    return _ESCAPED.sub(r"\1", _MARKS.sub("", _LINK.sub(r"\1", text))).replace("&nbsp;", "\u00a0")
