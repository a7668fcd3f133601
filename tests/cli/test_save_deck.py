"""`workshop save-deck`: a folder that needs no server."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.site.project import Project, write_sample
from workshop.cli import main


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """The current folder, a project of one chapter that shows a picture."""
    sample = write_sample(tmp_path / "project")
    for name in ("photo.png", "photo.en.png"):
        (sample.folder / "docs/assets" / name).write_bytes(name.encode())
    for name in ("01-one.md", "01-one.en.md"):
        sample.edit(f"docs/{name}", '{$ figure("box") $}\n', "![photo](assets/photo.png)\n")
    monkeypatch.chdir(sample.folder)
    return sample


def test_the_folder_has_all_that_decks_load(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    """Both languages are there with all that they name, an index that leads to them, and nothing of the site else."""
    assert main(["save-deck", "out", "1", "talk"]) == 0
    assert capsys.readouterr().out == "Open in a browser: out/index.html\n"
    out = Path("out")
    decks = sorted(file.relative_to(out).as_posix() for file in out.rglob("index.html"))
    names = [f"{prefix}decks/{name}/index.html" for prefix in ("", "en/") for name in ("01-one", "talk")]
    assert decks == sorted(["index.html", *names])
    assert (out / "en/assets/photo.png").read_bytes() == b"photo.en.png"
    assert re.findall('href="([^"]*)"', (out / "index.html").read_text()) == names
    for name in names:
        loaded = re.findall('(?:src|href)="([^"#]+)"', (out / name).read_text().partition("</nav>")[0])
        files = [address for address in loaded if re.search(r"\.(css|js|png)$", address)]
        assert [file for file in files if not (out / name).parent.joinpath(file).is_file()] == []
        assert "photo.png" in "".join(files)


def test_another_deck_can_be_added(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder of saved decks takes more; a folder of anything else is left alone."""
    assert main(["save-deck", "out", "1"]) == 0
    assert main(["save-deck", "out", "talk"]) == 0
    assert Path("out/index.html").read_text().count("<li") == 4
    capsys.readouterr()
    assert main(["save-deck", "docs"]) == 2
    assert capsys.readouterr().err.startswith("docs: holds what `workshop save-deck` did not write, or what was")
    assert not Path("docs/index.html").exists()


def test_a_deck_that_was_changed(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    """Decks that someone has worked on are not written over, whichever deck is saved; a site is no place for decks."""
    assert main(["save-deck", "out", "1"]) == 0
    deck = Path("out/decks/01-one/index.html")
    deck.write_text(f"{deck.read_text()}<!-- mine -->")
    assert main(["save-deck", "out", "talk"]) == 2
    assert deck.read_text().endswith("<!-- mine -->")
    assert main(["build", "out"]) == 2
    message = "out: was written by `workshop save-deck`, and was left alone\n\nhint: choose an empty folder\n"
    assert capsys.readouterr().err.endswith(message)


def test_a_wrong_chapter_writes_nothing(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    """A chapter that is not there is told, with exit code 2."""
    assert main(["save-deck", "out", "9"]) == 2
    assert capsys.readouterr() == ("", "no chapter `9`\n\nhint: there are: 01-one\n")
    assert not Path("out").exists()
