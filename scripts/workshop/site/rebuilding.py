"""A project's site built again and again in one process, whenever a file that it is made from has changed.

Knows nothing of who asks for that, nor of how the site is served.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from time import monotonic
from urllib.parse import urljoin, urlsplit

os.environ["NO_MKDOCS_2_WARNING"] = "1"  # Material prints an advertisement when it is imported, on every start.

from mkdocs.commands.build import build
from mkdocs.config.defaults import MkDocsConfig

from workshop.errors import WorkshopError
from workshop.site.complaints import telling
from workshop.site.configuration import read_config
from workshop.site.memory import Memory

Wait = Callable[[float], object]
"""Waits for so many seconds, or less."""
State = dict[str, tuple[int, int, int]]

LEAST_PAUSE_S = 0.2
_SETTLED_S = 0.05
_SHARE = 20
"""Looking at all files takes at most one part in so many of the time."""
_PASSING = re.compile(r"\.#.*|#.*#|.*~|\..*\.sw.|4913|\.DS_Store|__pycache__")
"""What editors and Python leave beside a file, which is no part of a site."""


class SiteBuilder:
    """Builds the site of *project* into *folder*, to be served at *url*, which has no path.

    *options* take the place of the plugin's own of these names: `speaker`, `event`, `date`, `chapters`, `minutes`.
    """

    def __init__(self, project: Path, folder: Path, url: str, options: Mapping[str, str | int]) -> None:
        self.project = project
        self.folder = folder
        self.url = url
        self.options = options
        self.mount: str | None = None
        self._watched = {str(project / name) for name in ("mkdocs.yml", "docs", "labs")}
        self._state: State = {}
        self._was_started = False
        self.memory = Memory()

    def build(self, complain: Callable[[str, str], None], *, strict: bool) -> list[str]:
        """Build now, and return what is wrong where that fails; *complain* gets level and message of all that is said.

        What changes from here on is a change for `wait_for_change`.
        """
        self._state = look_at(self._watched)
        self.memory.begin_build()
        errors: list[str] = []

        def note(level: str, message: str) -> None:
            complain(level, message)
            if level in ("error", "critical") or (strict and level == "warning"):
                errors.append(message)

        try:
            with telling(note):
                self._build(self._load())
        except Exception as error:
            self.memory.end_build(is_good=False)
            if not errors:
                note("error", _describe(error))
            return errors
        self.memory.end_build(is_good=True)
        return errors if strict else []

    def wait_for_change(self, wait: Wait) -> None:
        """Return when a file has changed since the last build began, and none changes any more."""
        pause_s = LEAST_PAUSE_S
        while True:
            start = monotonic()
            state = look_at(self._watched)
            if state != self._state:
                break
            pause_s = max(LEAST_PAUSE_S, _SHARE * (monotonic() - start))
            wait(pause_s)
        last: State = {}
        while state != last:
            wait(_SETTLED_S)
            last, state = state, look_at(self._watched)

    def _load(self) -> MkDocsConfig:
        # Whether warnings count is told here: to MkDocs, a strict build would have other settings than the next one.
        config = read_config(self.project, site_dir=str(self.folder), strict=False)
        if "workshop" in config.plugins:
            config.plugins["workshop"].config.update({**self.options, "unlisted": True})
        if self.mount is None:
            self.mount = f"{urlsplit(config.site_url or '').path.rstrip('/')}/"
        config.site_url = urljoin(self.url, self.mount)
        if plugin := config.plugins.get("workshop"):
            plugin.remember(self.memory)
        return config

    def _build(self, config: MkDocsConfig) -> None:
        if not self._was_started:
            config.plugins.on_startup(command="serve", dirty=False)
            self._was_started = True
        try:
            build(config)
            config.plugins.on_serve(self, config=config, builder=lambda: None)  # type: ignore[arg-type]  # for `watch`
        finally:
            for path in (config.docs_dir, *config.watch):
                self.watch(path)

    def watch(self, path: str, func: None = None, *, recursive: bool = True) -> None:
        """Look at *path* too. Source: `LiveReloadServer.watch` of MkDocs 1.6.1, which plugins call in `on_serve`."""
        path = os.path.abspath(path)
        if path not in self._watched:
            self._watched.add(path)
            self._state |= look_at([path])


def look_at(paths: Iterable[str]) -> State:
    """All files at and below *paths*, with what changes when one is written: its number, its time in ns, its size."""
    state: State = {}
    for path in paths:
        for file in _find_files(path):
            try:
                found = os.stat(file)
            except OSError:  # gone meanwhile, or a link that leads nowhere
                continue
            state[file] = found.st_ino, found.st_mtime_ns, found.st_size
    return state


def _find_files(path: str) -> Iterator[str]:
    if not os.path.isdir(path):
        yield path
    for folder, folders, names in os.walk(path):
        folders[:] = [name for name in folders if not _PASSING.fullmatch(name)]
        yield from (os.path.join(folder, name) for name in names if not _PASSING.fullmatch(name))


def _describe(error: Exception) -> str:
    return str(error) if isinstance(error, WorkshopError) else f"{type(error).__name__}: {error}"
