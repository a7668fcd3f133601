"""The build that is served, and older ones for as long as somebody still reads from them. Knows nothing of HTTP."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from workshop.room.media import is_page
from workshop.room.sealed import Entry, read_entries

_PAGE = "index.html"
_MISSING = "404.html"


class Build:
    """A sealed build in *folder*: found by address alone, so that no address leads out of it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.readers = 0
        self._entries = {entry.path: entry for entry in read_entries(folder)}

    def find(self, path: str) -> Entry | None:
        """The file at *path* below the site's root; of a folder, which ends in `/` or is the root, its page."""
        return self._entries.get(f"{path}{_PAGE}" if not path or path.endswith("/") else path)

    def is_folder(self, path: str) -> bool:
        """Whether *path*, without a slash at its end, is that of a folder with a page."""
        return f"{path}/{_PAGE}" in self._entries

    def pages(self) -> list[str]:
        """The addresses of all pages below the site's root, in order; what is shown for missing ones is none."""
        paths = (entry.path for entry in self._entries.values() if is_page(entry.media_type))
        return sorted(path.removesuffix(_PAGE) for path in paths if path.rpartition("/")[2] != _MISSING)


class Builds:
    """Which build is served. *discard* takes the folder of one that nobody reads any more."""

    def __init__(self, discard: Callable[[Path], None] | None = None) -> None:
        self._current: Build | None = None
        self._discard = discard or (lambda folder: shutil.rmtree(folder, ignore_errors=True))

    @property
    def current(self) -> Build:
        """The last good build. Raises LookupError before the first."""
        if self._current is None:
            raise LookupError("nothing is built yet")
        return self._current

    @property
    def is_empty(self) -> bool:
        """Whether there is no good build yet."""
        return self._current is None

    def replace(self, build: Build) -> None:
        """Serve *build* from now on."""
        last, self._current = self._current, build
        if last:
            self._release(last)

    @contextmanager
    def reading(self) -> Iterator[Build]:
        """The current build, which stays on the disk as long as the context lasts."""
        build = self.current
        build.readers += 1
        try:
            yield build
        finally:
            build.readers -= 1
            self._release(build)

    def _release(self, build: Build) -> None:
        if build is not self._current and not build.readers:
            self._discard(build.folder)
