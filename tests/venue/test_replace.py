"""A folder is replaced whole or not at all, and nothing in it goes that its mark does not list."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from workshop.venue import replace
from workshop.venue.mark import MARK, ForeignError
from workshop.venue.replace import replacing

TOOL = "workshop build"


def write(folder: Path, *names: str, keep: bool = False, then: Callable[[], object] | None = None) -> None:
    """Write a folder in which each file holds its name; before it is done, *then* happens."""
    with replacing(folder, TOOL, keep=keep) as new:
        for name in names:
            (new / name).parent.mkdir(parents=True, exist_ok=True)
            (new / name).write_text(name)
        if then:
            then()


def interrupt() -> None:
    """What ^C does to a program."""
    raise KeyboardInterrupt


def find_all(folder: Path) -> list[str]:
    """What is in *folder*, and in hidden folders beside it, but the mark."""
    found = [path.relative_to(folder.parent).as_posix() for path in folder.parent.rglob("*")]
    return sorted(name for name in found if not name.endswith(MARK))


def test_the_old_goes_as_a_whole(tmp_path: Path) -> None:
    """What was written before is replaced with its folders, nothing is left beside, and the mark lists all of it."""
    out = tmp_path / "out"
    write(out, "index.html", "old/page.html")
    write(out, "index.html", "new/page.html")
    assert find_all(out) == ["out", "out/index.html", "out/new", "out/new/page.html"]
    mark = json.loads((out / MARK).read_text(encoding="utf-8"))
    assert (mark["tool"], sorted(mark["files"])) == (TOOL, ["index.html", "new/page.html"])
    assert mark["note"].startswith("`workshop build` wrote all files that are listed here")


def test_what_was_there_can_be_kept(tmp_path: Path) -> None:
    """A command that adds begins with what it wrote before."""
    out = tmp_path / "deep" / "out"
    write(out, "one")
    write(out, "two", keep=True)
    assert find_all(out) == ["out", "out/one", "out/two"]


def add(name: str, text: str = "mine") -> Callable[[Path], None]:
    """What puts a file into a folder."""

    def put(folder: Path) -> None:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)

    return put


def put_in_the_place_of_a_folder(folder: Path) -> None:
    """Let `search` be a file."""
    (folder / "search/index").unlink()
    (folder / "search").rmdir()
    (folder / "search").touch()


def put_a_link_in_the_place_of_a_file(folder: Path) -> None:
    """Let `index.html` lead to another file."""
    (folder / "index.html").unlink()
    (folder / "index.html").symlink_to("search/index")


FOREIGN: dict[str, tuple[Callable[[Path], None], tuple[str, ...]]] = {
    "a file": (add("thesis.docx"), ("thesis.docx",)),
    "a file in its folder": (add("search/notes"), ("search/notes",)),
    "a folder": (add("mine/a/b"), ("mine",)),
    "an empty folder": (lambda folder: os.mkdir(folder / "empty"), ("empty",)),
    "a hidden one": (add(".git/HEAD"), (".git",)),
    "a link": (lambda folder: os.symlink("/etc", folder / "link"), ("link",)),
    "a pipe": (lambda folder: os.mkfifo(folder / "pipe"), ("pipe",)),
    "a changed file": (add("index.html"), ("index.html",)),
    "a file in place of a folder": (put_in_the_place_of_a_folder, ("search",)),
    "a link in place of a file": (put_a_link_in_the_place_of_a_file, ("index.html",)),
    "no mark": (lambda folder: os.unlink(folder / MARK), ("index.html", "search")),
    "a mark of nobody": (add(MARK, "{}"), (MARK, "index.html", "search")),
}


@pytest.mark.parametrize("kind", FOREIGN)
def test_anything_else_is_refused_by_name(kind: str, tmp_path: Path) -> None:
    """Whatever a person put there, or changed, keeps the folder from being touched, and is named."""
    out = tmp_path / "out"
    write(out, "index.html", "search/index")
    put, names = FOREIGN[kind]
    put(out)
    before = find_all(out)
    with pytest.raises(ForeignError) as refused:
        write(out, "index.html")
    assert refused.value.names == names
    assert find_all(out) == before


def test_what_comes_meanwhile_is_refused(tmp_path: Path) -> None:
    """A file that is put there while the new folder is being written is not lost either."""
    out = tmp_path / "out"
    write(out, "index.html")
    with pytest.raises(ForeignError):
        write(out, "index.html", then=(out / "thesis").touch)
    assert find_all(out) == ["out", "out/index.html", "out/thesis"]


def test_folders_of_others(tmp_path: Path) -> None:
    """What another tool wrote is that one's, a file is no folder, and what a file browser leaves is nobody's."""
    out, file = tmp_path / "out", tmp_path / "file"
    write(out, "index.html")
    with pytest.raises(ForeignError) as refused, replacing(out, "workshop pdf"):
        pass
    assert refused.value.owner == TOOL
    file.touch()
    with pytest.raises(ForeignError) as refused:
        write(file, "x")
    assert (refused.value.owner, refused.value.names, file.read_text()) == (None, (), "")
    (out / ".DS_Store").touch()
    write(out, "x")
    assert find_all(out) == ["file", "out", "out/x"]


def test_a_failure_changes_nothing(tmp_path: Path) -> None:
    """An interrupt half-way leaves the old folder as it was, and of a new one not even the folders around it."""
    out = tmp_path / "out"
    write(out, "index.html")
    for place in (out, tmp_path / "deep" / "out"):
        with pytest.raises(KeyboardInterrupt):
            write(place, "half", then=interrupt)
    assert find_all(out) == ["out", "out/index.html"]


KILLED = """\
import os, signal, sys
from pathlib import Path
from workshop.venue import replace
from workshop.venue.replace import replacing

