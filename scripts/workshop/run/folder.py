"""What lies in a run's folder, and what became of it between two looks. Changes nothing."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

# What Python puts beside each program that it imports.
_UNASKED = "__pycache__"
State = tuple[int, int] | None


def find_states(folder: Path) -> dict[str, State]:
    """All below *folder* by its path there: of a file its size and when it was written (ns), of others nothing."""
    found: dict[str, State] = {}
    for place, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if name != _UNASKED]
        found.update({os.path.relpath(os.path.join(place, name), folder): None for name in folders})
        for name in files:
            path = os.path.join(place, name)
            try:
                status = os.lstat(path)
            except OSError:
                continue  # gone in between
            found[os.path.relpath(path, folder)] = (status.st_size, status.st_mtime_ns)
    return found


def find_differing(before: Mapping[str, State], after: Mapping[str, State], *, names_alone: bool) -> list[str]:
    """What came, went, or was written between the two looks; with *names_alone* no matter what was written."""
    names = before.keys() ^ after.keys()
    if not names_alone:
        names |= {name for name in before.keys() & after.keys() if before[name] != after[name]}
    return sorted(names)
