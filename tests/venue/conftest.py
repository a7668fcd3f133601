"""A project with small labs, and a machine that has what a test gives it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.venue.fake_engine import CLASSIC
from workshop.lab import Lab, load_lab
from workshop.lab.record import ImageStore
from workshop.run.things import Thing

CLEANUP = "```{.console #cleanup}\n$ true\n```\n"
ENGLISH = "```{.console #cleanup}\n```\n"
WriteLab = Callable[..., Lab]


@dataclass
class FakeMachine:
    """A machine with this engine, these images missing and these ports taken."""

    version: str | None = "28.5.2"
    store: ImageStore | None = CLASSIC
    missing: set[str] = field(default_factory=set)
    busy: set[int] = field(default_factory=set)
    things: set[Thing] = field(default_factory=set)

    def find_things(self) -> frozenset[Thing]:
        """What the test put there."""
        return frozenset(self.things)

    def docker_version(self) -> str | None:
        """The engine's version."""
        return self.version

    def image_store(self) -> ImageStore | None:
        """The engine's store, where there is an engine."""
        return self.store if self.version else None

    def find_missing_images(self, images: Iterable[str]) -> list[str]:
        """Those that the test took away."""
        return [image for image in images if image in self.missing]

    def find_busy_ports(self, ports: Iterable[int]) -> list[int]:
        """Those that the test took."""
        return [port for port in ports if port in self.busy]


@pytest.fixture
def write_lab(tmp_path: Path) -> WriteLab:
    """Writes labs/ID/lab.md below the test's folder, with more front matter and a body, and loads it."""

    def write(lab_id: str, needs: str = "none", more: str = "", body: str = CLEANUP, english: str = ENGLISH) -> Lab:
        folder = tmp_path / "labs" / lab_id
        folder.mkdir(parents=True)
        (tmp_path / "mkdocs.yml").touch()
        front = f"---\ntitle: 试\nminutes: 1\nneeds: {needs}\n{more}---\n"
        (folder / "lab.md").write_text(front + body, encoding="utf-8")
        (folder / "lab.en.md").write_text(f"---\ntitle: Try\n---\n{english}", encoding="utf-8")
        return load_lab(folder)

    return write
