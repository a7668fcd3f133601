"""What lies in a person's home folder, where labs have no business: its files, and what docker and kubectl keep there.

Left out is what programs write there unasked, such as histories and caches. Changes nothing.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

from workshop.run.things import Thing

# Below the home folder, where there are any.
_LOOKED_AT = ("*", ".docker/config.json", ".docker/cli-plugins/*", ".kube/config")
_WRITTEN_UNASKED = re.compile(
    r"\.(?:\w*_?history|viminfo|lesshst|wget-hsts|cache|local|config|docker|kube|Xauthority|ICEauthority|sudo_as_admin\w*)"
    r"(?:[-.].*)?"
)
_MOST_BYTES = 1_000_000
"""Of a file whose content counts; of what is bigger the size does."""


def find_home_files(home: Path) -> frozenset[Thing]:
    """What is in *home*, each with its content as its state; none where there is no such folder."""
    return frozenset(_find(home))


def _find(home: Path) -> Iterator[Thing]:
    for pattern in _LOOKED_AT:
        for path in sorted(home.glob(pattern)):
            name = path.relative_to(home).as_posix()
            if _WRITTEN_UNASKED.fullmatch(name):
                continue
            try:
                yield Thing("file", f"~/{name}", name, state=(("content", _read(path)),))
            except OSError:
                continue  # gone in between, or not to be read


def _read(path: Path) -> str:
    if not path.is_file():
        return "a folder" if path.is_dir() else "no file"
    size = path.stat().st_size
    return f"{size} bytes" if size > _MOST_BYTES else f"#{hashlib.sha256(path.read_bytes()).hexdigest()}"
