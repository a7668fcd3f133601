"""A long section of the navigation is shown in groups, so that a page does not list all others."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation, Section, get_navigation

from tests.bench.large_talk import write_talk
from tests.site.project import build
from workshop.site import navigation
from workshop.site.navigation import GROUP, MOST, group_pages


def make_navigation(names: list[str]) -> Navigation:
    """A section of the pages *names*, beside a page that stands alone."""
    config = MkDocsConfig()
    config.load_dict({"site_name": "x", "nav": ["index.md", {"Talk": [f"{name}.md" for name in names]}]})
    files = Files([File(f"{name}.md", "docs", "site", True) for name in ["index", *names]])
    return get_navigation(files, config)


def test_a_section_of_many_pages_is_divided() -> None:
    """Each group has as many pages as fit, in order, called by its first and last number; the index stays outside."""
    names = [f"{number:03d}-page" for number in range(MOST + 1)]
    nav = make_navigation(["talk/index", *names])
    pages = list(nav.pages)
    assert group_pages(nav.items, lambda page: page.file.name)
    section = nav.items[1]
    assert isinstance(section, Section)
    index, *groups = section.children
    assert index is pages[1]
    assert [group.title for group in groups] == ["000–019", "020–039", "040–059", "060–060"]
    assert [page for group in groups if isinstance(group, Section) for page in group.children] == pages[2:]
    assert nav.pages == pages
    assert pages[5].next_page is pages[6]


def test_the_groups_around_a_page_are_active_with_it() -> None:
    """The group and the section that a page is in open with it, and no other group does."""
    nav = make_navigation([f"{number:03d}-page" for number in range(MOST + 1)])
    group_pages(nav.items, lambda page: page.file.name)
    page, section = nav.pages[GROUP + 1], nav.items[1]
    page.active = True
    assert section.active
    assert [group.active for group in section.children] == [False, True, False, False]
    assert list(page.ancestors) == [section.children[1], section]


def test_pages_without_numbers_are_called_by_their_titles() -> None:
    """A group of pages without numbers has the titles of its first and last page."""
    nav = make_navigation([f"page-{number:03d}" for number in range(MOST + 1)])
    group_pages(nav.items, lambda page: page.file.name.upper())
    assert nav.items[1].children[0].title == f"PAGE-000 – PAGE-{GROUP - 1:03d}"


def test_a_section_that_is_not_long_stays() -> None:
    """As many pages as one section may list are left as they are."""
    nav = make_navigation([f"{number:03d}-page" for number in range(MOST)])
    children = list(nav.items[1].children)
    assert not group_pages(nav.items, lambda page: page.file.name)
    assert nav.items[1].children == children


@pytest.mark.parametrize("prefix", ["", "en/"])
def test_a_page_lists_its_own_group(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, prefix: str) -> None:
    """On a page of a long section its group is listed, and of each other group the first page is linked."""
    monkeypatch.setattr(navigation, "MOST", 5)
    monkeypatch.setattr(navigation, "GROUP", 2)
    write_talk(tmp_path / "talk", chapters=6, labs=1)
    assert build(tmp_path / "talk", tmp_path / "site") == []
    page = html.fromstring((tmp_path / "site" / prefix / "003-chapter" / "index.html").read_text(encoding="utf-8"))
    links = [link.get("href") for link in page.iterfind(".//nav[@data-md-level='0']//a[@href]")]
    assert [link for link in links if (link and "chapter" in link) or link == "./"] == [
        "../000-chapter/",
        "../002-chapter/",
        "./",
        "../004-chapter/",
    ]
