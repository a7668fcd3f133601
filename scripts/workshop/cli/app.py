"""The console script: finds the commands, runs one, and turns an error into words and an exit code, here alone."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Sequence
from importlib import import_module
from typing import Annotated, Any, cast

import typer

from workshop.cli.language import Language, get_language
from workshop.cli.refusal import explain_refusal
from workshop.cli.streams import accept_all
from workshop.cli.terminal import Terminal
from workshop.cli.usage import USAGE_ERROR, explain_usage
from workshop.errors import WorkshopError

COMMANDS = (
    "serve",
    "doctor",
    "start",
    "shell",
    "check",
    "hint",
    "catch-up",
    "reset",
    "cluster",
    "load",
    "pack",
    "build",
    "pdf",
    "save-deck",
    "run",
    "update",
    "record",
    "account",
)
"""The commands in the order of `--help`; each is held by the module of its name, `_` for `-`."""

DISTRIBUTION = "cloud-container-workshop"
"""The kit's name as a package that pip installs."""

EXIT_BUG = 70
"""Source: EX_SOFTWARE of BSD's sysexits.h, "an internal software error has been detected"."""

# Plain help: drawing it with rich takes 0.2 s more than the 0.1 s of everything else.
app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,
    context_settings={"max_content_width": 120},
)


def tell_version(wanted: bool) -> None:
    """Print which kit this is and end, where that is *wanted*."""
    if wanted:
        from importlib.metadata import version

        Terminal().result(f"workshop {version(DISTRIBUTION)}")
        raise typer.Exit


@app.callback()
def workshop(
    debug: Annotated[bool, typer.Option("--debug", help="On an error, print where in the kit it came from.")] = False,
    version: Annotated[  # the option's name
        bool, typer.Option("--version", callback=tell_version, is_eager=True, help="Print the kit's version.")
    ] = False,
) -> None:
    """Read, project and follow a talk on cloud computing and Kubernetes, from one source."""


def load_commands() -> None:
    """Import the modules of all commands, which adds them to `app`."""
    for name in COMMANDS:
        import_module(f"workshop.cli.{name.replace('-', '_')}")


def run(argv: Sequence[str] | None = None) -> int:
    """Run the command that *argv* names (default: the process's arguments) and return its exit code.

    `--debug` counts wherever it stands, so that it can be added to the end of what was just typed.
    """
    arguments = list(sys.argv[1:] if argv is None else argv)
    debug = "--debug" in arguments
    accept_all(sys.stdout, sys.stderr)
    try:
        load_commands()
        # English usage errors are printed by the library itself.
        is_english = find_language(arguments) == "en"
        given = [argument for argument in arguments if argument != "--debug"]
        return int(app(args=given, prog_name="workshop", standalone_mode=is_english) or 0)
    except SystemExit as ended:
        return int(ended.code or 0)
    except Exception as error:
        if debug and not isinstance(error, USAGE_ERROR):
            traceback.print_exc()
        return _tell(error, arguments)


def _tell(error: Exception, arguments: Sequence[str]) -> int:
    """Print what *error* means for whoever gave *arguments*, and return the exit code."""
    told: WorkshopError | None = None
    if isinstance(error, WorkshopError):
        told = error
    elif type(error).__name__ == "NoArgsIsHelpError":
        cast(Any, error).show()
        return 2
    elif isinstance(error, USAGE_ERROR):
        told = explain_usage(error)
    elif isinstance(error, OSError):
        told = explain_refusal(error, find_language(arguments))
    if told is None:
        Terminal().bug(error)
        return EXIT_BUG
    Terminal().error(told)
    return told.exit_code


def find_language(arguments: Sequence[str]) -> Language:
    """The language that `--lang` names among *arguments*, else that of the locale."""
    words = " ".join(arguments).replace("--lang=", "--lang ").split()
    named = words[words.index("--lang") + 1 :][:1] if "--lang" in words else []
    return "zh" if named == ["zh"] else "en" if named == ["en"] else get_language(os.environ)
