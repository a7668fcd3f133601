"""`workshop load`: the images of a bundle into this machine's engine, where there is no network."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from workshop.cli.app import app
from workshop.cli.asking import ask
from workshop.cli.attendee import NO_ENGINE, Lang, choose_language
from workshop.cli.language import Language
from workshop.cli.load_words import ADVICE, LACKING, MOVED, NO_BUNDLE, OTHER_PLATFORM, OUTCOMES, STEPS
from workshop.cli.terminal import Terminal
from workshop.errors import RequirementError, UsageError

if TYPE_CHECKING:
    from workshop.venue.bundle import Manifest, OldManifest
    from workshop.venue.load import Outcome


@app.command()
def load(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The bundle: a folder with a bundle.json.")],
    any_platform: Annotated[
        bool, typer.Option("--any-platform", help="Load it even if it is for another kind of machine.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Let the bundle take its names from other images.")] = False,
    lang: Lang = None,
) -> None:
    """Load the images of a bundle that this machine lacks, after proving that they are whole."""
    from workshop.cli.progress import Transfer
    from workshop.venue.engine import DockerEngine
    from workshop.venue.load import load_bundle

    language, terminal, engine = choose_language(lang), Terminal(), DockerEngine()
    manifest = read_bundle(folder, language)
    platform = engine.platform()
    if platform is None:
        message, hint = NO_ENGINE[language]
        raise RequirementError(message, hint=hint)
    if platform != manifest.platform and not any_platform:
        message, hint = (text.format(bundle=manifest.platform, engine=platform) for text in OTHER_PLATFORM[language])
        raise RequirementError(message, where=str(folder), hint=hint)
    with Transfer(terminal) as transfer:

        def tell(step: str, file: str, done: int, total: int) -> None:
            transfer.update(STEPS[language][step].format(file=file), done, total)

        def may_move(file: str, moved: Mapping[str, str]) -> bool:
            with transfer.paused():
                return yes or ask_to_move(file, moved, language, terminal)

        bad: list[Outcome] = []
        for outcome in load_bundle(folder, manifest, engine, tell, may_move=may_move):
            terminal.out.print(describe(outcome, language), style="" if outcome.fine else "red")
            bad += [] if outcome.fine else [outcome]
    if bad:
        lacking = [image.name for each in bad for image in each.archive.images if not engine.find_image(image.name)]
        for line in advise(bad, lacking, folder, language):
            terminal.note(line)
        raise typer.Exit(1)


def ask_to_move(file: str, moved: Mapping[str, str], language: Language, terminal: Terminal) -> bool:
    """Whether the person says that the archive *file* may take these names from the images with these ids."""
    terminal.note(MOVED[language]["has"].format(file=file))
    for name, identity in moved.items():
        terminal.note(f"  {name} ({identity.removeprefix('sha256:')[:12]})")
    return bool(sys.stdin and sys.stdin.isatty()) and ask(MOVED[language]["ask"], terminal)


def advise(bad: list[Outcome], lacking: list[str], folder: Path, language: Language) -> Iterator[str]:
    """What is still not here, and what to do about each archive that was not loaded; copying helps all the same."""
    words = ADVICE[language]
    if lacking:
        yield LACKING[language].format(images=", ".join(lacking))
    for outcome in bad:
        if text := words.get(outcome.result):
            file, name = outcome.archive.file, outcome.got.partition(", ")[0]
            name, path, here = map(shlex.quote, (name, str(folder / file), str(folder)))
            yield text.format(file=file, name=name, path=path, folder=here)
    if lacking and any(outcome.result not in words for outcome in bad):
        yield words[""]


def read_bundle(folder: Path, language: Language) -> Manifest | OldManifest:
    """The manifest of the bundle in *folder*. Raises UsageError where there is none."""
    from workshop.venue.bundle import read_manifest

    try:
        return read_manifest(folder)
    except (FileNotFoundError, NotADirectoryError):
        message, hint = NO_BUNDLE[language]
        raise UsageError(message, where=str(folder), hint=hint) from None


def describe(outcome: Outcome, language: Language) -> str:
    """What became of an archive, with what was expected and what is there where they differ."""
    archive = outcome.archive
    images = ", ".join(image.name for image in archive.images)
    return OUTCOMES[language][outcome.result].format(
        file=archive.file, images=images, expected=outcome.expected, got=outcome.got
    )
