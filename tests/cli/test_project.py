"""A command finds its project from any folder inside it."""

from __future__ import annotations

from pathlib import Path

import pytest

from workshop.cli.project import get_project
from workshop.errors import UsageError


def test_nearest_project(tmp_path: Path) -> None:
    """The nearest folder with a mkdocs.yml counts, from below it and from itself."""
    inner = tmp_path / "a" / "b"
    (inner / "c").mkdir(parents=True)
    (tmp_path / "mkdocs.yml").touch()
    (inner / "mkdocs.yml").touch()
    assert [get_project(inner / "c"), get_project(inner), get_project(tmp_path / "a")] == [inner, inner, tmp_path]


def test_no_project(tmp_path: Path) -> None:
    """Outside any project one line says what is missing."""
    with pytest.raises(UsageError) as raised:
        get_project(tmp_path)
    assert str(raised.value) == f"{tmp_path}: no mkdocs.yml here or above; run this in the project's folder"
