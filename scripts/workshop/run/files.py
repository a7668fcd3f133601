"""Writes a file whole or not at all. Knows nothing of what stands in it."""

from __future__ import annotations

import os
import shutil
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
    finally:
        draft.unlink(missing_ok=True)
