"""Which lab a person means: by id, number, beginning or place; and the nearest ones where it is none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from workshop.errors import UsageError
from workshop.lab.load import find_labs, load_lab
from workshop.lab.model import Lab

NEAR = 3
"""How many labs are named to somebody who asked for one that is not there."""

_NUMBER = re.compile(r"[0-9]{1,9}")


class NoLabError(UsageError):
    """*name* means no lab, or `is_ambiguous` and means several; *near* are ids that may be meant, best first."""

    def __init__(self, name: str, near: Sequence[str], *, is_ambiguous: bool = False) -> None:
        message = f"several labs are meant by `{name}`" if is_ambiguous else f"no lab `{name}`"
        super().__init__(message, hint=f"nearest labs: {', '.join(near) or 'none'}")
        self.name = name
        self.near = tuple(near)
        self.is_ambiguous = is_ambiguous


def get_lab(root: Path, name: str) -> Lab:
    """The lab of the project *root* that *name* means.

    *name* is its id (`22-service`), a path to its folder or its document, its number (`22`, `7`, `07`), or a beginning
    that no other id has (`22-s`), in this order; a folder elsewhere may be meant by its path. Raises NoLabError.
    """
    wanted = Path(name.rstrip("/") or "/")
    wanted = wanted.parent if wanted.name == "lab.md" else wanted
    folders = {folder.name: folder for folder in find_labs(root)}
    for folder in folders.values():
        if name == folder.name or wanted.resolve() == folder.resolve():
            return load_lab(folder)
    if (wanted / "lab.md").is_file():
        return load_lab(wanted)
    found = find_ids(list(folders), name)
    if len(found) == 1:
        return load_lab(folders[found[0]])
    raise NoLabError(name, found or find_nearest(list(folders), name), is_ambiguous=bool(found))


def find_ids(ids: Sequence[str], name: str) -> list[str]:
    """Those of *ids* that have the number *name*, `7` as well as `07`; where it is no number, that begin with it."""
    if _NUMBER.fullmatch(name):
        return [each for each in ids if int(each[:2]) == int(name)]
    return [each for each in ids if name and each.startswith(name.lower())]


def find_nearest(ids: Sequence[str], name: str) -> list[str]:
    """The `NEAR` of *ids* that *name* may have been meant for: by number for a number, else by fewest typing errors."""
    if _NUMBER.fullmatch(name):
        distance = {each: abs(int(each[:2]) - int(name)) for each in ids}
    else:
        typed = Path(name).name.lower()
        distance = {each: min(count_edits(typed, each), count_edits(typed, each[3:])) for each in ids}
    return sorted(ids, key=lambda each: (distance[each], each))[:NEAR]


def shorten(ids: Sequence[str], lab_id: str) -> str:
    """The shortest name of *lab_id*, one of *ids*: its two digits, where no other lab has them."""
    return lab_id[:2] if find_ids(ids, lab_id[:2]) == [lab_id] else lab_id


def count_edits(left: str, right: str) -> int:
    """How many letters have to be put in, taken out or changed to make *right* of *left* (Levenshtein's distance)."""
    row = list(range(len(right) + 1))
    for at, letter in enumerate(left, 1):
        above, row = row, [at]
        for place, other in enumerate(right, 1):
            row.append(min(above[place] + 1, row[-1] + 1, above[place - 1] + (letter != other)))
    return row[-1]
