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

if TYPE_CHECKING:
    from workshop.lab import Lab

Lang = Annotated[Language | None, typer.Option("--lang", help="Language of what is said; by default the locale's.")]

MARKS = {True: "✓", False: "✗", None: "·"}
STYLES = {True: "green", False: "red", None: "yellow"}


def choose_language(lang: Language | None) -> Language:
    """*lang* where it was given, else that of the locale."""
    return lang or get_language(os.environ)


def get_program(called: str | None = None) -> str:
    """How to call this program again from any folder: `workshop` where that finds it, else its whole path."""
    path = Path(called or sys.argv[0]).absolute()
    found = shutil.which("workshop")
    if found and Path(found).resolve() == path.resolve():
        return "workshop"
    return shlex.quote(str(path))


def translate(lab: Lab, language: Language) -> Lab:
    """*lab* in *language*, or as it is where it has no such document."""
    from workshop.lab import load_translation

    has_document = language == "zh" or (lab.folder / f"lab.{language}.md").is_file()
    return lab if language == "zh" or not has_document else load_translation(lab, language)
