"""The page for an address that has none: in the reader's language, with a way home. Knows nothing of builds."""

from __future__ import annotations

import hashlib
from html import escape
from pathlib import Path
from string import Template

from workshop.room.requests import choose_language
from workshop.room.sealed import add_script
from workshop.room.words import LANGUAGE_TAGS, LANGUAGES, MISSING

_PAGE = Path(__file__).parent / "assets" / "missing.html"


def find_language(path: str, accept_language: str) -> str:
    """The language of who asks for *path* below the site's root: as the path says, else as the browser prefers."""
    first = path.partition("/")[0]
    if first in LANGUAGES[1:]:
        return first
    return choose_language(accept_language, LANGUAGES) or LANGUAGES[0]


def missing_version(language: str) -> str:
    """The version of the page in *language*, which tells it from every page of a site."""
    return hashlib.sha256(_write("", language)).hexdigest()[:16]


def write_missing(home: str, language: str) -> bytes:
    """The page in *language* with a link to the address *home*, and the script that shows the page once it is there."""
    return add_script(_write(home, language), missing_version(language))


def _write(home: str, language: str) -> bytes:
    words = MISSING[language]
    page = Template(_PAGE.read_text(encoding="utf-8"))
    filled = page.substitute(
        tag=LANGUAGE_TAGS[language],
        title=words["title"],
        text=words["text"],
        home=escape(home),
        link=words["home"],
    )
    return filled.encode()
