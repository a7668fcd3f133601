"""Copies of labs are made, remembered and made fresh again."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from tests.venue.conftest import WriteLab
from workshop.errors import WorkshopError
from workshop.venue.copies import Copies, Copy, digest_files, empty, find_changes, get_record_path, make_copy

THINGS = (("container", "web", "3f5c"),)


@pytest.fixture
def copies(tmp_path: Path) -> Copies:
    """A record of copies that is not there yet."""
    return Copies(tmp_path / "state" / "copies.json")


@pytest.fixture
def copy(write_lab: WriteLab, tmp_path: Path, copies: Copies) -> Copy:
    """A copy of lab 01-a with a file in a folder, remembered."""
    lab = write_lab("01-a")
    (lab.folder / "page").mkdir()
    (lab.folder / "page" / "index.html").write_text("one", encoding="utf-8")
    made = make_copy(lab, tmp_path, tmp_path / "mine", THINGS)
    copies.remember(made)
    return made


def test_a_copy_holds_the_labs_files(copy: Copy, tmp_path: Path) -> None:
    """All files are copied as they are, and described by name and digest."""
    assert digest_files(copy.folder) == digest_files(tmp_path / "labs" / "01-a") == copy.files
    assert sorted(copy.files) == ["lab.en.md", "lab.md", "page/index.html"]
    assert copy.files["page/index.html"] == hashlib.sha256(b"one").hexdigest()


def test_a_copy_is_found_again(copy: Copy, copies: Copies, tmp_path: Path) -> None:
    """A copy is found from inside it and by its lab, as it was remembered."""
    assert copies.find_at(copy.folder / "page") == copies.find_at(copy.folder) == copy
    assert copies.find_newest("01-a", tmp_path) == copy
    assert (copies.find_at(tmp_path), copies.find_newest("02-b", tmp_path)) == (None, None)
    assert copies.find_newest("01-a", tmp_path / "other") is None


def test_the_newest_counts(copy: Copy, copies: Copies, tmp_path: Path) -> None:
    """Of two copies of a lab the later one is meant; once its folder is gone, the other; one a folder is kept."""
    later = copy.model_copy(update={"folder": tmp_path / "later"})
    later.folder.mkdir()
    copies.remember(later)
    assert copies.find_newest("01-a", tmp_path) == later
    later.folder.rmdir()
    assert copies.find_newest("01-a", tmp_path) == copy
    fresh = copy.model_copy(update={"things": None})
    copies.remember(fresh)
    assert copies.find_at(copy.folder) == fresh
    assert (tmp_path / "state" / "copies.json").read_text(encoding="utf-8").count('"folder"') == 1


def test_changes(copy: Copy) -> None:
    """A file that was edited, made or deleted is told, by name; nothing else is."""
    assert find_changes(copy) == []
    (copy.folder / "page" / "index.html").write_text("two", encoding="utf-8")
    (copy.folder / "notes").write_text("mine", encoding="utf-8")
    (copy.folder / "link").symlink_to("nowhere")
    (copy.folder / "lab.md").unlink()
    assert find_changes(copy) == [
        ("deleted", "lab.md"),
        ("new", "link"),
        ("new", "notes"),
        ("changed", "page/index.html"),
    ]


@pytest.mark.parametrize("there", ["nothing", "an empty folder", "a copy"])
def test_a_failure_leaves_all_as_it_was(there: str, write_lab: WriteLab, tmp_path: Path) -> None:
    """Where a file cannot be copied, what was there is there, and nothing else; the place is named as the person's."""
    lab, target = write_lab("01-a"), tmp_path / "room" / "mine"
    if there != "nothing":
        target.mkdir(parents=True)
    if there == "a copy":
        make_copy(lab, tmp_path, target, THINGS)
        (target / "notes").write_text("mine", encoding="utf-8")
    (lab.folder / "pipe").mkdir()
    os.mkfifo(lab.folder / "pipe" / "fifo")  # cannot be copied, as a file for which there is no room
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(OSError, match="fifo") as caught:
        make_copy(lab, tmp_path, target, THINGS)
    assert sorted(tmp_path.rglob("*")) == before
    assert "workshop-new" not in str(caught.value)


def test_what_a_killed_run_left_goes(write_lab: WriteLab, tmp_path: Path) -> None:
    """Half a copy that nobody could finish is removed with the next one."""
    left = tmp_path / ".mine.workshop-new.12345678" / "page"
    left.mkdir(parents=True)
    make_copy(write_lab("01-a"), tmp_path, tmp_path / "mine", THINGS)
    assert not left.parent.exists()


def test_emptying(copy: Copy) -> None:
    """Everything in the folder goes, a link's target does not, and the folder stays the same one."""
    before = copy.folder.stat().st_ino
    outside = copy.folder.parent / "outside"
    outside.mkdir()
    (outside / "kept").touch()
    (copy.folder / "link").symlink_to(outside)
    empty(copy.folder)
    assert (list(copy.folder.iterdir()), copy.folder.stat().st_ino) == ([], before)
    assert (outside / "kept").exists()


def test_what_cannot_be_removed_is_named(copy: Copy, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that belongs to another user is told with the way to remove it."""

    def refuse(path: Path) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "unlink", refuse)
    with pytest.raises(WorkshopError) as raised:
        empty(copy.folder)
    file = copy.folder / "lab.en.md"
    hint = f"hint: a container may have written it as root: sudo rm -rf '{file}'"
    assert str(raised.value) == f"{file}: cannot be removed: Permission denied\n\n{hint}"


@pytest.mark.parametrize("text", ["", "[]", '{"format": 2, "copies": []}', '{"format": 1, "copies": [{}]}'])
def test_a_record_that_is_none(text: str, tmp_path: Path) -> None:
    """A file that cannot be read as a record is named, with the way out."""
    file = tmp_path / "copies.json"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(WorkshopError) as raised:
        Copies(file).find_at(tmp_path)
    hint = "delete this file; `workshop start` writes a new one"
    assert str(raised.value) == f"{file}: is not a record of lab copies\n\nhint: {hint}"


def test_where_copies_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    """The person's state folder is used as the desktop standard has it."""
    monkeypatch.setenv("HOME", "/home/me")
    usual = Path("/home/me/.local/state/workshop/copies.json")
    assert get_record_path({}) == get_record_path({"XDG_STATE_HOME": "relative"}) == usual
    assert get_record_path({"XDG_STATE_HOME": "/state"}) == Path("/state/workshop/copies.json")
