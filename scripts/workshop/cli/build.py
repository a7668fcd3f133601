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
from workshop.cli.public_url import NONE, check_url
from workshop.cli.terminal import Terminal


@app.command()
def build(  # noqa: PLR0913, PLR0917  # an argument an option
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="Where to write to; a site that this wrote there is replaced.")
    ],
    speaker: Speaker = None,
    event: Event = None,
    date: Date = None,
    chapters: Chapters = None,
    minutes: Minutes = None,
    url: Annotated[
        str | None, typer.Option(metavar="URL", help="Where it is published, for search engines and link previews.")
    ] = None,
    lang: Lang = None,
) -> None:
    """Build the site and its decks in both languages, as plain files for any web server."""
    project = get_project(Path.cwd())
    language = choose_language(lang)
    url = check_url(url, language) if url is not None else None
    told = {"speaker": speaker, "event": event, "date": date, "chapters": chapters, "minutes": minutes, "url": url}
    options = get_options(project, **told)
    with writing(folder, "build", language) as new:
        is_published = bool(build_site(project, new, options))
    tell_downloads(project, folder, language, Terminal())
    if not is_published:
        Terminal().note(NONE[language])
    Terminal().result(str(folder / "index.html"))
