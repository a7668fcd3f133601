"""Where mkdocs.yml names a repository, pages link their source, a place for problems, and it; else nothing of it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.site.project import Project
from workshop.site.repository import Repository

URL = "https://example.org/you/talk"
HINT = "hint: such as `edit/main/docs/`: labs are beside that folder"


def configure(project: Project, *lines: str) -> None:
    """Add *lines* to the project's configuration, after its first two."""
    project.edit("mkdocs.yml", "docs_dir: docs\n", "docs_dir: docs\n" + "".join(f"{line}\n" for line in lines))


def read_links(project: Project, page: str) -> dict[str, str]:
    """The links at the end of *page*: address by text."""
    text = (project.folder / "site" / page / "index.html").read_text(encoding="utf-8")
    [line] = re.findall('<p class="page-source" data-search-exclude>(.*?)</p>', text)
    return {text: address for address, text in re.findall('<a href="([^"]*)">([^<]*)</a>', line)}


def test_without(sample_site: Path) -> None:
    """Without a repository no page has anything of one."""
    pages = [page.read_text(encoding="utf-8") for page in sample_site.rglob("*.html")]
    assert len(pages) > 8
    for word in ("page-source", "git clone", "md-source", "issues/new"):
        assert [page for page in pages if word in page] == []


@pytest.mark.parametrize("more", ["", "/", ".git"])
def test_with(project: Project, more: str) -> None:
    """Chinese and English pages and labs each link their own file, wherever it is; decks and search have none of it."""
    project.edit("docs/index.md", "再做[实验]", "{$ title $}，再做[实验]")
    configure(project, f"repo_url: {URL}{more}", "edit_uri: edit/main/docs/")
    assert project.build() == []
    files = {"": "docs/index.md", "en/01-one": "docs/01-one.en.md", "labs/01-first": "labs/01-first/lab.md"}
    for page, file in {**files, "en/labs/01-first": "labs/01-first/lab.en.md"}.items():
        edit, report, clone = ("Edit this page", "Report a problem", "Clone the repository")
        if not page.startswith("en/"):
            edit, report, clone = ("修改这一页", "报告问题", "克隆仓库")
        assert read_links(project, page) == {
            edit: f"{URL}{more.rstrip('/')}/edit/main/{file}",
            report: f"{URL}/issues/new?title={file.replace('/', '%2F')}",
            clone: f"{URL}{more.rstrip('/')}",
        }
    site = project.folder / "site"
    assert "example.org" not in (site / "decks/01-one/index.html").read_text(encoding="utf-8")
    assert "Edit this page" not in (site / "search/search_index.json").read_text(encoding="utf-8")
    assert "md-source" not in (site / "index.html").read_text(encoding="utf-8")


def test_clone_command(project: Project) -> None:
    """Among the downloads stands what git gets, too."""
    for name in ("index.md", "index.en.md"):
        with (project.folder / "docs" / name).open("a", encoding="utf-8") as source:
            source.write("\n{$ downloads() $}\n")
    configure(project, f"repo_url: {URL}")
    assert project.build() == []
    page = (project.folder / "site/en/index.html").read_text(encoding="utf-8")
    assert f"<code>git clone {URL}</code>" in page
    assert list(read_links(project, "en/labs/01-first")) == ["Report a problem", "Clone the repository"]


EDITS = {
    "edit/main/docs/": f"{URL}/edit/main/labs/01-first/lab.md",
    "edit/main/talks/docs": f"{URL}/edit/main/talks/labs/01-first/lab.md",
    "https://other.org/edit/docs/": "https://other.org/edit/labs/01-first/lab.md",
    "'?path=docs/'": f"{URL}?path=labs/01-first/lab.md",
}


@pytest.mark.parametrize("edit", EDITS)
def test_ways_to_say_where_files_are_edited(project: Project, edit: str) -> None:
    """Each form that MkDocs knows reaches files beside its folder too."""
    configure(project, f"repo_url: {URL}", f"edit_uri: {edit}")
    assert project.build() == []
    assert read_links(project, "labs/01-first")["修改这一页"] == EDITS[edit]


UNOPENED = (
    "mkdocs.yml:4: `repo_url` is no address that anybody can open in a browser\n\n"
    "hint: write it as https://example.org/you/talk"
)
WRONG = {
    ("repo_url: ssh://git@example.org/you/talk",): UNOPENED,
    ("repo_url: https://you:password@example.org/you/talk",): UNOPENED,
    (f"repo_url: {URL}", "edit_uri: edit/main/"): (
        f"mkdocs.yml:5: `edit_uri` is `edit/main/` and does not end in `docs/`\n\n{HINT}"
    ),
    (f"repo_url: {URL}", "edit_uri_template: 'edit/{path}'"): (
        "mkdocs.yml:5: `edit_uri_template` finds no lab\n\nhint: use `edit_uri` in its place"
    ),
}


@pytest.mark.parametrize("lines", WRONG)
def test_what_cannot_be(project: Project, lines: tuple[str, ...]) -> None:
    """An address by which no page could be found is refused with its line, beside all other errors."""
    configure(project, *lines)
    assert project.build() == [WRONG[lines]]


def test_problems_are_reported_where_the_host_takes_them() -> None:
    """GitLab has another address for new issues, and a name that has to be quoted is, here and where it is edited."""
    assert Repository("https://gitlab.example.org/a/b").report_url("labs/a b.md") == (
        "https://gitlab.example.org/a/b/-/issues/new?issue%5Btitle%5D=labs%2Fa+b.md"
    )
    assert (
        Repository(URL, f"{URL}/edit/main/").find_edit_url("docs/图 a.md") == f"{URL}/edit/main/docs/%E5%9B%BE%20a.md"
    )
    assert Repository(URL).find_edit_url("docs/index.md") is None
