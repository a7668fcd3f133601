"""Makes `.venv` work in any folder, whatever its name and the locale are. Standard library only.

pip writes the folder's whole path into scripts, and setuptools into a `.pth` file in the locale's encoding; the first
fails for a path that is long or has blanks, quotes or dollars in it, the second for one that the locale cannot spell.
"""

from __future__ import annotations

import locale
import os
import re
from pathlib import Path

LOCALES = ("C.UTF-8", "C.utf8", "en_US.UTF-8", "UTF-8")
"""Those of which each system has one; the last is macOS'."""

PLAIN = re.compile(r"[\w@%+=.,/-]{1,100}", re.ASCII)
"""A path that can stand behind `#!`. Source: execve(2): 127 bytes at the least, ended by a blank."""

HEAD = re.compile(rb"\A#!(?:/bin/sh\n'''exec' .*\n' '''|.*python.*)\n")
"""What pip begins a script with. Source: distlib's scripts.py, `_build_shebang`."""

MOVABLE_HEAD = b"""#!/bin/sh
'''exec' "$(dirname -- "$(readlink -f -- "$0" || printf %s "$0")")/python" "$0" "$@"
' '''
"""
"""Starts a script with the Python beside it, wherever that is: a shell runs the second line, to Python it is text."""


def make_environment() -> dict[str, str]:
    """Return this process's environment with English messages, and with an encoding that can spell every path."""
    settings = {
        "PIP_USER": "0",
        "LC_ALL": "",
        "LANGUAGE": "",
        "LC_MESSAGES": "C",
    }  # PIP_USER=1 cannot be had in a venv.
    if name := find_utf8_locale():
        settings["LC_CTYPE"] = name
    return {**os.environ, **settings}


def find_utf8_locale() -> str | None:
    """Return a locale of this machine whose encoding is UTF-8, None where there is none."""
    before = locale.setlocale(locale.LC_CTYPE)
    try:
        return next((name for name in LOCALES if _has(name)), None)
    finally:
        locale.setlocale(locale.LC_CTYPE, before)


def make_movable(project: Path, venv: Path) -> None:
    """Let the *project*'s package be found, and the scripts of *venv* start, by where they stand to each other."""
    for file in venv.glob("lib/python*/site-packages/__editable__*.pth"):
        lines = os.fsdecode(file.read_bytes()).splitlines()
        own = [line for line in lines if Path(line).is_relative_to(project)]
        if own:
            file.write_text("".join(f"{os.path.relpath(line, file.parent)}\n" for line in own), encoding="utf-8")
    if PLAIN.fullmatch(str(venv)):
        return
    for file in (venv / "bin").iterdir():
        content = b"" if file.is_symlink() or file.is_dir() else file.read_bytes()
        if HEAD.match(content):
            file.write_bytes(HEAD.sub(lambda _: MOVABLE_HEAD, content))


def _has(name: str) -> bool:
    try:
        locale.setlocale(locale.LC_CTYPE, name)
    except locale.Error:
        return False
    return locale.nl_langinfo(locale.CODESET).upper().replace("-", "") == "UTF8"
