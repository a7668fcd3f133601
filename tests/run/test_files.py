"""A file is written whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from workshop.run.files import replace_file


def test_line_ends_and_permissions_stay(tmp_path: Path) -> None:
    """The text arrives byte for byte, and a file that was there keeps its permissions."""
    file = tmp_path / "lab.md"
    file.touch(mode=0o640)
    replace_file(file, "一\r\n二\n")
    assert (file.read_bytes(), file.stat().st_mode & 0o777) == ("一\r\n二\n".encode(), 0o640)


def test_interrupted_write_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the last step fails the old file is as it was, and no draft lies beside it."""

    def fail(*_: object) -> None:
        raise OSError("disk full")

    file = tmp_path / "lab.md"
    file.write_text("old")
    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OSError, match="disk full"):
        replace_file(file, "new")
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("lab.md", "old")]


def test_a_folder_that_is_gone(tmp_path: Path) -> None:
    """Where nothing can be written, the error names the file that was meant."""
    with pytest.raises(OSError, match="No such file") as caught:
        replace_file(tmp_path / "gone" / "lab.md", "new")
    assert caught.value.filename == str(tmp_path / "gone" / "lab.md")
