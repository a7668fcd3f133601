"""A file that cannot be read fails the build with its name, and alone: what others lead to is not asked then."""

from __future__ import annotations

import os
import re

import pytest

from tests.site.project import Project

FILES = [
    "docs/01-one.md",
    "docs/01-one.en.md",
    "docs/index.md",
    "labs/01-first/lab.md",
    "labs/01-first/lab.en.md",
    "docs/figures/box.yml",
    "docs/figures/box.svg",
    "docs/charts/some.yml",
    "docs/sources.yml",
    "docs/facts.yml",
    "docs/glossary.yml",
]


@pytest.mark.parametrize("name", FILES)
def test_gbk(project: Project, name: str) -> None:
    """A page, a lab, a figure, a chart or a table in GBK is one error, with the line and how to change it."""
    file = project.folder / name
    text = file.read_text(encoding="utf-8") if file.exists() else ""
    text = text if re.search("[\u4e00-\u9fff]", text) else f"{text}# 云计算\n"
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(text.encode("gb18030"))
    number = next(at for at, line in enumerate(text.splitlines(), 1) if re.search("[\u4e00-\u9fff]", line))
    hint = f"save it as UTF-8; it looks like GBK: iconv -f GB18030 -t UTF-8 {name} > {name}.new"
    assert project.build() == [f"{name}:{number}: is not UTF-8\n\nhint: {hint}"]


def test_byte_order_marks(project: Project) -> None:
    """A site whose every text begins with a byte-order mark is built as without."""
    assert project.build() == []
    site = project.folder / "site"
    plain = {file.relative_to(site): file.read_bytes() for file in site.rglob("*.html")}
    texts = [*project.folder.glob("docs/**/*.md"), *project.folder.glob("labs/**/*.md"), project.folder / "mkdocs.yml"]
    for file in (*texts, *project.folder.glob("docs/figures/*")):
        file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes())
    assert project.build() == []
    assert {file.relative_to(site): file.read_bytes() for file in site.rglob("*.html")} == plain
    assert len(plain) > 10


DEAD = ["docs/more.md", "docs/01-one.fr.md", "docs/assets/x.png", "docs/figures/x.svg", "docs/figures/x.yml"]
DEAD += [
    "docs/figures/x.txt",
    "docs/charts/x.yml",
    "docs/facts.yml",
    "labs/01-first/x.txt",
    "labs/02-second",
    "docs/deep/x.md",
]


@pytest.mark.parametrize("name", DEAD)
def test_dead_link(project: Project, name: str) -> None:
    """A symbolic link that leads nowhere is one error, wherever it lies."""
    (project.folder / name).parent.mkdir(exist_ok=True)
    os.symlink("gone", project.folder / name)
    hint = f"make what it leads to, or delete it: rm {name}"
    assert project.build() == [f"{name}: is a link to `gone`, which is not there\n\nhint: {hint}"]


def test_a_page_through_a_link(project: Project) -> None:
    """A folder of pages that docs links to is part of the site, and one that an editor has open is no error."""
    (project.folder / "elsewhere").mkdir()
    for name in ("more.md", "more.en.md"):
        project.write(f"elsewhere/{name}", "---\ntitle: More\n---\n\n# More {#more}\n")
    os.symlink("../elsewhere", project.folder / "docs" / "linked")
    os.symlink("me@here.1", project.folder / "docs" / ".#index.md")
    os.symlink("me@here.1", project.folder / "labs" / "01-first" / ".#lab.md")
    project.edit("mkdocs.yml", "  - 01-one.md\n", "  - 01-one.md\n  - linked/more.md\n")
    assert project.build() == []
    assert (project.folder / "site" / "linked" / "more" / "index.html").is_file()
