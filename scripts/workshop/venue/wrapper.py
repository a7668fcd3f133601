"""The program `./workshop` in a lab's copy: calls the kit from there, in bash, zsh and fish, whatever the PATH is.

It is the machine's, neither the lab's nor the person's: no change of the copy, and made anew with it.
"""

from __future__ import annotations

import os
import shlex
from contextlib import suppress
from pathlib import Path

WRAPPER = "workshop"
LANGUAGE_VARIABLE = "WORKSHOP_LANG"

_MARK = "# Written by `workshop start`"
_TEXT = """\
#!/bin/sh
{mark}: it calls the kit's program, with the same arguments.
{language}exec {program} "$@"
"""


def write_wrapper(folder: Path, program: Path, language: str | None = None) -> bool:
    """Write the wrapper of *program* into *folder*, which speaks *language* where one is given; whether it is there.

    A file of that name that is not ours, such as the lab's own, stays.
    """
    path = folder / WRAPPER
    if os.path.lexists(path) and not is_wrapper(path):
        return False
    said = f"export {LANGUAGE_VARIABLE}={language}\n" if language else ""
    text = _TEXT.format(mark=_MARK, program=shlex.quote(str(program)), language=said)
    new = folder / f".{WRAPPER}.{os.getpid()}"
    try:
        new.write_text(text, encoding="utf-8", errors="surrogateescape")
        new.chmod(0o755)
        new.replace(path)
    except BaseException:
        with suppress(OSError):
            new.unlink()
        raise
    return True


def is_wrapper(path: Path) -> bool:
    """Whether the file *path* is a wrapper of ours."""
    try:
        return not path.is_symlink() and path.read_text(encoding="utf-8", errors="replace").startswith(
            f"#!/bin/sh\n{_MARK}"
        )
    except OSError:
        return False
