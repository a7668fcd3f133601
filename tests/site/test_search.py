"""Chinese words are listed wherever they stand in a sentence."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace

import pytest
from mkdocs_static_i18n.plugin import I18n  # type: ignore[import-untyped]

from tests.site.project import Project
from workshop.site.search import FIELD, add_places, drop_repeated, list_places


def test_every_place_is_the_beginning_of_an_entry() -> None:
    """Each character but a sentence's last begins an entry of up to four, within one run of Chinese."""
    assert set(list_places("容器是一个进程。<code>ps</code>").split()) == {
        "容器是一",
        "器是一个",
        "是一个进",
        "一个进程",
        "个进程",
        "进程",
    }
    assert list_places("Docker and 舵 alone") == ""


def test_index_is_extended_once(tmp_path: Path) -> None:
    """The field is added to each section and to those that are searched, and adding it again changes nothing."""
    file = tmp_path / "search" / "search_index.json"
    file.parent.mkdir()
    docs = [{"location": "a/", "title": "鲸", "text": "<p>容器</p>"}]
    file.write_text(json.dumps({"config": {"fields": {"text": {"boost": 1.0}}}, "docs": docs}), encoding="utf-8")
    add_places(tmp_path)
    once = file.read_text(encoding="utf-8")
    index = json.loads(once)
    assert (set(index["config"]["fields"]), index["docs"]) == ({"text", FIELD}, [{**docs[0], FIELD: "容器"}])
    add_places(tmp_path)
    assert file.read_text(encoding="utf-8") == once


SECTIONS = [
    ("", "Home", "a"),
    ("one/", "One", "<p>x</p>"),
    ("one/#code", "ls", "<p>ls</p>"),
    ("two/#code", "ls", "<p>ls</p>"),
    ("en/one/", "One", "<p>x</p>"),
    ("en/one/", "One", "<p>y</p>"),
    ("en/two/#code", "ls", "<p>ls</p>"),
    ("en/three/#code", "ls", "<p>ls</p>"),
    ("en/", "Home", "a"),
    ("en/four/", "Home", "a"),
]


def test_what_both_languages_have_is_found_once() -> None:
    """A section with the title, text and place of one in the default language is dropped, as static-i18n drops it."""
    sections = [{"location": place, "title": title, "text": text} for place, title, text in SECTIONS]
    kept = list(sections)
    i18n = SimpleNamespace(build_languages=["zh", "en"])
    I18n.reconfigure_search_duplicates(i18n, kept)
    assert drop_repeated(sections, ("zh/", "en/")) == kept
    assert [section["location"] for section in kept] == [
        "",
        "one/",
        "one/#code",
        "two/#code",
        "en/one/",
        "en/three/#code",
        "en/four/",
    ]


@pytest.mark.parametrize("asked", [True, False])
def test_it_is_asked_for(project: Project, asked: bool) -> None:
    """What both languages of a site have is in its index once, unless static-i18n is told to leave it."""
    if not asked:
        project.edit(
            "mkdocs.yml",
            "    fallback_to_default: false\n",
            "    fallback_to_default: false\n    reconfigure_search: false\n",
        )
    for suffix in ("", ".en"):
        page = (project.folder / f"docs/01-one{suffix}.md").read_text(encoding="utf-8")
        project.write(f"docs/01-one{suffix}.md", page + "\n## POSIX {#posix}\n\n`echo hello`\n")
    assert project.build() == []
    index = json.loads((project.folder / "site" / "search" / "search_index.json").read_text(encoding="utf-8"))
    places = [section["location"] for section in index["docs"] if section["title"] == "POSIX"]
    assert places == (["01-one/#posix"] if asked else ["01-one/#posix", "en/01-one/#posix"])
