"""`workshop build`: the site in a folder, and no other folder emptied."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.site.project import Project, write_sample
from workshop.cli import main


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """The current folder, a project of one chapter."""
    sample = write_sample(tmp_path / "project")
    monkeypatch.chdir(sample.folder)
    return sample


def test_the_folder_has_the_site(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    """Pages and decks are there in both languages, the same anew after a change, and standard output is the page."""
    for text in ("一", "一二"):
        project.edit("docs/index.md", "\n# ", f"\n{text}。\n\n# ")
        assert main(["build", "out"]) == 0
        assert capsys.readouterr() == ("out/index.html\n", "")
        assert f"<p>{text}。</p>" in Path("out/index.html").read_text(encoding="utf-8")
    for name in ("01-one", "en/01-one", "decks/01-one", "en/decks/01-one"):
        assert (Path("out") / name / "index.html").is_file()


def test_the_nearest_project_is_built(project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a copy of the sources it is the copy's site, and the folder counts from where the command was given."""
    (tmp_path / "project" / "docs" / "inner").mkdir()
    monkeypatch.chdir(tmp_path / "project" / "docs" / "inner")
    assert main(["build", "../../../out"]) == 0
    assert (tmp_path / "out" / "index.html").is_file()


@pytest.mark.parametrize("name", ["docs", "mkdocs.yml"])
def test_another_folder_is_left_alone(name: str, project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    """What is no site is not emptied."""
    before = sorted(project.folder.rglob("*"))
    assert main(["build", name]) == 2
    hint = "hint: choose an empty folder: a build empties it first\n"
    assert capsys.readouterr() == ("", f"{name}: the folder is not empty, and holds no site\n\n{hint}")
    assert sorted(project.folder.rglob("*")) == before


def test_a_wrong_page_ends_it(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    """A page without its other language is told with its place, and nothing is written."""
    project.remove("docs/01-one.en.md")
    assert main(["build", "out"]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert "docs/01-one.md" in err
    assert not Path("out").exists()


@pytest.mark.parametrize("command", [["build", "out"], ["build", "out", "--minutes", "5"], ["save-deck", "out"]])
@pytest.mark.parametrize("name", ["mkdocs.yml", "docs/01-one.md"])
def test_a_file_in_gbk(command: list[str], name: str, project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    """A page or the configuration in another encoding is named, with the line and what to do, whatever is made."""
    file = project.folder / name
    file.write_bytes(file.read_text(encoding="utf-8").encode("gb18030"))
    assert main(command) == 1
    out, err = capsys.readouterr()
    line = 2 if name != "mkdocs.yml" else 1
    hint = f"hint: save it as UTF-8; it looks like GBK: iconv -f GB18030 -t UTF-8 {name} > {name}.new"
    assert (out, err.count(f"{name}:{line}: is not UTF-8\n\n{hint}\n"), "bug" in err) == ("", 1, False)


def test_a_configuration_with_a_byte_order_mark(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    """A byte-order mark at the head of the configuration or a page changes nothing."""
    for name in ("mkdocs.yml", "docs/01-one.md", "docs/01-one.en.md"):
        (project.folder / name).write_bytes(b"\xef\xbb\xbf" + (project.folder / name).read_bytes())
    assert main(["build", "out", "--minutes", "5"]) == 0
    assert capsys.readouterr() == ("out/index.html\n", "")
    assert (Path("out") / "decks" / "01-one" / "index.html").is_file()
