"""`workshop serve`: the site and its decks on this machine, built again whenever a file changes."""

from __future__ import annotations

import os
import signal
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from workshop.cli.address import DEFAULT_HOST, DEFAULT_PORT, check_address, explain_refusal
from workshop.cli.app import app
from workshop.cli.decks import Chapters, Minutes, get_options
from workshop.cli.language import Language, get_language
from workshop.cli.project import get_project
from workshop.cli.terminal import Terminal
from workshop.cli.welcome import write_welcome
from workshop.errors import WorkshopError


@app.command()
def serve(
    host: Annotated[str, typer.Option(help="Address of this machine to listen at.")] = DEFAULT_HOST,
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port to listen at.")] = DEFAULT_PORT,
    speaker: Annotated[str | None, typer.Option(help="Who speaks, for title slides.")] = None,
    event: Annotated[str | None, typer.Option(help="At which event.")] = None,
    date: Annotated[str | None, typer.Option(help="On which day.")] = None,
    chapters: Chapters = None,
    minutes: Minutes = None,
) -> None:
    """Serve the site and its decks, with live reload."""
    language = get_language(os.environ)
    project = get_project(Path.cwd())
    options = get_options(project, speaker=speaker, event=event, date=date, chapters=chapters, minutes=minutes)
    check_address(host, port, language)
    from workshop.site.live import LiveSite

    for stop in (signal.SIGTERM, signal.SIGHUP):  # SIGHUP: the terminal's window was closed.
        signal.signal(stop, signal.default_int_handler)
    try:
        LiveSite(project, host, port, Reporter(project, language, Terminal(), options), options).serve()
    except OSError as error:
        # Another program may have taken the port while the site was built.
        if error.filename is None and error.errno:
            raise explain_refusal(error, host, port, language) from error
        raise


@dataclass(frozen=True)
class Reporter:
    """Tells on the terminal what happens to the site while it is served."""

    project: Path
    language: Language
    terminal: Terminal
    options: Mapping[str, str | int]

    def serving(self, url: str) -> None:
        """Say where everything is, and how to stop, and note it for those who start a lab."""
        from workshop.venue.serving import note_address

        note_address(self.project, url)
        self.terminal.result(write_welcome(self.project, url, self.language, self.options))

    def rebuilt(self) -> None:
        """Say that what was changed can be looked at."""
        self.terminal.note("built again", style="green")

    def failed(self, error: Exception | None) -> None:
        """Say what is wrong, and that the last good build is still there."""
        if isinstance(error, WorkshopError):
            self.terminal.error(error)
        elif error is not None:
            self.terminal.note(f"error: {type(error).__name__}: {error}", style="red")
        self.terminal.note("not built; the last good build is still served")

    def complained(self, level: str, message: str) -> None:
        """Pass on what MkDocs or a plugin says to the author."""
        self.terminal.note(f"{level}: {message}", style="yellow")
