"""A build that remembers others makes the same site, byte for byte, as one that does not, and says the same."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.site.edits import EDITS, LAB, ONE
from tests.site.whole import write_whole
from workshop.site.memory import Memory
from workshop.site.rebuilding import SiteBuilder


@dataclass(frozen=True)
class Told:
    """What a build said, and what was wrong where it failed; without that, the *site* is its files."""

    said: list[tuple[str, str]]
    errors: list[str]
    site: dict[str, bytes]


class Builds:
    """A project and a builder that remembers, with the same options as each new one."""

    def __init__(self, folder: Path) -> None:
        self.project = write_whole(folder / "project")
        self.options: dict[str, str | int] = {}
        self.folder = folder
        self.builder = self.start("remembering", keeps=True)

    def start(self, name: str, *, keeps: bool = False) -> SiteBuilder:
        """A builder that has built nothing, and remembers nothing of what it builds where it is to keep nothing."""
        builder = SiteBuilder(self.project.folder, self.folder / name, "http://127.0.0.1:8000", self.options)
        builder.memory = Memory(keeps=keeps)
        return builder

    def compare(self) -> Told:
        """Build with and without memory, and hold both against each other."""
        remembering, clean = build(self.builder), build(self.start("clean"))
        assert remembering.said == clean.said
        assert remembering.errors == clean.errors
        assert remembering.site.keys() == clean.site.keys()
        assert [name for name, content in clean.site.items() if remembering.site[name] != content] == []
        return clean


def build(builder: SiteBuilder) -> Told:
    """What *builder* makes and says, as the room lets it build."""
    said: list[tuple[str, str]] = []
    errors = builder.build(lambda level, message: said.append((level, message)), strict=False)
    files = () if errors else sorted(builder.folder.rglob("*"))
    site = {str(file.relative_to(builder.folder)): file.read_bytes() for file in files if file.is_file()}
    return Told(said, errors, site)


@pytest.fixture(scope="module")
def several(tmp_path_factory: pytest.TempPathFactory) -> Builds:
    """The builds of this file, one after the other."""
    builds = Builds(tmp_path_factory.mktemp("builds"))
    assert builds.compare().errors == []
    return builds


@pytest.fixture
def builds(several: Builds) -> Iterator[Builds]:
    """The same, whose project is as it was after the test; that is built with the next one's edit."""
    kept = several.folder / "kept"
    shutil.copytree(several.project.folder, kept, symlinks=True)
    yield several
    shutil.rmtree(several.project.folder)
    kept.rename(several.project.folder)
    several.options.clear()


@pytest.mark.needs_git
@pytest.mark.parametrize("name", EDITS)
def test_edits(builds: Builds, name: str) -> None:
    """After each edit, a site that is made from memory is the one that is made anew."""
    for edit in EDITS[name]:
        edit(builds.project)
        builds.compare()


OPTIONS: dict[str, dict[str, str | int]] = {
    "speaker": {"speaker": "某人", "event": "某地"},
    "chapters": {"chapters": "01"},
    "where it is published": {"url": "https://example.org/talk/"},
}


@pytest.mark.needs_git
@pytest.mark.parametrize("name", OPTIONS)
def test_options(builds: Builds, name: str) -> None:
    """With other options for the plugin it is so too."""
    builds.options |= OPTIONS[name]
    builds.compare()


@pytest.mark.needs_git
@pytest.mark.parametrize(("name", "most"), [(ONE, 20), ("docs/02-two.md", 20), (LAB, 40)])
def test_little_is_made_anew(builds: Builds, name: str, most: int) -> None:
    """After an edit of a text, what other pages are made of is taken from memory."""
    build(builds.builder)
    text = (builds.project.folder / name).read_text(encoding="utf-8")
    builds.project.write(name, f"{text}\n又一句。\n")
    build(builds.builder)
    assert 0 < builds.builder.memory.made <= most
    build(builds.builder)
    assert builds.builder.memory.made == 0
