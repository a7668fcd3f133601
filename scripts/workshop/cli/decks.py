"""What the commands that make decks share: which are meant, what is told on title slides, and how they are built."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from workshop.cli.language import Language
from workshop.cli.terminal import Terminal
from workshop.cli.welcome import find_decks, read_minutes
from workshop.errors import UsageError

if TYPE_CHECKING:
    from workshop.site.content import Chapter

Chapters = Annotated[
    str | None, typer.Option(help="Chapters of the talk's deck, as in 0,1,6; all of them by default.", metavar="0,1,6")
]
Minutes = Annotated[
    int | None, typer.Option(min=1, help="Time that the talk's deck has: chapters that do not fit are left out.")
]
Speaker = Annotated[str | None, typer.Option(help="Who speaks, for title slides.")]
Event = Annotated[str | None, typer.Option(help="At which event.")]
Date = Annotated[str | None, typer.Option(help="On which day.")]

TALK, SHORT = "talk", "short"
"""The decks of several chapters, by their names in addresses and on the command line."""

WORDS = {
    "zh": {"no-deck": "没有名叫 {} 的幻灯片", "short": "没有标题标着 .short"},
    "en": {"no-deck": "there is no deck `{}`", "short": "no heading is marked .short"},
}


def get_options(project: Path, **told: str | int | None) -> dict[str, str | int]:
    """Those of the plugin's options that were *told*. Raises UsageError where they choose no chapter of *project*."""
    options = {name: value for name, value in told.items() if value is not None}
    if "chapters" in options or "minutes" in options:
        choose(project, options)
    return options


def read_chapters(project: Path) -> list[Chapter]:
    """The chapters of *project* in the order of their names, read from the front matter of its Chinese pages."""
    from workshop.site.content import Chapter

    docs = project / "docs"
    return [Chapter(stem, title, read_minutes(docs / f"{stem}.md")) for stem, title in find_decks(docs, "zh").items()]


def choose(project: Path, options: Mapping[str, str | int]) -> list[Chapter]:
    """The chapters that the talk's deck has with these *options*. Raises UsageError."""
    from workshop.site.selection import choose_chapters

    minutes = options.get("minutes")
    named = str(options.get("chapters", ""))
    return choose_chapters(read_chapters(project), named, minutes if isinstance(minutes, int) else None)


def get_names(project: Path, named: Sequence[str] | None) -> list[str]:
    """The decks that *named* means: chapters by name or number, `talk`, `short`; all chapters where it is empty."""
    from workshop.site.selection import find_chapter

    chapters = read_chapters(project)
    if not named:
        return [chapter.name for chapter in chapters]
    return [name if name in (TALK, SHORT) else find_chapter(chapters, name).name for name in named]


def build_site(project: Path, folder: Path, options: Mapping[str, str | int]) -> str:
    """Build the site of *project* with *options* into *folder*, and tell in the terminal what MkDocs has to say.

    Returns where the site is published, "" where nobody has said it.
    """
    from workshop.site.once import build_once

    terminal = Terminal()
    return build_once(
        project, folder, options, lambda level, message: terminal.note(f"{level}: {message}", style="yellow")
    )


@contextmanager
def built_decks(
    project: Path, names: Sequence[str], options: Mapping[str, str | int], language: Language
) -> Iterator[Path]:
    """The folder of the site of *project*, built with *options*, for as long as the context lasts.

    Raises UsageError, in *language*, where a deck of *names* is not there in every language.
    """
    from workshop.site.decks import deck_url
    from workshop.site.words import LANGUAGES

    words = WORDS[language]
    with tempfile.TemporaryDirectory(prefix="workshop-site-") as folder:
        site = Path(folder)
        build_site(project, site, options)
        for name in names:
            if not all((site / deck_url(name, tongue) / "index.html").is_file() for tongue in LANGUAGES):
                raise UsageError(words["no-deck"].format(name), hint=words["short"] if name == SHORT else None)
        yield site
