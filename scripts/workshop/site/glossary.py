"""The terms of docs/glossary.yml: the list of all, and the link from a page's first use of each. HTML in, HTML out.

A deck shows no such links; it is cut from the page before they are made.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from html import escape
from posixpath import normpath

from pydantic import Field

from workshop.site.tables import Entry, Row, Text, Texts
from workshop.site.words import LANGUAGES, WORDS

PAGE = "glossary.md"
_PARTS = re.compile(r"(<!--.*?-->|<pre\b.*?</pre>|<[^<>]*>)", re.DOTALL)
"""What is no text: comments, blocks of code, which hold most of a page's tags, and tags."""
_TAG = re.compile(r"<(?P<close>/?)(?P<name>[a-zA-Z][\w-]*)(?P<rest>[^<>]*)>")
_SILENT = {"a", "abbr", "button", "code", "dt", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "kbd", "pre", "script"}
_SILENT |= {"style", "summary", "svg", "th"}
_SILENT_CLASS = re.compile(r"class=\"[^\"]*\b(?:source|lab-block|cite|measured|no-terms)\b")
_VOID = {"br", "hr", "img", "input", "wbr", "col"}
_LATIN = "A-Za-z0-9_"
_IS_LATIN = re.compile(f"[{_LATIN}]")

_Tree = dict[str, "_Tree"]
"""Words by their characters: each leads to what follows it, and "" marks a word's end."""


def _no_words() -> dict[str, list[str]]:
    return {language: [] for language in LANGUAGES}


class Term(Row):
    """A term: its name, what it means in a sentence or two, and where the talk or a lab shows it.

    `forms` are the words by which pages are searched for it, its name where there are none; `avoid` are words that
    would be a second name of it, which no page may use.
    """

    term: Text
    definition: Text
    see: list[str]
    forms: Texts | None = None
    avoid: Texts = Field(default_factory=_no_words)

    def words(self, language: str) -> list[str]:
        """The words that mean it in *language*; one that begins small may begin a sentence."""
        forms = self.forms[language] if self.forms else [self.term[language]]
        return list(dict.fromkeys(word for form in forms for word in (form, form[0].upper() + form[1:])))


def glossary_list(
    terms: Iterable[Entry[Term]], language: str, address_of: Callable[[str], str], title_of: Callable[[str], str]
) -> str:
    """All *terms* by their English names, each with its name in the other language, meaning and places."""
    words = WORDS[language]
    items = []
    for entry in sorted(terms, key=lambda entry: entry.row.term["en"].casefold()):
        term = entry.row
        other = term.term["en" if language == "zh" else "zh"]
        name = f"<dfn>{escape(term.term[language])}</dfn>"
        if other.casefold() != term.term[language].casefold():
            name += f' <span class="term-other" lang="{"en" if language == "zh" else "zh"}">{escape(other)}</span>'
        places = words["comma"].join(
            f'<a href="{escape(_address(place, address_of))}">{escape(title_of(place))}</a>' for place in term.see
        )
        see = f' <span class="term-see">{words["see"]}{places}</span>' if places else ""
        items.append(f'<dt id="{entry.key}">{name}</dt><dd>{escape(term.definition[language], quote=False)}{see}</dd>')
    return f'<dl class="glossary">{"".join(items)}</dl>'


def link_terms(html: str, terms: Iterable[Entry[Term]], language: str, glossary_url: str) -> str:
    """*html* with the first use of each of *terms* linked to the page at *glossary_url*, its meaning as tooltip.

    Headings, code, links, figures, sources and blocks of labs are left alone.
    """
    by_word = {word: entry for entry in terms for word in entry.row.words(language)}
    if not by_word:
        return html
    pattern = find_any(tuple(by_word))
    used: set[str] = set()

    def link(found: re.Match[str]) -> str:
        entry = by_word[found[0]]
        if entry.key in used:
            return found[0]
        used.add(entry.key)
        title = escape(entry.row.definition[language])
        return f'<a class="term" href="{glossary_url}#{entry.key}" title="{title}">{found[0]}</a>'

    parts = _PARTS.split(html)
    silent: list[str] = []
    for at, part in enumerate(parts):
        if at % 2 == 0:
            parts[at] = part if silent else pattern.sub(link, part)
        elif tag := _TAG.fullmatch(part):
            _follow(tag, silent)
    return "".join(parts)


def _follow(tag: re.Match[str], silent: list[str]) -> None:
    """Keep in *silent* the open tags within which nothing is linked, the outermost first."""
    name = tag["name"].lower()
    if name in _VOID or tag["rest"].endswith("/"):
        return
    if tag["close"]:
        if silent and name == silent[-1]:
            silent.pop()
    elif silent or name in _SILENT or _SILENT_CLASS.search(tag["rest"]):
        silent.append(name)


@lru_cache(maxsize=16)
def find_any(words: tuple[str, ...]) -> re.Pattern[str]:
    """Finds any of *words*, the longest first; Latin ones stand as words of their own.

    The words share their beginnings as the branches of a tree do, so that a place in the text is looked at once and not
    once a word; `re` skips to the next first letter by itself where nothing stands before it.
    """
    tree: _Tree = {}
    for word in words:
        node = tree
        for character in word:
            node = node.setdefault(character, {})
        node[""] = {}
    return re.compile("|".join(_branch(first, node, _before(first)) for first, node in tree.items()))


def _branch(character: str, node: _Tree, before: str = "") -> str:
    """The pattern of what goes on with *character*; a longer word comes before one that it begins with."""
    onward = [_branch(following, below) for following, below in node.items() if following]
    if "" in node:
        onward.append(f"(?![{_LATIN}-])" if _IS_LATIN.match(character) else "")
    rest = onward[0] if len(onward) == 1 else f"(?:{'|'.join(onward)})"
    return f"{re.escape(character)}{before}{rest}"


def _before(first: str) -> str:
    """Behind the letter *first*: that a Latin word begins with it."""
    return f"(?<![{_LATIN}-]{re.escape(first)})" if _IS_LATIN.match(first) else ""


def _address(place: str, address_of: Callable[[str], str]) -> str:
    name, hash_, anchor = place.partition("#")
    return normpath(address_of(name)) + "/" + (f"#{anchor}" if hash_ else "")
