"""The mark of a folder that a tool has written: which files it wrote, so that nothing else there is taken for its own.

The mark is a file in the folder, JSON of format 1: a sentence for whoever opens it, the tool, and the SHA-256 of each
file by its name. Knows nothing of what is in the files, nor of words for people.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import stat
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

MARK = ".workshop-output.json"
_NOTE = (
    "`{tool}` wrote all files that are listed here, and replaces or removes these alone: "
    "where anything else is in this folder, or a file was changed, it touches nothing."
)
_UNFINISHED = "`{tool}` was writing this folder and did not come to an end: all of it may be deleted."
# What a desktop's file browser leaves in each folder that was looked at.
_DROPPINGS = {".DS_Store", "Thumbs.db", "desktop.ini"}


class ForeignError(Exception):
    """The folder holds what the tool did not write: `names`, in it; or it is another tool's, `owner`; or no folder."""

    def __init__(self, names: tuple[str, ...] = (), owner: str | None = None) -> None:
        super().__init__(owner or ", ".join(names) or "no folder")
        self.names = names
        self.owner = owner


@dataclass(frozen=True)
class Mark:
    """What a mark says: the tool, and the digests of its files by name, none at all while they are being written."""

    tool: str
    files: dict[str, str] | None


def read_mark(folder: Path) -> Mark | None:
    """The mark in *folder*, None where there is none that can be read."""
    try:
        content = json.loads((folder / MARK).read_text(encoding="utf-8"))
        files = content["files"]
        if content["format"] == 1 and (files is None or isinstance(files, dict)):
            return Mark(str(content["tool"]), files)
    except (OSError, ValueError, KeyError, TypeError):
        pass
    return None


def begin_mark(folder: Path, tool: str) -> None:
    """Mark *folder* as one that *tool* is writing."""
    _write(folder, tool, None)


def finish_mark(folder: Path, tool: str) -> None:
    """List all that is in *folder* as written by *tool*."""
    files = {name: _digest(path) for name, path in _walk(folder) if name != MARK and not _is_folder(path)}
    _write(folder, tool, files)


def adopt(folder: Path, tool: str, files: dict[str, str]) -> None:
    """Mark *folder*, if it has no mark, as what *tool* wrote before there were marks: *files*, digests by name.

    Raises ForeignError where anything else is there, or a file was changed; the folder gets no mark then.
    """
    if os.path.lexists(folder / MARK) or not any(os.path.lexists(folder / name) for name in files):
        return
    if names := _find_foreign(folder, Mark(tool, files)):
        raise ForeignError(names)
    _write(folder, tool, files)


def refuse_foreign(folder: Path, tool: str) -> None:
    """Raise ForeignError where something is at *folder* that *tool* has not written, or that was changed since."""
    if not os.path.lexists(folder):
        return
    if not folder.is_dir():
        raise ForeignError
    mark = read_mark(folder)
    if mark and mark.tool != tool:
        raise ForeignError(owner=mark.tool)
    if names := _find_foreign(folder, mark):
        raise ForeignError(names)


def copy_listed(folder: Path, new: Path) -> None:
    """Copy what the mark of *folder* lists into *new*."""
    for name, path in _find_listed(folder):
        (new / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(path, new / name, follow_symlinks=False)


def discard(folder: Path) -> None:
    """Remove of *folder* what its mark lists, all of it where it was not finished, and then it, if nothing is left."""
    mark = read_mark(folder)
    if mark and mark.files is None:
        shutil.rmtree(folder, ignore_errors=True)
    elif mark:
        for _, path in _find_listed(folder):
            with suppress(OSError):
                path.unlink()
        (folder / MARK).unlink(missing_ok=True)
        for _, path in reversed(list(_walk(folder))):
            with suppress(OSError):
                path.unlink() if path.name in _DROPPINGS else path.rmdir()
    with suppress(OSError):
        folder.rmdir()


def _find_foreign(folder: Path, mark: Mark | None) -> tuple[str, ...]:
    """What is in *folder* and not in *mark* as it is now, by name; a folder speaks for what is in it."""
    listed = mark.files or {} if mark else {}
    around = {parent.as_posix() for name in listed for parent in Path(name).parents}
    found: set[str] = set()
    for name, path in _walk(folder):
        is_own = name in around if _is_folder(path) else name in listed and listed[name] == _digest(path)
        is_mark = mark is not None and name == MARK
        if not is_own and not is_mark and path.name not in _DROPPINGS and not found & set(_parents(name)):
            found.add(name)
    return tuple(sorted(found))


def _find_listed(folder: Path) -> Iterator[tuple[str, Path]]:
    mark = read_mark(folder)
    files = mark.files or {} if mark else {}
    # What is there is looked up in the list, not the other way round, so that no name there can lead elsewhere.
    yield from [(name, path) for name, path in _walk(folder) if name in files and not _is_folder(path)]


def _write(folder: Path, tool: str, files: dict[str, str] | None) -> None:
    note = (_UNFINISHED if files is None else _NOTE).format(tool=tool)
    text = json.dumps({"note": note, "format": 1, "tool": tool, "files": files}, ensure_ascii=False, indent=1)
    part = folder / f"{MARK}.part"
    part.write_text(text + "\n", encoding="utf-8")
    part.replace(folder / MARK)


def _digest(path: Path) -> str:
    """SHA-256 in hex of a file, or of where a link points to; nothing of what is neither, or cannot be read."""
    if path.is_symlink():
        return hashlib.sha256(os.readlink(path).encode()).hexdigest()
    try:
        if stat.S_ISREG(path.lstat().st_mode):
            with path.open("rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest()
    except PermissionError:
        pass
    return ""


def _walk(folder: Path) -> Iterator[tuple[str, Path]]:
    """All that is below *folder*, by its name in it, a folder before what is in it; links are not followed."""
    for place, folders, files in os.walk(folder):
        folders.sort()
        for name in sorted([*folders, *files]):
            path = Path(place) / name
            yield path.relative_to(folder).as_posix(), path


def _is_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink()


def _parents(name: str) -> list[str]:
    return [parent.as_posix() for parent in Path(name).parents]