def die(*_):
    os.kill(os.getpid(), signal.SIGKILL)

{patch}
with replacing(Path(sys.argv[1]), "workshop build") as new:
    (new / "new").write_text("new")
    {inside}
"""
MOMENTS = {
    "while it is written": ("", "die()", "index.html"),
    "when it is listed": ("replace.finish_mark = die", "", "index.html"),
    "before the swap": ("replace.exchange = die", "", "index.html"),
    "after the swap": ("replace.discard = die", "", "new"),
    "while the old one goes": ("Path.unlink = die", "", "new"),
    "between two renames": (
        "replace.exchange = lambda *_: False\n"
        "rename = Path.rename\n"
        "Path.rename = lambda self, to: die() if 'new' in self.name else rename(self, to)",
        "",
        "index.html",
    ),
}


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_run_that_is_killed(moment: str, tmp_path: Path) -> None:
    """Killed at any moment it leaves one whole folder, old or new, and the next run leaves nothing beside its own."""
    out = tmp_path / "out"
    write(out, "index.html")
    patch, inside, survivor = MOMENTS[moment]
    program = KILLED.format(patch=patch, inside=inside)
    done = subprocess.run([sys.executable, "-c", program, str(out)], check=False, timeout=60)
    assert done.returncode == -signal.SIGKILL
    with pytest.raises(KeyboardInterrupt):
        write(out, then=interrupt)  # The next run mends first, whatever becomes of it.
    assert find_all(out) == ["out", f"out/{survivor}"]
    write(out, "next")
    assert find_all(out) == ["out", "out/next"]


def test_a_run_beside_another(tmp_path: Path) -> None:
    """What another run is writing at the moment is left alone, and so is a folder that is only named like that."""
    out, named = tmp_path / "out", tmp_path / ".out.workshop-new.mine"
    (named / "inner").mkdir(parents=True)
    with replacing(out, TOOL) as first:
        (first / "first").touch()
        write(out, "second")
        assert (first / "first").exists()
    assert find_all(out) == [".out.workshop-new.mine", ".out.workshop-new.mine/inner", "out", "out/first"]


def test_a_system_without_an_exchange(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where two folders cannot change places in one step, two steps do it, and undo the first if the second fails."""
    monkeypatch.setattr(replace, "exchange", lambda *_: False)
    out = tmp_path / "out"
    write(out, "one")
    write(out, "two")
    assert find_all(out) == ["out", "out/two"]
    rename = Path.rename

    def refuse(self: Path, to: Path) -> Path:
        if ".workshop-new." in self.name:
            raise PermissionError
        return rename(self, to)

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(PermissionError):
        write(out, "three")
    assert find_all(out) == ["out", "out/two"]


def test_a_list_that_leads_elsewhere(tmp_path: Path) -> None:
    """A mark that was tampered with lets nothing outside its folder be removed."""
    out, kept = tmp_path / "out", tmp_path / "kept"
    kept.write_text("mine")
    write(out, "index.html")
    mark = json.loads((out / MARK).read_text())
    mark["files"] |= {"../kept": "", str(kept): ""}
    (out / MARK).write_text(json.dumps(mark))
    write(out, "index.html", keep=True)
    assert kept.read_text() == "mine"


def test_links_and_rights(tmp_path: Path) -> None:
    """A link to the folder stays a link, and the folder keeps the rights that it was given."""
    out, link = tmp_path / "real" / "out", tmp_path / "link"
    out.mkdir(parents=True)
    out.chmod(0o750)
    link.symlink_to(out)
    write(link, "x")
    assert (link.is_symlink(), (out / "x").exists(), out.stat().st_mode & 0o777) == (True, True, 0o750)
