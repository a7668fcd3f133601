"""The page that a host shows for an address that has none."""

from __future__ import annotations

import re

import pytest

from tests.site.project import Project
from workshop.room import words as room
from workshop.site import words as site
from workshop.site.missing import write_missing

LINK = re.compile(r'<a href="([^"]*)"')
ASKED = re.compile(r"""\b(?:src|href)=["']?([^"'\s>]*)|url\(|@import""")


@pytest.mark.parametrize(
    ("url", "root"),
    [
        ("", "/"),
        ("https://example.org/", "/"),
        ("https://example.org/talk/", "/talk/"),
        ("https://example.org/a/b%20c/", "/a/b%20c/"),
        ("http://127.0.0.1:8000/talk/", "/talk/"),
    ],
)
def test_built(project: Project, url: str, root: str) -> None:
    """The built page asks for no other file, and leads to both homes below the path where the site is published."""
    if url:
        project.edit("mkdocs.yml", "  workshop: {}\n", f"  workshop:\n    url: {url}\n")
    assert project.build() == []
    text = (project.folder / "site" / "404.html").read_text(encoding="utf-8")
    assert [found.group(1) for found in ASKED.finditer(text)] == ["data:,", root, f"{root}en/"]
    assert [site.MISSING[language]["title"] in text for language in ("zh", "en")] == [True, True]


def test_both_languages_without_a_script() -> None:
    """Nothing is hidden in the file itself, and the talk's own language comes first."""
    text = write_missing(("zh", "en"), "")
    assert re.findall(r'<section lang="([^"]*)"', text) == ["zh-CN", "en"]
    assert "hidden>" not in text
    assert "<title>404 · 没有这一页 · No such page</title>" in text


@pytest.mark.parametrize("language", ["zh", "en"])
def test_one_language(language: str) -> None:
    """A talk in one language says it in that one alone."""
    text = write_missing((language,), "https://example.org/x/")
    assert re.findall(r"<h1>(.*)</h1>", text) == [site.MISSING[language]["title"]]
    assert LINK.findall(text) == ["/x/" if language == "zh" else "/x/en/"]


def test_words_are_the_servers() -> None:
    """The page of a host and that of the development server say the same."""
    assert (site.MISSING, site.LANGUAGE_TAGS) == (room.MISSING, room.LANGUAGE_TAGS)
