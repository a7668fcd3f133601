"""What to say where the system refuses something: no right, no room, no such place. None of it is the kit's fault."""

from __future__ import annotations

import errno
import re
import shlex
import shutil
from pathlib import Path

from workshop.cli.language import Language
from workshop.errors import RequirementError

KIT = Path(__file__).resolve().parent.parent

KINDS = {
    errno.EACCES: "denied",
    errno.EPERM: "denied",
    errno.EROFS: "read-only",
    errno.ENOSPC: "full",
    errno.EDQUOT: "full",
    errno.ENOENT: "missing",
    errno.ENOTDIR: "no-folder",
}
WITHOUT_PATH = {errno.ENOSPC, errno.EDQUOT, errno.EMFILE, errno.ENFILE, errno.ENOMEM, errno.EIO, errno.ENOENT}
"""What the system also says of no path in particular; anything else without one may be a mistake of ours."""

_COLLECTED = re.compile(r"\[Errno (\d+)\] ([^:]*): '(.*)'$")

WORDS = {
    "denied": {
        "zh": ("没有权限", "换一个自己的目录；谁有权限：ls -ld {path}"),
        "en": ("permission denied", "choose a place of your own; who may here: ls -ld {path}"),
    },
    "read-only": {
        "zh": ("这里只能读，不能写", "换一个能写的目录"),
        "en": ("is on a file system that can only be read", "choose a place that can be written to"),
    },
    "full": {
        "zh": ("磁盘满了", "腾出空间，再运行一次；看用量：df -h {path}"),
        "en": ("the disk is full", "make room and run this again; how much there is: df -h {path}"),
    },
    "missing": {
        "zh": ("没有这个文件或目录，也不能在这里新建", "检查路径，再运行一次"),
        "en": ("is not there, and cannot be made there", "look at the path, and run this again"),
    },
    "no-folder": {
        "zh": ("路径里有一段是文件，不是目录", "换一个路径"),
        "en": ("a part of this path is a file, not a folder", "choose another path"),
    },
    "other": {
        "zh": ("系统不允许：{reason}", "检查它，再运行一次：ls -ld {path}"),
        "en": ("the system refuses: {reason}", "look at it, and run this again: ls -ld {path}"),
    },
    "gone": {
        "zh": ("当前目录已经不在了", "换到别的目录（cd），再运行一次"),
        "en": ("the current folder is gone", "change to another one (cd), and run this again"),
    },
}


def explain_refusal(error: OSError, language: Language) -> RequirementError | None:
    """*error* as one line and what to do, in *language*; None where it may well be a mistake of the kit.

    It is one where a file of the kit itself is lacking, or where the system names neither file nor reason.
    """
    number, reason, path = _take_apart(error)
    is_known = number is not None and (path is not None or number in WITHOUT_PATH)
    if not is_known or (path and Path(path).is_relative_to(KIT)):
        return None
    kind = KINDS.get(number or 0, "other") if path or number != errno.ENOENT else "gone"
    message, hint = WORDS[kind][language]
    return RequirementError(message.format(reason=reason), where=path, hint=hint.format(path=shlex.quote(path or ".")))


def _take_apart(error: OSError) -> tuple[int | None, str, str | None]:
    """Number, reason and path of *error*; `shutil.copytree` collects several as text, of which the first counts."""
    if isinstance(error, shutil.Error) and error.args and isinstance(error.args[0], list):
        found = _COLLECTED.search(str(error.args[0][0][-1]))
        return (int(found[1]), found[2], found[3]) if found else (None, "", None)
    path = error.filename if error.filename2 is None else error.filename2
    return error.errno, error.strerror or "", None if path is None else str(path)
