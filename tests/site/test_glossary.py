"""Terms: the first use on a page leads to the glossary, and the glossary has them all in both languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from lxml.html import HtmlElement

from tests.site.project import PROJECT, Project
from workshop.site.glossary import Term, find_any, link_terms
from workshop.site.tables import Entry, read_table

TERMS = """\
container:
  term: {zh: 容器, en: container}
  forms: {zh: [容器], en: [container, containers]}
  definition: {zh: 一个“进程”。, en: A "process" & its fence.}
  see: [01-one.md#first, labs/01-first.md]
layer:
  term: {zh: 可写层, en: writable layer}
  definition: {zh: 上面的层。, en: The upper one.}
  see: []
service:
  term: {zh: Service, en: Service}
  definition: {zh: 名字。, en: A name.}
  see: []
"""


@pytest.fixture(name="entries")
def read_entries(tmp_path: Path) -> list[Entry[Term]]:
    """The terms above."""
    file = tmp_path / "glossary.yml"
    file.write_text(TERMS, encoding="utf-8")
    errors: list[object] = []
    entries = read_table(file, "glossary.yml", Term, errors)  # type: ignore[arg-type]
    assert errors == []
    return entries


def find_links(text: str, entries: list[Entry[Term]], language: str) -> list[str]:
    """The words of *text* that became links, after holding that nothing else changed."""
    linked = link_terms(text, entries, language, "../glossary/")
    links = re.findall('<a class="term" [^>]*>([^<]*)</a>', linked)
    assert re.sub('<a class="term" [^>]*>([^<]*)</a>', r"\1", linked) == text
    return links


LINKED = {
    "first use only": ("zh", "<p>容器、可写层和容器</p><p>容器</p>", ["容器", "可写层"]),
    "whole words": ("en", "<p>containerd, a sub-container, containers and Services: Service.</p>", [
        "containers", "Service",
    ]),
    "a sentence's first word": ("en", "<p>Containers run.</p>", ["Containers"]),
    "a name is no common word": ("en", "<p>The service is good.</p>", []),
    "headings": ("zh", "<h2>容器</h2><p><code>容器</code></p>", []),
    "links": ("zh", '<p><a href="x">看<em>容器</em></a>，再看容器</p>', ["容器"]),
    "code": ("en", "<pre><code><span>container</span></code></pre>", []),
    "figures": ("zh", '<figure><svg><text x="1">容器</text></svg><figcaption>容器</figcaption></figure>', []),
    "labs": ("zh", '<div class="lab-block lab-check"><p>容器<br>容器</p></div>', []),
    "sources": ("zh", '<p class="source">容器</p><p class="no-terms">容器</p>', []),
    "attributes and comments": ("zh", '<!-- 容器 --><p title="容器">那个<img alt="容器"></p>', []),
    "void tags": ("zh", '<p class="source">来源<br></p><p>容器</p>', ["容器"]),
}  # fmt: skip


@pytest.mark.parametrize("case", LINKED)
def test_what_is_linked(case: str, entries: list[Entry[Term]]) -> None:
    """The first use of a term in running text is linked, and nothing is lost or linked elsewhere."""
    language, text, words = LINKED[case]
    assert find_links(text, entries, language) == words


LETTERS = "ab-_1容器 .("


def find_slowly(words: list[str], text: str) -> list[str]:
    """The words of *text* from left to right, by asking each word at each place, the longest first."""
    found, at = [], 0
    while at < len(text):
        for word in sorted(words, key=len, reverse=True):
            before, after = text[at - 1 : at] if at else "", text[at + len(word) : at + len(word) + 1]
            inside = [
                side
                for side, end in ((before, word[0]), (after, word[-1]))
                if re.match(r"[\w-]", side, re.ASCII) and re.match(r"\w", end, re.ASCII)
            ]
            if text.startswith(word, at) and not inside:
                found.append(word)
                at += len(word) - 1
                break
        at += 1
    return found


@given(
    st.lists(st.text(LETTERS, min_size=1, max_size=4), min_size=1, max_size=6, unique=True),
    st.text(LETTERS, max_size=30),
)
def test_any_of_many_words(words: list[str], text: str) -> None:
    """The longest word that begins at a place is found there, as a word of its own where it is Latin."""
    assert [found[0] for found in find_any(tuple(words)).finditer(text)] == find_slowly(words, text)


def test_tooltip_is_the_meaning(entries: list[Entry[Term]]) -> None:
    """A link has the meaning as its title, whatever characters are in it."""
    linked = link_terms("<p>container</p>", entries, "en", "../glossary/")
    title = "A &quot;process&quot; &amp; its fence."
    assert linked == f'<p><a class="term" href="../glossary/#container" title="{title}">container</a></p>'


def read_page(folder: Path) -> HtmlElement:
    """The page in *folder*."""
    page = html.document_fromstring((folder / "index.html").read_text(encoding="utf-8"))
    assert isinstance(page, HtmlElement)
    return page


@pytest.fixture
def defining(project: Project) -> Project:
    """The sample with a glossary and its page."""
    project.write("docs/glossary.yml", TERMS)
    for suffix in ("", ".en"):
        front = "---\ntitle: Terms\n---\n\n# Terms {#terms}\n\n"
        project.write(f"docs/glossary{suffix}.md", front + "{$ glossary_list() $}\n")
    project.edit("mkdocs.yml", "  - 01-one.md\n", "  - 01-one.md\n  - glossary.md\n")
    return project


def test_pages_lead_to_the_glossary(defining: Project) -> None:
    """A chapter's page links, its deck and the home page do not, and the glossary leads back."""
    assert defining.build() == []
    site = defining.folder / "site"
    chapter = read_page(site / "01-one")
    [link] = chapter.find_class("term")
    assert (link.text, link.get("href"), link.get("title")) == ("容器", "../glossary/#container", "一个“进程”。")
    assert 'class="term"' not in (site / "decks" / "01-one" / "index.html").read_text(encoding="utf-8")
    page = read_page(site / "en" / "glossary")
    names = [str(term.text_content()) for term in page.iter("dt") if isinstance(term, HtmlElement)]
    assert names == [
        "container 容器",
        "Service",
        "writable layer 可写层",
    ]
    assert [(str(link.text), link.get("href")) for link in page.find_class("term-see")[0].iter("a")] == [
        ("Chapter 1: Chapter one", "../01-one/#first"),
        ("Lab 01: The first lab", "../labs/01-first/"),
    ]


NO_PLACE = (
    "docs/glossary.yml:1: `container`: docs/01-one.en.md has no `#last`\n"
    "docs/glossary.yml:1: `container`: docs/01-one.md has no `#last`"
)
WRONG = {
    "page": ("01-one.md#first", "02-two.md", "\n".join(2 * ["docs/glossary.yml:1: `container`: no page `02-two.md`"])),
    "place": ("01-one.md#first", "01-one.md#last", NO_PLACE),
    "word": (
        "en: Service}",
        "en: container}",
        "docs/glossary.yml:10: `container` means `container` as well, in `en`",
    ),
    "language": ("zh: 名字。, ", "", "docs/glossary.yml:10: `service`: `definition`: has to have zh and en"),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_wrong_term(defining: Project, wrong: str) -> None:
    """A term that leads nowhere, in any language, or a word with two meanings, fails the build by line."""
    old, new, message = WRONG[wrong]
    defining.edit("docs/glossary.yml", old, new)
    assert defining.build() == [message]


def test_the_glossary_is_whole() -> None:
    """There are at least sixty terms, each with a meaning of a sentence or two that ends like one, and a place."""
    terms = yaml.safe_load((PROJECT / "docs" / "glossary.yml").read_text(encoding="utf-8"))
    assert len(terms) >= 60
    for key, term in terms.items():
        assert term["see"], key
        for language, ends in (("zh", "。？！”"), ("en", '.?!"')):
            meaning = term["definition"][language]
            sentences = re.findall(r"[。？！]|[.?!](?=\s|$)", meaning)
            assert meaning[-1] in ends, key
            assert 1 <= len(sentences) <= 3, key
