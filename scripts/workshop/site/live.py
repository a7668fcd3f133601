"""The site on this machine while it is written: built strictly once, then again whenever a file changes.

MkDocs' own `serve` builds over the site that it serves, and answers nothing more after a build that failed. Here each
build has a folder of its own, and the last good one is served until the next is good: an author's mistake is shown,
and a talk that is being projected goes on. Knows nothing of terminals; what happens is told to a `Listener`.
"""

from __future__ import annotations

import logging
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit

os.environ["NO_MKDOCS_2_WARNING"] = "1"  # Material prints an advertisement when it is imported, on every start.

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, ConfigurationError
from mkdocs.livereload import LiveReloadServer

from workshop.errors import ContentError
from workshop.lab.source import read_source


class Listener(Protocol):
    """Who is told what happens."""

    def serving(self, url: str) -> None:
        """The first build is good and is served at *url*, which ends in `/`."""

    def rebuilt(self) -> None:
        """A later build is good and is served now."""

    def failed(self, error: Exception | None) -> None:
        """A later build failed; the last good one stays. Without *error*, MkDocs has complained of it already."""

    def complained(self, level: str, message: str) -> None:
        """MkDocs or a plugin has something to say to the author; *level* is `warning` or above."""


class LiveSite:
    """A project's site, served at *host* and *port* until interrupted.

    *options* take the place of the plugin's own of these names: `speaker`, `event`, `date`, `chapters`, `minutes`.
    """

    def __init__(
        self, project: Path, host: str, port: int, listener: Listener, options: Mapping[str, str | int] | None = None
    ) -> None:
        self.project = project
        self.host = host
        self.port = port
        self.listener = listener
        self.options = options or {}
        self.builds = 0

    def serve(self) -> None:
        """Build strictly and serve. Returns when interrupted (KeyboardInterrupt).

        Raises ContentError where the first build fails, OSError where the port cannot be listened at.
        """
        self.folder = Path(tempfile.mkdtemp(prefix="workshop-site-"))
        try:
            with telling(self.listener.complained):
                self._serve()
        finally:
            shutil.rmtree(self.folder, ignore_errors=True)

    def _serve(self) -> None:
        config = self._load(strict=True)
        config.plugins.on_startup(command="serve", dirty=False)
        mount_path = urlsplit(config.site_url or "/").path
        server = Server(self._rebuild, self.host, self.port, config.site_dir, mount_path)
        server.on_serving = self.listener.serving
        server.error_handler = lambda code: _read_page(Path(server.root) / f"{code}.html")
        self.server = server
        try:
            self._build(config)
            for path in (config.docs_dir, config.config_file_path):
                server.watch(path)
            config.plugins.on_serve(server, config=config, builder=self._rebuild)
            for path in config.watch:
                server.watch(path)
            server.serve()  # type: ignore[no-untyped-call]  # MkDocs gives it no types
        except KeyboardInterrupt:
            return
        finally:
            server.shutdown()
            config.plugins.on_shutdown()

    def _rebuild(self) -> None:
        """Build into a new folder and serve that one from now on; leave all as it is where the build fails.

        Never raises: MkDocs' server would not answer any request after that.
        """
        try:
            config = self._load(strict=False)
            self._build(config)
        except Abort:
            self.listener.failed(None)
            return
        except Exception as error:
            self.listener.failed(error)
            return
        last, self.server.root = self.server.root, config.site_dir
        shutil.rmtree(last, ignore_errors=True)
        self.listener.rebuilt()

    def _load(self, *, strict: bool) -> MkDocsConfig:
        self.builds += 1
        site_dir = self.folder / str(self.builds)
        config = read_config(
            self.project,
            site_dir=str(site_dir),
            dev_addr=f"{self.host}:{self.port}",
            strict=strict,
        )
        if self.options:
            config.plugins["workshop"].config.update(self.options)
        return config

    def _build(self, config: MkDocsConfig) -> None:
        config.site_url = self.server.url
        build(config, serve_url=self.server.url)


class Server(LiveReloadServer):
    """MkDocs' server, which says when it serves.

    Source: `LiveReloadServer.serve` of MkDocs 1.6.1 listens, watches the files, then calls `serve_forever` in a thread.
    """

    on_serving: Callable[[str], None]

    def serve_forever(self, poll_interval: float = 0.5) -> None:
        """Say that requests are answered and changes seen from here on, and do so."""
        self.on_serving(self.url)
        super().serve_forever(poll_interval)


def read_config(project: Path, **settings: Any) -> MkDocsConfig:
    """The configuration of *project*, with these *settings*. Raises UnreadableError where the file is no text."""
    file = project / "mkdocs.yml"
    read_source(file, file.name)
    return load_config(config_file=str(file), **settings)


@contextmanager
def telling(complain: Callable[[str, str], None]) -> Iterator[None]:
    """Tell *complain* level and message of all that MkDocs has to say. Raises ContentError where it gives up."""
    complaints = Complaints(complain)
    logging.getLogger("mkdocs").addHandler(complaints)
    try:
        yield
    except Abort as error:
        raise ContentError("the site was not built; what is wrong stands above") from error
    except ConfigurationError as error:
        raise ContentError(error.message, where="mkdocs.yml") from error
    finally:
        logging.getLogger("mkdocs").removeHandler(complaints)


class Complaints(logging.Handler):
    """Passes on what is logged at warning level or above, but for the pages that a browser asked for in vain."""

    def __init__(self, listener: Callable[[str, str], None]) -> None:
        super().__init__(logging.WARNING)
        self.listener = listener

    def emit(self, record: logging.LogRecord) -> None:
        """Pass *record* on."""
        if record.levelno >= logging.ERROR or record.name != "mkdocs.livereload":
            self.listener(record.levelname.lower(), record.getMessage())


def _read_page(page: Path) -> bytes | None:
    return page.read_bytes() if page.is_file() else None
