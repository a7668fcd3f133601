"""A site that is built again when something that it is made from changes, and only then."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from workshop.site.rebuilding import SiteBuilder, look_at

CONFIG = "site_name: Sample\nsite_url: https://example.org/talk/\ntheme: {name: mkdocs}\nplugins: []\n"
Change = Callable[[Path], object]


class EndError(Exception):
    """Nothing changed, for as long as a test waits."""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project of one page and one lab's file."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "labs" / "01-a").mkdir(parents=True)
    (tmp_path / "labs" / "01-a" / "lab.md").write_text("a", encoding="utf-8")
    (tmp_path / "docs" / "index.md").write_text("# One\n", encoding="utf-8")
    (tmp_path / "mkdocs.yml").write_text(CONFIG, encoding="utf-8")
    return tmp_path


@pytest.fixture
def builder(project: Path) -> SiteBuilder:
    """Its builder, which has built once."""
    builder = SiteBuilder(project, project / "site", "http://127.0.0.1:8000", {})
    assert builder.build(lambda *_: None, strict=True) == []
    return builder


def sees_change(builder: SiteBuilder) -> bool:
    """Whether *builder* sees a change within three looks."""
    looks = iter(range(3))

    def wait(seconds: float) -> None:
        assert 0 < seconds < 60
        if next(looks, None) is None:
            raise EndError

    try:
        builder.wait_for_change(wait)
    except EndError:
        return False
    return True


def add(file: Path) -> None:
    """Write *file* in a folder that is new too."""
    file.parent.mkdir()
    file.write_text("# A\n", encoding="utf-8")


CHANGES: dict[str, Change] = {
    "written": lambda at: (at / "docs" / "index.md").write_text("# Two\n", encoding="utf-8"),
    "same size": lambda at: (at / "docs" / "index.md").write_text("# Eno\n", encoding="utf-8"),
    "new page": lambda at: (at / "docs" / "more.md").write_text("# More\n", encoding="utf-8"),
    "new folder": lambda at: add(at / "docs" / "part" / "a.md"),
    "removed": lambda at: (at / "labs" / "01-a" / "lab.md").unlink(),
    "renamed": lambda at: (at / "docs" / "index.md").rename(at / "docs" / "home.md"),
    "replaced by an editor": lambda at: (
        (at / "n").write_text("# One\n") and (at / "n").rename(at / "docs" / "index.md")
    ),
    "new lab": lambda at: add(at / "labs" / "02-b" / "lab.md"),
    "configuration": lambda at: (at / "mkdocs.yml").write_text(CONFIG + "\n"),
    "hidden file of a lab": lambda at: (at / "labs" / "01-a" / ".dockerignore").write_text("*"),
    "older time": lambda at: os.utime(at / "docs" / "index.md", (1, 1)),
}
NO_CHANGES: dict[str, Change] = {
    "nothing": lambda at: None,
    "read": lambda at: (at / "docs" / "index.md").read_text(),
    "beside": lambda at: (at / "notes.txt").write_text("a"),
    "swap file": lambda at: (at / "docs" / ".index.md.swp").write_text("a"),
    "backup": lambda at: (at / "docs" / "index.md~").write_text("a"),
    "lock of emacs": lambda at: (at / "docs" / ".#index.md").symlink_to("nowhere"),
    "dead link": lambda at: (at / "docs" / "dead").symlink_to("nowhere"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_changes(builder: SiteBuilder, project: Path, name: str) -> None:
    """However a source is changed, it is seen."""
    CHANGES[name](project)
    assert sees_change(builder)


@pytest.mark.parametrize("name", NO_CHANGES)
def test_no_changes(builder: SiteBuilder, project: Path, name: str) -> None:
    """What is no source of the site, or only read, is no change."""
    NO_CHANGES[name](project)
    assert not sees_change(builder)


def test_a_change_during_a_build(builder: SiteBuilder, project: Path) -> None:
    """What is changed while the site is built is built after that, and nothing is built without end."""

    def change_once(level: str, message: str) -> None:
        (project / "docs" / "index.md").write_text("# Changed\n", encoding="utf-8")

    (project / "docs" / "index.md").write_text("# A\n\n[x](nowhere.md)\n", encoding="utf-8")
    assert builder.build(change_once, strict=False) == []
    assert sees_change(builder)
    assert builder.build(change_once, strict=False) == []
    assert not sees_change(builder)


def test_it_waits_until_all_is_written(builder: SiteBuilder, project: Path) -> None:
    """A change that goes on is waited for to its end."""
    page, waits = project / "docs" / "index.md", 0

    def wait(seconds: float) -> None:
        nonlocal waits
        waits += 1
        if waits < 5:
            page.write_text("# Two\n" * waits, encoding="utf-8")

    page.write_text("", encoding="utf-8")
    builder.wait_for_change(wait)
    assert waits == 5


WRONG = {
    "docs/index.md": ("# A\n\n[x](nowhere.md)\n", ["Doc file 'index.md' contains a link 'nowhere.md', but the target"]),
    "mkdocs.yml": (f"{CONFIG}nav: [\n", ["mkdocs.yml:6: MkDocs encountered an error parsing the configuration"]),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong(builder: SiteBuilder, project: Path, name: str) -> None:
    """A strict build that fails says why, with the place where there is one, and the next one is as good as new."""
    text, starts = WRONG[name]
    good = (project / name).read_text(encoding="utf-8")
    (project / name).write_text(text, encoding="utf-8")
    told: list[str] = []
    problems = builder.build(lambda level, message: told.append(message), strict=True)
    assert [problem.startswith(start) for problem, start in zip(problems, starts, strict=True)] == [True]
    assert told == problems
    (project / name).write_text(good, encoding="utf-8")
    assert builder.build(lambda *_: None, strict=True) == []


def test_what_the_configuration_watches(builder: SiteBuilder, project: Path) -> None:
    """A folder that is named to be watched is looked at from the next build on, and is no change by itself."""
    (project / "extra").mkdir()
    (project / "extra" / "a.txt").write_text("a", encoding="utf-8")
    (project / "mkdocs.yml").write_text(f"{CONFIG}watch: [extra]\n", encoding="utf-8")
    assert sees_change(builder)
    assert builder.build(lambda *_: None, strict=False) == []
    assert not sees_change(builder)
    (project / "extra" / "a.txt").write_text("ab", encoding="utf-8")
    assert sees_change(builder)


def test_the_path_of_the_site(builder: SiteBuilder, project: Path) -> None:
    """The site is built for the path of its public address, on this machine's."""
    assert builder.mount == "/talk/"
    assert 'href="http://127.0.0.1:8000/talk/"' in (project / "site" / "index.html").read_text(encoding="utf-8")


def test_a_look_at_what_is_not_there(tmp_path: Path) -> None:
    """A folder that is not there has no files, and one that comes is seen."""
    assert look_at([str(tmp_path / "labs")]) == {}
    (tmp_path / "labs").mkdir()
    (tmp_path / "labs" / "a").write_text("a", encoding="utf-8")
    assert list(look_at([str(tmp_path / "labs")])) == [str(tmp_path / "labs" / "a")]
