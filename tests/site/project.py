"""Projects to build in tests: the sample with edits, strictly, and what the build says."""

from __future__ import annotations

import logging
import os
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

os.environ["NO_MKDOCS_2_WARNING"] = "1"

from mkdocs.commands.build import build as build_site
from mkdocs.config import load_config
from mkdocs.exceptions import Abort

PROJECT = Path(__file__).resolve().parents[2]
SAMPLE = PROJECT / "tests" / "samples" / "site"
NAV = "nav:\n  - 首页: index.md\n  - 01-one.md\n  - 实验:\n      - labs/index.md\n\n"


@dataclass(frozen=True)
class Project:
    """A project in *folder* that a test may edit; files are named from there."""

    folder: Path

    def write(self, name: str, text: str) -> None:
        """Write a file."""
        file = self.folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def edit(self, name: str, old: str, new: str) -> None:
        """Put *new* in the place of *old*, which must be there once."""
        text = (self.folder / name).read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{name} has {old!r} {text.count(old)} times"
        self.write(name, text.replace(old, new))

    def remove(self, name: str) -> None:
        """Delete a file."""
        (self.folder / name).unlink()

    def build(self) -> list[str]:
        """Build strictly, as `build` does."""
        return build(self.folder)


class _Kept(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep what is said."""
        self.messages.append(record.getMessage())


def write_sample(folder: Path) -> Project:
    """The sample project in *folder*, configured as the real one is, but for its navigation."""
    shutil.copytree(SAMPLE, folder, dirs_exist_ok=True)
    config = (PROJECT / "mkdocs.yml").read_text(encoding="utf-8")
    config, count = re.subn(r"^nav:\n(?:[ \t].*\n|\n)+", NAV, config, flags=re.MULTILINE)
    assert count == 1
    project = Project(folder)
    project.write("mkdocs.yml", config)
    return project


def build(folder: Path, site: Path | None = None) -> list[str]:
    """Build the site of the project in *folder* strictly; what it warned of, or why it failed, in its own words.

    An empty list means that the site was built; a build that fails without a word is told too.
    """
    kept = _Kept()
    logger = logging.getLogger("mkdocs")
    logger.addHandler(kept)
    try:
        build_site(load_config(str(folder / "mkdocs.yml"), site_dir=str(site or folder / "site"), strict=True))
    except Abort as abort:
        return kept.messages or [f"failed without a word: {abort}"]
    finally:
        logger.removeHandler(kept)
    assert kept.messages == []
    return []
