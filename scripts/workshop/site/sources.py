"""Where numbers and dates come from: docs/sources.yml, and the lines and the list that pages make of it. HTML out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from html import escape, unescape
from itertools import groupby

from pydantic import Field

from workshop.site.tables import Row, Text
from workshop.site.words import WORDS


class Source(Row):
    """Something that was read: who says it, under which title, in which year, and where it can be read."""

    who: Text
    title: Text
    year: int = Field(ge=1900, le=2100)
    url: str | None = Field(default=None, pattern="^https?://")


def source_line(sources: Iterable[Source], language: str) -> str:
    """The line under a figure, a chart or a number; further years of who says it follow the first.

    What is said in the same year is told apart by its title.
    """
    words = WORDS[language]
    parts = [_said_by(who, list(said), language) for who, said in groupby(sources, lambda one: one.who[language])]
    return f'<p class="source">{words["source"]}{words["then"].join(parts)}</p>'


def _said_by(who: str, said: list[Source], language: str) -> str:
    words = WORDS[language]
    parts: list[str] = []
    for year, group in groupby(said, lambda one: one.year):
        label = str(year) if parts else f"{who}{words['pause']}{year}"
        one, *others = group
        if others:
            titles = [_link(source, source.title[language], language, bare=True) for source in (one, *others)]
            parts.append(f"{escape(label, quote=False)}{words['colon']}{words['comma'].join(titles)}")
        else:
            parts.append(_link(one, label, language))
    return words["comma"].join(parts)


def sources_text(sources: Iterable[Source], language: str) -> str:
    """The same as plain text, for drawings."""
    return unescape(re.sub("<[^<>]*>", "", source_line(sources, language)))


def citation(source: Source, language: str) -> str:
    """A source within a sentence or a table."""
    label = f"{source.who[language]}{WORDS[language]['pause']}{source.year}"
    return f'<span class="cite">{_link(source, label, language)}</span>'


def sources_list(
    sources: Mapping[str, Source], uses: Mapping[str, Iterable[str]], language: str, link_to: Callable[[str], str]
) -> str:
    """All *sources* by who says it and year, each with links to the documents that lean on it.

    *uses* has the names of those documents for the key of a source; *link_to* makes a link of such a name.
    """
    words = WORDS[language]
    items = []
    for key, source in sorted(sources.items(), key=lambda item: (item[1].who["en"].casefold(), item[1].year, item[0])):
        title = _link(source, source.title[language], language, bare=True)
        used = words["comma"].join(link_to(name) for name in uses.get(key, ()))
        where = f'<span class="source-uses">{words["cited-in"]}{used}</span>' if used else ""
        items.append(
            f'<li id="{escape(key)}"><span class="source-who">{escape(source.who[language])}{words["pause"]}'
            f"{source.year}</span> {title}{where}</li>"
        )
    return f'<ul class="sources-list">{"".join(items)}</ul>'


def _link(source: Source, label: str, language: str, *, bare: bool = False) -> str:
    text = escape(label, quote=False)
    if source.url is None:
        return text if bare else f'<span title="{escape(source.title[language])}">{text}</span>'
    title = "" if bare else f' title="{escape(source.title[language])}"'
    return f'<a href="{escape(source.url)}"{title}>{text}</a>'
