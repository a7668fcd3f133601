"""`workshop serve`: the site and its decks on this machine, built again whenever a file changes."""

from __future__ import annotations

import logging
import os
import re
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from workshop.cli.address import DEFAULT_HOST, DEFAULT_PORT, check_address, explain_refusal
from workshop.cli.app import app
from workshop.cli.language import get_language
from workshop.cli.project import get_project
from workshop.cli.terminal import Terminal
from workshop.cli.welcome import write_welcome
from workshop.errors import ContentError


@app.command()
def serve(
    host: Annotated[str, typer.Option(help="Address of this machine to listen at.")] = DEFAULT_HOST,
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port to listen at.")] = DEFAULT_PORT,
) -> None:
    """Serve the site and its decks, with live reload."""
    language = get_language(os.environ)
    terminal = Terminal()
    project = get_project(Path.cwd())
    check_address(host, port, language)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    watch_build(terminal, lambda url: terminal.result(write_welcome(project, url, language)))
    try:
        serve_site(project, host, port)
    except OSError as error:  # Another program may have taken the port while the site was built.
        if error.filename is None and error.errno:
            raise explain_refusal(error, host, port, language) from error
        raise


def serve_site(project: Path, host: str, port: int) -> None:
    """Build *project* strictly and serve it until interrupted. Raises ContentError where the first build fails.

    Later builds that fail are shown by MkDocs' server, which goes on serving the last good one.
    """
    os.environ["NO_MKDOCS_2_WARNING"] = "1"  # Material's advertisement against MkDocs 2, on every start.
    from mkdocs.commands import serve as mkdocs_serve
    from mkdocs.exceptions import Abort, ConfigurationError

    try:
        mkdocs_serve.serve(str(project / "mkdocs.yml"), dev_addr=f"{host}:{port}", strict=True)
    except (Abort, ConfigurationError) as error:
        raise ContentError(f"the site cannot be served: {error.message}", where="mkdocs.yml") from error


def watch_build(terminal: Terminal, on_serving: Callable[[str], None]) -> None:
    """Show on *terminal* what an author must see of MkDocs' log; call *on_serving* with the address once it serves."""
    logger = logging.getLogger("mkdocs")
    for old in [handler for handler in logger.handlers if isinstance(handler, BuildLog)]:
        logger.removeHandler(old)
    logger.setLevel(logging.INFO)
    logger.addHandler(BuildLog(terminal, on_serving))


class BuildLog(logging.Handler):
    """MkDocs' log, down to warnings, errors and the two events that matter: it serves, it was built again.

    Source: mkdocs/livereload/__init__.py (1.6.1), `LiveReloadServer.serve` and `_build_loop`; the log is all it offers.
    """

    def __init__(self, terminal: Terminal, on_serving: Callable[[str], None]) -> None:
        super().__init__()
        self.terminal = terminal
        self.on_serving = on_serving

    def emit(self, record: logging.LogRecord) -> None:
        """Print *record* where it tells an author something."""
        message = re.sub(r"^\[[\d:]+\] ", "", record.getMessage())  # the server puts the clock before its own lines
        if record.levelno >= logging.WARNING:
            self.terminal.note(f"{record.levelname.lower()}: {message}", style="yellow")
        elif found := re.match(r"Serving on (\S+)", message):
            self.on_serving(found[1])
        elif message == "Reloading browsers":
            self.terminal.note("built again", style="green")
