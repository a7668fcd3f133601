"""Writes a file whole or not at all. Knows nothing of what stands in it."""

from __future__ import annotations

import errno
import os
import shutil
from contextlib import suppress
from pathlib import Path


def replace_file(file: Path, text: str) -> None:
    """Put *text*, as UTF-8 and with its own line ends, in place of *file*, which keeps its permissions if it is there.

    Whoever reads meanwhile sees all of the old file or all of the new one; an interrupted write leaves the old one.
    """
    file = file.resolve()
    draft = file.with_name(f".{file.name}.{os.getpid()}.tmp")
    try:
        draft.write_bytes(text.encode("utf-8"))
        if file.exists():
            shutil.copymode(file, draft)
        draft.replace(file)
    except OSError as error:
        if error.filename is not None:  # Not the draft's name: nobody knows of that.
            error.filename, error.filename2 = str(file), None
        raise
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)


def check_replaceable(file: Path) -> None:
    """Raise OSError where *file* could not be replaced, before work is done that would be in vain."""
    folder = file.resolve().parent
    if not os.access(folder, os.W_OK):
        reason = errno.EROFS if os.statvfs(folder).f_flag & os.ST_RDONLY else errno.EACCES
        raise OSError(reason, os.strerror(reason), str(file))
