"""A lab is found by what a person calls it, and who asks for one that is not there is told the nearest."""

from __future__ import annotations

from pathlib import Path

import pytest

from workshop.lab import NoLabError, find_labs, get_lab
from workshop.lab.naming import count_edits, find_ids, find_nearest, shorten

PROJECT = Path(__file__).parents[2]
IDS = ["01-one", "02-two", "07-data", "20-kind", "21-deploy", "22-service", "22-second", "33-observe"]


def write_labs(root: Path, *names: str) -> None:
    """Empty labs below *root*, each titled by its id."""
    for name in names:
        folder = root / "labs" / name
        folder.mkdir(parents=True)
        text = f"---\ntitle: {name}\nminutes: 1\nneeds: none\n---\n```{{.console #cleanup}}\n$ true\n```\n"
        (folder / "lab.md").write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    "name",
    ["07-data", "labs/07-data", "labs/07-data/", "labs/07-data/lab.md", "7", "07", "007", "07-", "07-d", "07-DATA"],
)
def test_a_lab_has_several_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """A lab is got by its id, its folder, its document, its number or a beginning that is its own."""
    write_labs(tmp_path, "07-data", "08-data", "70-data")
    monkeypatch.chdir(tmp_path)
    assert get_lab(tmp_path, name).id == "07-data"


def test_a_lab_elsewhere(tmp_path: Path) -> None:
    """A folder outside the project is a lab too, and a number is never taken for a folder without one."""
    write_labs(tmp_path / "project", "07-data")
    write_labs(tmp_path / "elsewhere", "07-other")
    assert get_lab(tmp_path / "project", str(tmp_path / "elsewhere" / "labs" / "07-other")).id == "07-other"
    (tmp_path / "7").mkdir()
    assert get_lab(tmp_path / "project", "7").id == "07-data"


def test_every_lab_of_the_talk_by_its_number() -> None:
    """Each lab of this project is got by the number that its page tells."""
    labs = [folder.name for folder in find_labs(PROJECT)]
    assert len(labs) >= 30
    for lab in labs:
        assert get_lab(PROJECT, shorten(labs, lab)).id == lab
        assert len(shorten(labs, lab)) == 2


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("2", ["02-two"]),
        ("22", ["22-service", "22-second"]),
        ("22-se", ["22-service", "22-second"]),
        ("22-ser", ["22-service"]),
        ("3", []),
        ("0", []),
        ("", []),
        ("service", []),
        ("9" * 5000, []),
    ],
)
def test_ids(name: str, found: list[str]) -> None:
    """A number is never the beginning of another, and several that begin so are all found."""
    assert find_ids(IDS, name) == found


@pytest.mark.parametrize(
    ("name", "nearest"),
    [
        ("34", ["33-observe", "22-second", "22-service"]),
        ("6", ["07-data", "02-two", "01-one"]),
        ("sevrice", ["22-service"]),
        ("labs/21-depoly", ["21-deploy"]),
        ("33-observer", ["33-observe"]),
    ],
)
def test_nearest(name: str, nearest: list[str]) -> None:
    """For a number the nearest numbers are named, and for a name those that it takes the fewest changes to reach."""
    found = find_nearest(IDS, name)
    assert found[: len(nearest)] == nearest
    assert len(found) == 3


def test_errors(tmp_path: Path) -> None:
    """None and several are told apart, each with ids to choose from."""
    with pytest.raises(NoLabError) as caught:
        get_lab(tmp_path, "9")
    assert str(caught.value) == "no lab `9`\n\nhint: nearest labs: none"
    write_labs(tmp_path, "07-data", "22-second", "22-service")
    with pytest.raises(NoLabError) as caught:
        get_lab(tmp_path, "9")
    assert str(caught.value) == "no lab `9`\n\nhint: nearest labs: 07-data, 22-second, 22-service"
    with pytest.raises(NoLabError) as caught:
        get_lab(tmp_path, "22")
    assert str(caught.value) == "several labs are meant by `22`\n\nhint: nearest labs: 22-second, 22-service"


def test_short_names() -> None:
    """A number that two labs share is no name of either."""
    assert [shorten(IDS, lab) for lab in ("07-data", "22-second")] == ["07", "22-second"]


@pytest.mark.parametrize(
    ("left", "right", "edits"), [("", "", 0), ("", "abc", 3), ("abc", "", 3), ("data", "dtaa", 2), ("kind", "mind", 1)]
)
def test_edits(left: str, right: str, edits: int) -> None:
    """A letter put in, taken out or changed is one edit."""
    assert count_edits(left, right) == edits == count_edits(right, left)
