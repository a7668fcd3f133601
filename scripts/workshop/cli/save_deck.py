"""`workshop save-deck`: decks in a folder of their own, which opens from a disk without any server."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from workshop.cli.app import app
from workshop.cli.attendee import Lang, choose_language
from workshop.cli.decks import Chapters, Date, Event, Minutes, Speaker, built_decks, get_names, get_options
from workshop.cli.output import writing
from workshop.cli.project import get_project
from workshop.cli.terminal import Terminal

DONE = {"zh": "用浏览器打开：{}", "en": "Open in a browser: {}"}


@app.command()
def save_deck(  # noqa: PLR0913, PLR0917  # an argument an option
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Where to save to.")],
    decks: Annotated[
        list[str] | None,
        typer.Argument(metavar="CHAPTER", help="Chapters by name or number, talk, short; all chapters by default."),
    ] = None,
    speaker: Speaker = None,
    event: Event = None,
    date: Date = None,
    chapters: Chapters = None,
    minutes: Minutes = None,
    lang: Lang = None,
) -> None:
    """Save decks in both languages as a folder that opens from a disk, without a server."""
    from workshop.site.alone import save_alone

    language, terminal = choose_language(lang), Terminal()
    project = get_project(Path.cwd())
    options = get_options(project, speaker=speaker, event=event, date=date, chapters=chapters, minutes=minutes)
    names = get_names(project, decks)
    with (
        writing(folder, "save-deck", language, keep=True) as new,
        built_decks(project, names, options, language) as site,
    ):
        saved = [deck.relative_to(new) for deck in save_alone(site, names, new)]
    for deck in saved:
        terminal.note(str(folder / deck))
    terminal.result(DONE[language].format(folder / "index.html"))
