"""Projects under version control: repositories that know nobody's configuration, and archives unpacked from them."""

from __future__ import annotations

import io
import os
import subprocess
from pathlib import Path
from zipfile import ZipFile

DATE = "2026-11-22T20:07:54Z"
SILENT = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_AUTHOR_NAME": "A",
    "GIT_AUTHOR_EMAIL": "a@example.org",
    "GIT_COMMITTER_NAME": "A",
    "GIT_COMMITTER_EMAIL": "a@example.org",
    "GIT_AUTHOR_DATE": DATE,
    "GIT_COMMITTER_DATE": DATE,
}


def git(folder: Path, *words: str) -> str:
    """What `git` prints in *folder*, without anybody's settings, and at a fixed time."""
    done = subprocess.run(
        ["git", "-C", str(folder), *words], env=os.environ | SILENT, check=True, capture_output=True, text=True
    )
    return done.stdout


def commit(folder: Path) -> None:
    """Track and commit everything in *folder* that is not ignored, in a repository of its own."""
    if not (folder / ".git").exists():
        git(folder, "init", "--quiet")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--allow-empty", "--message", "x")


def write(folder: Path, files: dict[str, str], *, programs: tuple[str, ...] = ()) -> None:
    """Put *files* into *folder*, by their names; those of *programs* can be executed."""
    for name, text in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        file.chmod(0o755 if name in programs else 0o644)


def unpack(archive: bytes, folder: Path) -> None:
    """Unpack *archive* into *folder* as a program does that knows modes."""
    with ZipFile(io.BytesIO(archive)) as opened:
        for entry in opened.infolist():
            path = Path(opened.extract(entry, folder))
            path.chmod(entry.external_attr >> 16 & 0o777)


def read_tree(folder: Path) -> dict[str, tuple[bytes, bool]]:
    """Content of each file below *folder* and whether it can be executed, by its name."""
    return {
        path.relative_to(folder).as_posix(): (path.read_bytes(), os.access(path, os.X_OK))
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
