"""The navigation and the pages that there are: what one has and the other has not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.site.project import Project
from workshop.site.rebuilding import SiteBuilder

FRONT = "---\ntitle: {}\nminutes: 4\n---\n\n# {} {{#two}}\n"
STRAY = "docs/{0}: is not in the navigation\n\nhint: add `- {0}` to `nav` in mkdocs.yml, where it belongs"


def add_page(project: Project, name: str = "02-two") -> None:
    """Write the chapter *name* in both languages."""
    project.write(f"docs/{name}.md", FRONT.format("第二章", "第二章"))
    project.write(f"docs/{name}.en.md", FRONT.format("Two", "Two"))


def test_unlisted_page_is_refused(project: Project) -> None:
    """A page that the navigation does not list is named, with what to add; in a folder too."""
    add_page(project)
    add_page(project, "more/03-three")
    assert project.build() == ["\n".join(STRAY.format(name) for name in ("02-two.md", "more/03-three.md"))]


def list_page(project: Project) -> None:
    """List it, as a path from here."""
    project.edit("mkdocs.yml", "  - 01-one.md\n", "  - 01-one.md\n  - ./02-two.md\n")


def exclude_page(project: Project) -> None:
    """Say that pages of that name are not to be listed."""
    project.edit("mkdocs.yml", "\ntheme:", "\nnot_in_nav: |\n  02-*.md\n\ntheme:")


def have_no_navigation(project: Project) -> None:
    """Let MkDocs list all pages by itself."""
    text = (project.folder / "mkdocs.yml").read_text(encoding="utf-8")
    head, _, rest = text.partition("nav:\n")
    project.write("mkdocs.yml", head + rest[rest.index("\n\n") :])


def want_no_word(project: Project) -> None:
    """Ask MkDocs not to tell."""
    project.edit("mkdocs.yml", "omitted_files: warn", "omitted_files: info")


@pytest.mark.parametrize("way", [list_page, exclude_page, have_no_navigation, want_no_word])
def test_listed_or_meant(project: Project, way: Callable[[Project], None]) -> None:
    """A page that is listed, or left out on purpose, is built without a word."""
    add_page(project)
    way(project)
    assert project.build() == []
    assert (project.folder / "site" / "en" / "decks" / "02-two" / "index.html").is_file()


def test_labs_without_their_index(project: Project) -> None:
    """Where the navigation has no list of labs, each lab says how to have one."""
    project.edit("mkdocs.yml", "  - 实验:\n      - labs/index.md\n", "")
    hint = "add `- labs/index.md` to `nav` in mkdocs.yml, and all labs are listed below it"
    lab = f"labs/01-first/lab.md: is not in the navigation\n\nhint: {hint}"
    assert project.build() == ["\n".join([lab, STRAY.format("labs/index.md")])]


def test_listed_page_is_missing(project: Project) -> None:
    """A page that is listed and not there is told with the line that lists it."""
    project.edit("mkdocs.yml", "  - 01-one.md\n", "  - 01-one.md\n  - 第二章: 02-two.md\n  - https://a.example/x.md\n")
    lines = (project.folder / "mkdocs.yml").read_text(encoding="utf-8").splitlines()
    line = lines.index("  - 第二章: 02-two.md") + 1
    message = f"mkdocs.yml:{line}: `nav` lists `02-two.md`, and there is no such page"
    assert project.build() == [f"{message}\n\nhint: write docs/02-two.md, or take it out of `nav`"]


@pytest.mark.parametrize("strict", [True, False])
def test_the_same_on_each_start(project: Project, *, strict: bool) -> None:
    """What is served has an unlisted page, which is told, the first time as later; a missing one fails both."""
    add_page(project)
    builder = SiteBuilder(project.folder, project.folder / "served", "http://127.0.0.1:8000", {})
    told: list[tuple[str, str]] = []
    assert builder.build(lambda level, message: told.append((level, message)), strict=strict) == []
    assert [said for said in told if "navigation" in said[1]] == [("note", STRAY.format("02-two.md"))]
    assert (project.folder / "served" / "decks" / "02-two" / "index.html").is_file()
    project.edit("mkdocs.yml", "  - 01-one.md\n", "  - 01-one.md\n  - 03-three.md\n")
    assert len(builder.build(lambda *_: None, strict=strict)) == 1
