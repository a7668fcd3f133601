"""`workshop build`: the site and its decks in a folder, for any web server."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from workshop.cli.app import app
from workshop.cli.attendee import Lang, choose_language
from workshop.cli.decks import Chapters, Date, Event, Minutes, Speaker, build_site, get_options
from workshop.cli.downloads import tell_downloads
from workshop.cli.project import get_project
from workshop.cli.terminal import Terminal
from workshop.errors import UsageError

MARK = Path("search") / "search_index.json"
"""What a site has, and a folder of anything else, saved decks too, has not."""

WORDS = {
    "zh": ("目录不是空的，也不是以前生成的网站", "换一个空目录；生成网站会先清空它"),
    "en": ("the folder is not empty, and holds no site", "choose an empty folder: a build empties it first"),
}


@app.command()
def build(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Where to write to; what is there of a site goes.")],
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
    if folder.exists() and not (folder / MARK).is_file() and not (folder.is_dir() and not any(folder.iterdir())):
        message, hint = WORDS[choose_language(lang)]
        raise UsageError(message, where=str(folder), hint=hint)
    # MkDocs takes a relative folder for one in the project.
    build_site(project, folder.resolve(), options)
    tell_downloads(project, folder, choose_language(lang), Terminal())
    Terminal().result(str(folder / "index.html"))
