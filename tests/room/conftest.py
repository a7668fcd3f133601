"""A small site of plain files, and a room that serves it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.room.serving import Served, serving

PAGE = (
    "<!doctype html><html lang='{lang}'><head><title>{title}</title></head><body><h1>{title}</h1>{more}</body></html>"
)


def write_page(site: Path, path: str, title: str, *, lang: str = "zh-CN", more: str = "") -> Path:
    """Write a page of the address *path*, which is empty or ends in `/`."""
    file = site / path / "index.html"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(PAGE.format(lang=lang, title=title, more=more), encoding="utf-8")
    return file


def write_site(site: Path) -> Path:
    """Write pages in two languages, a sheet, and a file that is not worth compressing into the folder *site*."""
    write_page(site, "", "首页", more="<p>一行字</p>" * 200)
    write_page(site, "en/", "Home", lang="en")
    write_page(site, "云 计算/", "云计算")
    (site / "look.css").write_text("body { color: #123456; }\n" * 100, encoding="utf-8")
    (site / "numbers.bin").write_bytes(bytes(range(256)) * 40)
    (site / "empty.txt").write_bytes(b"")
    return site


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site of the test's own."""
    return write_site(tmp_path / "site")


@pytest.fixture
def own(site: Path, tmp_path: Path) -> Iterator[Served]:
    """The test's own site, served at the root."""
    with serving(site, tmp_path / "seals") as served:
        yield served


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A site that tests only read, served at the root."""
    folder = tmp_path_factory.mktemp("room")
    with serving(write_site(folder / "site"), folder / "seals") as served:
        yield served
