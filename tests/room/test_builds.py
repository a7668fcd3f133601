"""Builds are swapped at once, kept as long as somebody reads, and share what did not change."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from tests.room.conftest import write_page
from tests.room.serving import Served, read_all
from workshop.room.builds import Build, Builds
from workshop.room.sealed import PACKED, PLAIN, read_entries, seal


@pytest.fixture
def sealed(site: Path, tmp_path: Path) -> Path:
    """The site, sealed."""
    seal(site, tmp_path / "sealed")
    return tmp_path / "sealed"


def versions(folder: Path) -> dict[str, str]:
    """The version of each page of a sealed build."""
    return {entry.path: entry.version for entry in read_entries(folder) if entry.version}


def test_what_is_served_is_not_what_is_built(own: Served, site: Path) -> None:
    """Once sealed, a build stays as it is, whatever becomes of the folder that it was made from."""
    before = own.ask("/").body
    shutil.rmtree(site)
    assert own.ask("/").body == before


def test_a_new_build_is_served_at_once(own: Served, site: Path) -> None:
    """Pages are the new build's from the swap on; what it lacks is gone."""
    write_page(site, "", "另一页")
    (site / "numbers.bin").unlink()
    own.publish(site)
    assert "另一页" in own.ask("/").body.decode()
    assert own.ask("/numbers.bin").status == 404


def test_an_old_build_is_kept_for_its_readers(own: Served, site: Path) -> None:
    """Who began to read an old file gets all of it after the swap; then its build goes, and never the current one."""
    (site / "large.bin").write_bytes(b"old!" * 3_000_000)
    own.publish(site)
    with own.connect() as reader:
        reader.sendall(b"GET /large.bin HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        first = reader.recv(1000)
        (site / "large.bin").write_bytes(b"new!" * 10)
        own.publish(site)
        assert own.ask("/large.bin").body == b"new!" * 10
        assert [folder.name for folder in own.discarded] == ["0"]
        body = (first + read_all(reader)).partition(b"\r\n\r\n")[2]
    assert body == b"old!" * 3_000_000
    own.ask("/")
    assert [folder.name for folder in own.discarded] == ["0", "1"]


def test_readers_of_one_build(sealed: Path, site: Path, tmp_path: Path) -> None:
    """A build that is replaced goes with the last of several readers."""
    gone: list[Path] = []
    builds = Builds(gone.append)
    assert builds.is_empty
    builds.replace(Build(sealed))
    with builds.reading(), builds.reading() as build:
        seal(site, tmp_path / "next")
        builds.replace(Build(tmp_path / "next"))
        assert (build.folder, builds.current.folder) == (sealed, tmp_path / "next")
        assert gone == []
    assert gone == [sealed]


def test_the_same_is_made_once(sealed: Path, site: Path, tmp_path: Path) -> None:
    """What did not change is the same file on the disk in the next build, packed or not; what did is another."""
    write_page(site, "en/", "Changed", lang="en", more="words " * 200)
    seal(site, tmp_path / "next", sealed)
    for name, same in {"index.html": True, "look.css": True, "en/index.html": False}.items():
        for kind in (PLAIN, PACKED) if same else (PLAIN,):
            assert os.path.samefile(sealed / kind / name, tmp_path / "next" / kind / name) is same
    assert Build(tmp_path / "next").find("en/") != Build(sealed).find("en/")


def test_versions(sealed: Path, site: Path, tmp_path: Path) -> None:
    """A page has a new version when its own text changes, and all have when a sheet does; not for what none loads."""
    (site / "search.json").write_text("{}", encoding="utf-8")
    write_page(site, "en/", "Changed", lang="en")
    seal(site, tmp_path / "2", sealed)
    changed = {path for path, version in versions(tmp_path / "2").items() if version != versions(sealed)[path]}
    assert changed == {"en/index.html"}
    (site / "look.css").write_text("body { color: red; }", encoding="utf-8")
    seal(site, tmp_path / "3", tmp_path / "2")
    assert all(version != versions(tmp_path / "2")[path] for path, version in versions(tmp_path / "3").items())


def test_pages(sealed: Path, site: Path, tmp_path: Path) -> None:
    """The addresses of pages, without what is shown in the place of a missing one."""
    (site / "404.html").write_text("<body></body>", encoding="utf-8")
    (site / "alone.html").write_text("<body></body>", encoding="utf-8")
    seal(site, tmp_path / "next")
    assert Build(tmp_path / "next").pages() == ["", "alone.html", "en/", "云 计算/"]
