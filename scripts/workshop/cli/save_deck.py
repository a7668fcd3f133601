"""`workshop save-deck`: decks in a folder of their own, which opens from a disk without any server."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from workshop.cli.app import app
from workshop.cli.attendee import Lang, choose_language
from workshop.cli.decks import Chapters, Date, Event, Minutes, Speaker, built_decks, get_names, get_options
from workshop.cli.project import get_project
from workshop.cli.terminal import Terminal
from workshop.errors import UsageError

WORDS = {
    "zh": {"foreign": "目录不是空的，也不是以前保存的幻灯片", "hint": "换一个空目录", "done": "用浏览器打开：{}"},
    "en": {
        "foreign": "the folder is not empty, and holds no saved decks",
        "hint": "choose an empty folder",
        "done": "Open in a browser: {}",
    },
}


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
    if folder.is_dir() and any(folder.iterdir()) and not (folder / "decks" / "assets" / "deck.js").is_file():
        raise UsageError(WORDS[language]["foreign"], where=str(folder), hint=WORDS[language]["hint"])
    with built_decks(project, names, options, language) as site:
        folder.mkdir(parents=True, exist_ok=True)
        for deck in save_alone(site, names, folder):
            terminal.note(str(deck))
    terminal.result(WORDS[language]["done"].format(folder / "index.html"))
