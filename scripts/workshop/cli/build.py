"""`workshop build`: the site and its decks in a folder, for any web server."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from workshop.cli.app import app
from workshop.cli.attendee import Lang, choose_language
from workshop.cli.decks import Chapters, Date, Event, Minutes, Speaker, build_site, get_options
from workshop.cli.downloads import tell_downloads
from workshop.cli.output import writing
from workshop.cli.project import get_project
from workshop.cli.terminal import Terminal


@app.command()
def build(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="Where to write to; a site that this wrote there is replaced.")
    ],
    speaker: Speaker = None,
    event: Event = None,
    date: Date = None,
    chapters: Chapters = None,
    minutes: Minutes = None,
    lang: Lang = None,
) -> None:
    """Build the site and its decks in both languages, as plain files for any web server."""
    project = get_project(Path.cwd())
    options = get_options(project, speaker=speaker, event=event, date=date, chapters=chapters, minutes=minutes)
    with writing(folder, "build", choose_language(lang)) as new:
        build_site(project, new, options)
    tell_downloads(project, folder, choose_language(lang), Terminal())
    Terminal().result(str(folder / "index.html"))
