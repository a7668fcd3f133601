"""What the attendees' commands share: the language, the project, and how the program is called here."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from workshop.cli.language import Language, get_language
from workshop.cli.project import get_project

if TYPE_CHECKING:
    from workshop.lab import Lab
    from workshop.venue.copies import Copies

Lang = Annotated[Language | None, typer.Option("--lang", help="Language of what is said; by default the locale's.")]

MARKS = {True: "✓", False: "✗", None: "·"}
STYLES = {True: "green", False: "red", None: "yellow"}


def choose_language(lang: Language | None) -> Language:
    """*lang* where it was given, else that of the locale."""
    return lang or get_language(os.environ)


def get_program(called: str | None = None) -> str:
    """How to call this program again from any folder: `workshop` where that finds it, else its whole path."""
    path = Path(os.path.normpath(Path(called or sys.argv[0]).absolute()))
    found = shutil.which("workshop")
    if found and Path(found).resolve() == path.resolve():
        return "workshop"
    return shlex.quote(str(path))


def translate(lab: Lab, language: Language) -> Lab:
    """*lab* in *language*, or as it is where it has no such document."""
    from workshop.lab import load_translation

    has_document = language == "zh" or (lab.folder / f"lab.{language}.md").is_file()
    return lab if language == "zh" or not has_document else load_translation(lab, language)


def get_project_of(here: Path) -> Path:
    """The project that *here* lies in, or that the lab copy was made from which *here* lies in."""
    copy = open_copies().find_at(here)
    return copy.project if copy else get_project(here)


def open_copies() -> Copies:
    """The copies that this person made on this machine."""
    from workshop.venue.copies import Copies, get_record_path

    return Copies(get_record_path(os.environ))
