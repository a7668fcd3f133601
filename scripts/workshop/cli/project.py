"""Where the project is that a command works on."""

from __future__ import annotations

from pathlib import Path

from workshop.errors import UsageError


def get_project(start: Path) -> Path:
    """Return the nearest folder with a `mkdocs.yml`: *start* or one above it. Raises UsageError where there is none."""
    for folder in (start, *start.parents):
        if (folder / "mkdocs.yml").is_file():
            return folder
    raise UsageError(f"{start}: no mkdocs.yml here or above; run this in the project's folder")
