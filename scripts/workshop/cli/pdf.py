"""`workshop pdf`: slides, or handouts with notes, printed by the system's Chromium."""

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
from workshop.errors import RequirementError, WorkshopError

WORDS = {
    "zh": {
        "no-browser": (
            "没有找到 Chromium 或 Chrome",
            "安装一个：sudo apt-get install chromium，或者从官方网站下载 Chrome",
        ),
        "failed": "浏览器没有打印出来：{}",
    },
    "en": {
        "no-browser": ("no Chromium or Chrome was found", "install one, as in: sudo apt-get install chromium"),
        "failed": "the browser did not print: {}",
    },
}


@app.command()
def pdf(  # noqa: PLR0913, PLR0917  # an argument an option
    decks: Annotated[
        list[str] | None,
        typer.Argument(metavar="CHAPTER", help="Chapters by name or number, talk, short; all chapters by default."),
    ] = None,
    to: Annotated[Path, typer.Option(metavar="DIR", help="Folder to write to.")] = Path("pdf"),
    notes: Annotated[bool, typer.Option("--notes", help="Print handouts: slides with their notes.")] = False,
    speaker: Speaker = None,
    event: Event = None,
    date: Date = None,
    chapters: Chapters = None,
    minutes: Minutes = None,
    lang: Lang = None,
) -> None:
    """Print slides as PDF in both languages, or handouts with notes."""
    from workshop.site.decks import deck_url
    from workshop.site.words import LANGUAGES
    from workshop.venue.browser import BrowserError, find_browser, print_pdf
    from workshop.venue.searchable import make_searchable

    language, terminal = choose_language(lang), Terminal()
    project = get_project(Path.cwd())
    options = get_options(project, speaker=speaker, event=event, date=date, chapters=chapters, minutes=minutes)
    names = get_names(project, decks)
    browser = find_browser()
    if browser is None:
        message, hint = WORDS[language]["no-browser"]
        raise RequirementError(message, hint=hint)
    files = {
        (name, tongue): f"{name}.{tongue}{'.notes' if notes else ''}.pdf" for name in names for tongue in LANGUAGES
    }
    with writing(to, "pdf", language, keep=True) as new, built_decks(project, names, options, language) as site:
        for (name, tongue), file in files.items():
            deck = site / deck_url(name, tongue) / "index.html"
            if terminal.err.is_terminal:  # It takes seconds a deck.
                terminal.note(file)
            try:
                print_pdf(browser, f"{deck.as_uri()}?print-pdf{'&notes' if notes else ''}", new / file)
                make_searchable(new / file)
            except BrowserError as error:
                raise WorkshopError(str(WORDS[language]["failed"]).format(error), where=str(to / file)) from error
    for file in files.values():
        terminal.result(str(to / file))
