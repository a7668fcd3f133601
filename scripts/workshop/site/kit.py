"""What a project consists of: the files that git tracks, or those that the list in an unpacked kit names. No others.

A kit that was unpacked from its own archive has no repository. So the archive holds a list, `kit-files.txt`, which the
project itself has not: modes and names as git told them, and the time of the commit. A kit without a repository is read
from that list, and its archive is made of it again, byte for byte, wherever it was unpacked and by whatever program:
modes are taken from the list because some programs lose them. A repository counts before a list, so that a kit may be
put under version control. Where there is neither, nothing tells what belongs to the project, and there is no kit.

Names and modes are those of git's index, contents those of the working tree: what a presenter has changed and not
committed is what the pages show, and so it is what readers get. A tracked file that is not there is left out.
A link to a tracked file counts as that file, as it does where `workshop start` copies it; any other link, and a
submodule that is not checked out, is refused: its files are not here, or not the project's.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from workshop.errors import ContentError
from workshop.lab.model import KUBECONFIG
from workshop.site.git import FILE, PROGRAM, SUBMODULE, GitError, Tracked, find_tracked

LIST = "kit-files.txt"
_HEAD = "# The files of this kit, with the time of its commit (UTC); its archive is made of these and no others."
_TIME = "%Y-%m-%dT%H:%M:%S"
_ENTRY = re.compile(f"({FILE}|{PROGRAM}) (.+)")
_UNFIT = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\\]")
_HINT = "unpack the kit again; the list is made with its archive and not written by hand"


@dataclass(frozen=True)
class KitFile:
    """A file of a kit."""

    content: bytes
    is_executable: bool


@dataclass(frozen=True)
class Kit:
    """The files of a project, by their names from its folder, and the time of its commit in UTC."""

    time: datetime
    files: dict[str, KitFile]

    def write_list(self) -> str:
        """The list that an archive of this kit holds."""
        modes = ((PROGRAM if file.is_executable else FILE, name) for name, file in self.files.items())
        return "\n".join([_HEAD, self.time.strftime(_TIME), *(f"{mode} {name}" for mode, name in modes)]) + "\n"


def find_kit(root: Path, errors: list[ContentError]) -> Kit | None:
    """The kit that the project in *root* is, or None; what cannot be in an archive is added to *errors*."""
    try:
        tracked = find_tracked(root)
    except GitError:
        tracked = None
    if tracked is None:
        tracked = _read_list(root, errors)
    return _read_files(root, tracked, errors) if tracked else None


def _read_list(root: Path, errors: list[ContentError]) -> Tracked | None:
    try:
        lines = (root / LIST).read_text(encoding="utf-8").split("\n")
    except FileNotFoundError:
        return None
    except UnicodeDecodeError:
        errors.append(ContentError("is not UTF-8", where=LIST, hint=_HINT))
        return None
    try:
        time = datetime.strptime(lines[1], _TIME).replace(tzinfo=UTC)
    except (IndexError, ValueError):
        errors.append(ContentError("the second line is no time", where=f"{LIST}:2", hint=_HINT))
        return None
    modes = {}
    for number, line in enumerate(lines[2:], 3):
        if entry := _ENTRY.fullmatch(line):
            modes[entry[2]] = entry[1]
        elif line:
            errors.append(ContentError("is no mode and name", where=f"{LIST}:{number}", hint=_HINT))
    return Tracked(modes, int(time.timestamp()))


def _read_files(root: Path, tracked: Tracked, errors: list[ContentError]) -> Kit:
    place = _Place(root, tracked.modes)
    files = {}
    for name, mode in sorted(tracked.modes.items()):
        # What opens somebody's cluster is no part of the project, whoever has put it there.
        if name == LIST or name.rpartition("/")[2].startswith(KUBECONFIG):
            continue
        if problem := _find_problem(name, mode):
            errors.append(ContentError(problem[0], where=_shown(name), hint=problem[1]))
            continue
        try:
            if file := place.read(name):
                files[name] = file
        except ContentError as error:
            errors.append(error)
        except OSError as error:
            errors.append(ContentError(f"cannot be read: {error.strerror}", where=name))
    return Kit(datetime.fromtimestamp(tracked.committed, UTC), files)


def _find_problem(name: str, mode: str) -> tuple[str, str] | None:
    """Why what git calls *name* cannot be in an archive, and what to do; None where it can."""
    if mode == SUBMODULE:
        return (
            "is a submodule that is not checked out",
            "git submodule update --init, or keep the files themselves here",
        )
    if _UNFIT.search(name):
        return "no archive holds this name everywhere", "rename it: UTF-8, without control characters and backslashes"
    if name.startswith("/") or ".." in name.split("/"):
        return "is outside the project", "name files below it only"
    return None


def _shown(name: str) -> str:
    return ascii(name)[1:-1] if _UNFIT.search(name) else name


class _Place:
    """The working tree in *root*, of whose files *modes* says which are tracked."""

    def __init__(self, root: Path, modes: Mapping[str, str]) -> None:
        # As bytes, so that a name is found whatever encoding the locale has for files.
        self._root = os.path.realpath(os.fsencode(root))
        self._modes = modes
        self._real_folder: Callable[[bytes], bytes] = cache(os.path.realpath)

    def read(self, name: str) -> KitFile | None:
        """The file *name*, None where it is not there. Raises ContentError where it is, or is behind, a wrong link."""
        path = os.path.join(self._root, name.encode())
        real = os.path.join(self._real_folder(os.path.dirname(path)), os.path.basename(path))
        real = os.path.realpath(path) if os.path.islink(path) else real
        is_link = real != path or os.path.islink(path)
        if not os.path.lexists(path) or not (is_link or os.path.isfile(path)):
            return None
        mode = self._modes.get(os.path.relpath(real, self._root).decode("utf-8", "surrogateescape"))
        if mode not in (FILE, PROGRAM) or not os.path.isfile(real):
            hint = "put the file itself here, or link to a file of the project"
            raise ContentError("is a link, but not to a file that is tracked", where=name, hint=hint)
        with open(real, "rb") as file:
            return KitFile(file.read(), mode == PROGRAM)
