"""The page that a host shows where there is none: one file for all addresses, in all languages. Reads no page.

It needs no other file, since at an address of any depth below a path that nobody named no relative link leads to one.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path
from string import Template
from urllib.parse import urlsplit

from workshop.site.hosting import LANGUAGE_SCRIPT
from workshop.site.words import LANGUAGE_TAGS, MISSING, prefix_of

MISSING_PAGE = "404.html"
"""What hosts show where there is no page. Source: GitHub Pages, GitLab Pages, Netlify, `error_page` of nginx."""

_PAGE = Path(__file__).parent / "assets" / "missing.html"
_SECTION = Template("""\
<section lang="$tag" data-language="$language">
<h1>$title</h1>
<p>$text</p>
<p><a href="$root$page" data-page="$page">$link</a></p>
</section>""")


def write_missing(languages: Sequence[str], public: str) -> str:
    """The page in *languages*, one below the other; a script leaves the reader's alone.

    Its ways home lead below the path of *public*. Where that is "", they lead to the host's root, and the script looks
    for the folder above the address that has the site.
    """
    root = escape(urlsplit(public).path or "/")
    return Template(_PAGE.read_text(encoding="utf-8")).substitute(
        tag=LANGUAGE_TAGS[languages[0]],
        title=" · ".join(MISSING[language]["title"] for language in languages),
        sections="\n".join(_write_section(language, root) for language in languages),
        probe=LANGUAGE_SCRIPT,
        is_searched="false" if public else "true",
    )


def _write_section(language: str, root: str) -> str:
    words = MISSING[language]
    return _SECTION.substitute(
        tag=LANGUAGE_TAGS[language],
        language=language,
        title=words["title"],
        text=words["text"],
        root=root,
        page=prefix_of(language),
        link=words["home"],
    )
