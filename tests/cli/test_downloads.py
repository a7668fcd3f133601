"""A build says what its downloads hold where that is not the last commit."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.site.project import Project, write_sample
from tests.site.tracking import SILENT, commit, git, write
from workshop.cli import main
from workshop.cli.downloads import tell_downloads
from workshop.cli.language import Language
from workshop.cli.terminal import Terminal
from workshop.site.kit import LIST

pytestmark = pytest.mark.needs_git
Tell = Callable[..., str]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, a project that is committed."""
    for name, value in SILENT.items():
        monkeypatch.setenv(name, value)
    write(tmp_path, {"mkdocs.yml": "", "a": "a", "图": "图", ".gitignore": "ignored\n"})
    commit(tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def tell(capsys: pytest.CaptureFixture[str]) -> Tell:
    """What is said of the downloads of a project, on standard error alone."""

    def say(project: Path, language: Language = "en", site: str = "site") -> str:
        tell_downloads(project, project / site, language, Terminal())
        out, err = capsys.readouterr()
        assert out == ""
        return err

    return say


def test_a_clean_project(project: Path, tell: Tell) -> None:
    """Nothing is said where the downloads are the last commit, whatever is ignored or was built."""
    write(project, {"ignored": "", "out/index.html": "", LIST: ""})
    (project / "a").touch()
    assert tell(project, site="out") == ""


def test_changes(project: Path, tell: Tell) -> None:
    """What was changed, staged or deleted is counted and named, in either language."""
    write(project, {"a": "b", "new": ""})
    (project / "图").unlink()
    git(project, "add", "new")
    told = "downloads hold the files that git tracks as they are now, 3 of them not committed: a, new, 图\n"
    assert tell(project) == told
    assert tell(project, "zh") == "下载包里是 git 跟踪的文件现在的样子，其中 3 个还没有提交：a、new、图\n"
    write(project, {"mkdocs.yml": "x"})
    assert tell(project).endswith("4 of them not committed: a, mkdocs.yml, new, …\n")


def test_what_is_not_tracked(project: Path, tell: Tell) -> None:
    """What is left out is named, a folder of it once."""
    write(project, {"labs/01-a/lab.md": "", "labs/01-a/x": "", "b": ""})
    assert tell(project) == "downloads leave out what git does not track, 2 here: b, labs/\n"
    assert tell(project, "zh") == "没有被 git 跟踪的文件不在下载包里，有 2 个：b、labs/\n"


def test_nothing_committed(tmp_path: Path, tell: Tell) -> None:
    """Before the first commit every tracked file is one that is not committed."""
    write(tmp_path / "new", {"mkdocs.yml": ""})
    git(tmp_path / "new", "init", "--quiet")
    git(tmp_path / "new", "add", "mkdocs.yml")
    assert tell(tmp_path / "new").endswith("1 of them not committed: mkdocs.yml\n")


def test_no_repository_and_one_that_is_broken(project: Path, tell: Tell) -> None:
    """Without a repository nothing is said; where git fails its own words are, unless the kit has its list."""
    write(project / "ignored" / "copy", {"mkdocs.yml": ""})
    assert tell(project / "ignored" / "copy") == ""
    (project / ".git" / "HEAD").write_text("nothing", encoding="utf-8")
    told = "the site has no downloads, since git does not tell what the project consists of: fatal: "
    assert tell(project).startswith(told)
    assert tell(project, "zh").startswith("网站没有附带下载：git 没有说出项目有哪些文件（fatal: ")
    write(project, {LIST: ""})
    assert tell(project) == ""


def test_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """`workshop build` says it behind a build that is good, in the language asked for."""
    sample: Project = write_sample(tmp_path)
    commit(tmp_path)
    monkeypatch.chdir(tmp_path)
    sample.write("docs/x.txt", "x")
    assert main(["build", "site", "--lang", "zh"]) == 0
    out, err = capsys.readouterr()
    assert out == "site/index.html\n"
    assert err.splitlines()[-2] == "没有被 git 跟踪的文件不在下载包里，有 1 个：docs/x.txt"
