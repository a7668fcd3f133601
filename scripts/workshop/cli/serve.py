"""`workshop serve`: the site and its decks on this machine, built again whenever a file changes."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from workshop.cli.address import DEFAULT_HOST, DEFAULT_PORT, hold_address
from workshop.cli.app import app
from workshop.cli.decks import Chapters, Minutes, get_options
from workshop.cli.language import Language, get_language
from workshop.cli.project import get_project
from workshop.cli.terminal import Terminal
from workshop.cli.welcome import write_added, write_reachable, write_welcome

WORDS = {
    "zh": {
        "rebuilt": "已重新生成",
        "failed": "没有生成；仍然提供上一次的网站",
        "restarted": "生成网站的进程意外结束（{code}），已重新启动",
    },
    "en": {
        "rebuilt": "built again",
        "failed": "not built; the last good build is still served",
        "restarted": "the process that builds the site ended unexpectedly ({code}) and was started again",
    },
}


@app.command()
def serve(
    host: Annotated[
        str, typer.Option(help="Address of this machine to listen at; 0.0.0.0 or :: for all.")
    ] = DEFAULT_HOST,
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
    with hold_address(host, port, language) as listening:
        from workshop.room.interfaces import find_own_url
        from workshop.room.server import LiveRoom, Serving

        url = find_own_url(host, port)
        command = [sys.executable, "-m", "workshop.cli.builder", str(project), json.dumps(options)]
        reporter = Reporter(project, (host, port), language, Terminal(), options)
        LiveRoom(Serving(listening, url, command), reporter).run()


@dataclass(frozen=True)
class Reporter:
    """Tells on the terminal what happens to the site while it is served at *address*, host and port."""

    project: Path
    address: tuple[str, int]
    language: Language
    terminal: Terminal
    options: Mapping[str, str | int]

    def serving(self, mount: str) -> None:
        """Say who can reach the site, where everything is, and how to stop, and note it for those who start a lab."""
        from workshop.room.interfaces import find_reachable, is_open
        from workshop.venue.serving import note_address

        note_address(self.project, self._url() + mount)

        host, port = self.address
        if is_open(host):
            self.terminal.result(write_reachable(find_reachable(host), port, mount, self.language))
        self.terminal.result(write_welcome(self.project, self._url() + mount, self.language, self.options))

    def rebuilt(self, added: Sequence[str]) -> None:
        """Say that what was changed can be looked at, and where what is new."""
        self.terminal.note(WORDS[self.language]["rebuilt"], style="green")
        if added:
            self.terminal.result(write_added(self._url(), added, self.language))

    def failed(self, problems: Sequence[str]) -> None:
        """Say that the last good build is still there; what is wrong was told."""
        self.terminal.note(WORDS[self.language]["failed"])

    def complained(self, level: str, message: str) -> None:
        """Pass on what MkDocs or a plugin says to the author."""
        self.terminal.note(f"{level}: {message}", style="yellow")

    def restarted(self, code: int) -> None:
        """Say that what builds the site is another process now."""
        self.terminal.note(WORDS[self.language]["restarted"].format(code=code), style="yellow")

    def _url(self) -> str:
        from workshop.room.interfaces import find_own_url

        return find_own_url(*self.address)
