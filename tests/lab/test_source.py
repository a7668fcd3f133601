"""Text that a person wrote is read in UTF-8, and what is none is told with its place and what to do."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from workshop.errors import ContentError
from workshop.lab.source import UnreadableError, find_files, read_source

GBK = "save it as UTF-8; it looks like GBK: iconv -f GB18030 -t UTF-8 docs/a.md > docs/a.md.new"
UTF_16 = "save it as UTF-8; it looks like UTF-16: iconv -f UTF-16 -t UTF-8 docs/a.md > docs/a.md.new"


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (b"\xef\xbb\xbfa\r\nb\rc\n", "a\nb\nc\n"),
        ("课\n".encode(), "课\n"),
        (b"", ""),
    ],
)
def test_text(tmp_path: Path, content: bytes, text: str) -> None:
    """A byte-order mark is no text, and lines end as any system ends them."""
    (tmp_path / "a.md").write_bytes(content)
    assert read_source(tmp_path / "a.md", "docs/a.md") == text


@pytest.mark.parametrize(
    ("content", "line", "hint"),
    [
        ("a\n\n云计算\n".encode("gbk"), 3, GBK),
        ("a\n雲\n".encode("gb18030"), 2, GBK),
        ("云".encode("utf-16"), 1, UTF_16),
        (b"caf\xe9", 1, "save it as UTF-8"),
        ("a\n云".encode() + b"\xff", 2, "save it as UTF-8"),
    ],
)
def test_other_encodings(tmp_path: Path, content: bytes, line: int, hint: str) -> None:
    """What is no UTF-8 is told at its line, with the encoding that it seems to have and how to change it."""
    (tmp_path / "a.md").write_bytes(content)
    with pytest.raises(UnreadableError) as caught:
        read_source(tmp_path / "a.md", "docs/a.md")
    assert str(caught.value) == f"docs/a.md:{line}: is not UTF-8\n\nhint: {hint}"


@pytest.mark.parametrize("name", ["a.md", "a b.md"])
def test_dead_link(tmp_path: Path, name: str) -> None:
    """A link that leads nowhere is told with what it leads to, and a way out that can be pasted."""
    (tmp_path / name).symlink_to("gone.md")
    with pytest.raises(UnreadableError) as caught:
        read_source(tmp_path / name, name)
    quoted = f"'{name}'" if " " in name else name
    hint = f"make what it leads to, or delete it: rm {quoted}"
    assert str(caught.value) == f"{name}: is a link to `gone.md`, which is not there\n\nhint: {hint}"


def test_folder_in_its_place(tmp_path: Path) -> None:
    """What the system refuses to read is told in its words."""
    with pytest.raises(UnreadableError) as caught:
        read_source(tmp_path, "docs/a.md")
    assert str(caught.value) == "docs/a.md: cannot be read: Is a directory\n\nhint: see who may: ls -l docs/a.md"


def test_files(tmp_path: Path) -> None:
    """Files are found through links too; dead links and links around themselves are told, an editor's marks are not."""
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "c.md").touch()
    docs = tmp_path / "docs"
    (docs / "b" / "deep").mkdir(parents=True)
    for name in ("a.md", "b/b.md", ".hidden"):
        (docs / name).touch()
    for name, target in {
        "dead.png": "x.png",
        "self.md": "self.md",
        "linked": "../elsewhere",
        "b/deep/up": "../..",
        ".#a.md": "me@here.1",
    }.items():
        os.symlink(target, docs / name)
    errors: list[ContentError] = []
    found = [file.relative_to(docs).as_posix() for file in find_files(docs, "docs", errors)]
    assert found == ["a.md", "b/b.md", "linked/c.md"]
    assert [f"{error.where}: {error.message}" for error in errors] == [
        "docs/b/deep/up: is a link to a folder around it",
        "docs/dead.png: is a link to `x.png`, which is not there",
        "docs/self.md: is a link to `self.md`, which is not there",
    ]
