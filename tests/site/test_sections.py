"""A page is divided for search as Material divides it, whatever stands on it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import assume, event, given
from hypothesis import strategies as st
from material.plugins.search.plugin import Parser  # type: ignore[import-untyped]

from tests.site.project import Project
from workshop.site import sections
from workshop.site.sections import divide

Divided = list[tuple[str, str, str, bool]]

TEXTS = st.sampled_from(["容器", "a b", " ", "\n", "x &amp; y", "&lt;b&gt;", "one\ntwo", "", "'q\"", "&nbsp;"])
LEAVES = st.sampled_from(
    [
        "<br>",
        '<img alt="a > b" src="x">',
        '<a class="headerlink" href="#a" title="#">#</a>',
        "<!-- no <b>text</b> -->",
        '<svg role="img" data-search-exclude=""><title>t</title><g><text>no</text></g></svg>',
        "<svg><path d='M0'/></svg>",
        "<code></code>",
        "<pre><code><span class='k'>if</span> <span>x</span>\n\n<span> </span></code></pre>",
        "<pre><span></span><code>\n</code></pre>",
    ]
)
ATTRIBUTES = [
    "",
    "",
    "",
    ' id="one"',
    " id='two'",
    ' class="linenodiv"',
    " data-search-exclude",
    ' class="a" title="/"',
]
TAGS = ["p", "div", "span", "li", "ul", "em", "code", "pre", "h1", "h2", "h3", "a", "table", "td", "sup", "H2"]


def enclose(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Elements around what *inner* makes, now and then without their end."""
    ends = st.sampled_from(["</{}>"] * 9 + [""])
    return st.builds(
        lambda tag, attributes, within, end: f"<{tag}{attributes}>{''.join(within)}{end.format(tag)}",
        st.sampled_from(TAGS),
        st.sampled_from(ATTRIBUTES),
        st.lists(inner, max_size=4),
        ends,
    )


PAGES = st.lists(st.recursive(TEXTS | LEAVES, enclose, max_leaves=12), max_size=6).map("".join)


def by_material(html: str) -> Divided:
    """What Material's own parser makes of *html*."""
    parser = Parser()
    parser.feed(html)
    parser.close()
    return [(part.id or "", "".join(part.title), "".join(part.text), part.is_excluded()) for part in parser.data]


def by_us(html: str) -> Divided | None:
    """What `divide` makes of it."""
    found = divide(html)
    if found is None:
        return None
    return [(part.id or "", "".join(part.title), "".join(part.text), part.is_excluded) for part in found]


@given(PAGES)
def test_any_page(html: str) -> None:
    """Ids, titles and texts are those that Material finds, with elements in each other and left open anyhow."""
    try:
        expected = by_material(html)
    except ValueError:  # Material gives up where elements that it skips stand in each other
        assume(False)
    ours = by_us(html)
    event("left to Material" if ours is None else "divided")
    assert ours in (None, expected)


@pytest.mark.parametrize(
    "html",
    [
        "<p>a < b</p>",
        "<script>let a = '<p>'</script><p>x</p>",
        "<p>x</p><!DOCTYPE html>",
        "<p>x<title>y<b></title></p>",
        "<p title='a'b'>x</p>",
        "<p>x</p><",
    ],
)
def test_what_is_unusual_is_left_to_material(html: str) -> None:
    """Bare marks, scripts and the like are not read here."""
    assert divide(html) is None


def test_every_page_of_a_site_is_divided_here(
    project: Project, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """In a build, pages with labs, figures and code are all read fast, and as Material reads them."""
    pages: list[str] = []

    def kept(html: str) -> list[sections.Section] | None:
        pages.append(html)
        return divide(html)

    monkeypatch.setattr("workshop.site.search.divide", kept)
    assert project.build() == []
    assert len(pages) == 8
    for html in pages:
        assert by_us(html) == by_material(html) != []
