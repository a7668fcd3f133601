"""A small project to break, and the real one, built."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.site.project import PROJECT, Project, build, write_sample


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """The sample project in a folder of its own: a home page, a chapter, a lab and a figure, in both languages."""
    return write_sample(tmp_path)


@pytest.fixture(scope="session")
def sample_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the sample project's built site; not to be changed."""
    sample = write_sample(tmp_path_factory.mktemp("sample"))
    assert build(sample.folder) == []
    return sample.folder / "site"


@pytest.fixture(scope="session")
def real_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of this project's own built site."""
    site = tmp_path_factory.mktemp("real") / "site"
    assert build(PROJECT, site) == []
    return site
