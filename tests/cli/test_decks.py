"""What the commands that make decks share."""

from __future__ import annotations

from pathlib import Path

import pytest

from workshop.cli import main
from workshop.cli.decks import choose, get_names, get_options
from workshop.errors import UsageError


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project of two chapters and a page that is none."""
    (tmp_path / "mkdocs.yml").write_text("site_name: T\n", encoding="utf-8")
    (tmp_path / "docs").mkdir()
    for name, minutes in {"00-opening": "minutes: 8\n", "03-more": "minutes: 12\n", "index": ""}.items():
        (tmp_path / "docs" / f"{name}.md").write_text(f"---\ntitle: T\n{minutes}---\n", encoding="utf-8")
    return tmp_path


def test_names(project: Path) -> None:
    """Decks are named by number or name, those of several chapters too; without a name all chapters are meant."""
    assert get_names(project, None) == ["00-opening", "03-more"]
    assert get_names(project, ["3", "talk", "short", "00-opening"]) == ["03-more", "talk", "short", "00-opening"]


def test_only_what_is_told_is_an_option(project: Path) -> None:
    """What was not told leaves the plugin's own option as it is."""
    assert get_options(project, speaker=None, event="Night", minutes=None) == {"event": "Night"}
    assert [chapter.minutes for chapter in choose(project, {"minutes": 12})] == [8]


@pytest.mark.parametrize("told", [{"chapters": "9"}, {"minutes": 7}])
def test_a_choice_of_nothing_is_refused(project: Path, told: dict[str, str | int]) -> None:
    """A choice that leaves no chapter is the caller's to mend, before anything is built."""
    with pytest.raises(UsageError):
        get_options(project, **told)


def test_serve_refuses_it_too(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Serving chapters that are not there ends at once, with exit code 2 and the names that there are."""
    monkeypatch.chdir(project)
    assert main(["serve", "--chapters", "9"]) == 2
    assert capsys.readouterr() == ("", "no chapter `9`\n\nhint: there are: 00-opening, 03-more\n")
