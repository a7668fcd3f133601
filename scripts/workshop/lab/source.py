"""Reads what a person wrote: text in UTF-8, told by file and line where it is none. Knows no format of it."""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

from workshop.errors import ContentError

_CHINESE = re.compile("[\u4e00-\u9fff]")
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


class UnreadableError(ContentError):
    """A file that cannot be read at all, so that nothing can be said of what should stand in it."""


def read_source(file: Path, path: str) -> str:
    """The text of *file*, which is called *path* to people; a byte-order mark at its head is no part of it.

    Raises UnreadableError.
    """
    try:
        return file.read_bytes().decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        hint = f"save it as UTF-8{_guess(error.object, path)}"
        raise UnreadableError("is not UTF-8", where=f"{path}:{line}", hint=hint) from None
    except OSError as error:
        raise dead_link(file, path) or UnreadableError(
            f"cannot be read: {error.strerror}", where=path, hint=f"see who may: ls -l {shlex.quote(path)}"
        ) from None


def dead_link(file: Path, path: str) -> UnreadableError | None:
    """What to say of *file* where it is a symbolic link that leads nowhere; None where it is not."""
    if not file.is_symlink() or file.exists():
        return None
    hint = f"make what it leads to, or delete it: rm {shlex.quote(path)}"
    return UnreadableError(f"is a link to `{os.readlink(file)}`, which is not there", where=path, hint=hint)


def find_files(folder: Path, shown: str, errors: list[ContentError]) -> Iterator[Path]:
    """The files below *folder*, which is called *shown* to people, in the order of their names; links are followed.

    Links that lead nowhere, or back to a folder around them, are added to *errors*. What begins with a dot is left
    out: editors mark a file that is open by such a link.
    """
    for path in sorted(folder.glob("*")):
        name = f"{shown}/{path.name}"
        if path.name.startswith("."):
            continue
        if error := dead_link(path, name):
            errors.append(error)
        elif not path.is_dir():
            yield path
        elif path.is_symlink() and folder.resolve().is_relative_to(path.resolve()):
            hint = f"delete it: rm {shlex.quote(name)}"
            errors.append(UnreadableError("is a link to a folder around it", where=name, hint=hint))
        else:
            yield from find_files(path, name, errors)


def _guess(content: bytes, path: str) -> str:
    """What the encoding of *content* seems to be, as the end of a sentence that says what to do."""
    files = f"{shlex.quote(path)} > {shlex.quote(path + '.new')}"
    if content.startswith(_UTF_16):
        return f"; it looks like UTF-16: iconv -f UTF-16 -t UTF-8 {files}"
    try:
        text = content.decode("gb18030")
    except UnicodeDecodeError:
        return ""
    return f"; it looks like GBK: iconv -f GB18030 -t UTF-8 {files}" if _CHINESE.search(text) else ""
